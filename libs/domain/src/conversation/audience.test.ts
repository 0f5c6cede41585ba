import { aMessage, anId, arrive, aSession, enter, help, NOON, OWNER, type SessionLog } from '@relevo/testing';
import {
  type Audience,
  circleOf,
  decideConversation,
  isRefusal,
  mayReadConversation,
  namable,
  newReaders,
  recipientsOf,
} from '../index';

const post = (log: SessionLog, who: string, to: Audience, text = 'x') => {
  const actor = { kind: 'participant', participantId: who } as const;
  const data = { messageId: anId(9), text, to, sentAt: NOON };
  const answer = decideConversation(
    log.state,
    { type: 'message.post', data },
    { now: log.now, policy: log.policy, actor },
  );
  return isRefusal(answer) ? answer.refused : answer[0];
};
const line = (log: SessionLog, who: string, to: Audience) => {
  const said = post(log, who, to);
  if (typeof said !== 'object' || said.type !== 'message.posted') throw new Error(JSON.stringify(said));
  return { ...said, seq: 7 };
};

describe('whom a line is for', () => {
  const scene = () => {
    const log = aSession();
    return { log, maria: enter(log, 1), luca: enter(log, 2, 'Luca Ferri'), jorge: help(log, 1) };
  };

  it('W15 CSRs write to everyone, to all CSRs or to anybody by name; customers to everyone, all CSRs or CSRs by name', () => {
    const { log, maria, luca, jorge } = scene();
    const allowed: [string, Audience][] = [
      ...[OWNER, maria].flatMap((who): [string, Audience][] => [
        [who, 'everyone'],
        [who, 'csrs'],
        [who, [jorge]],
      ]),
      [OWNER, [maria]],
      [OWNER, [maria, luca, jorge]],
      [maria, [OWNER, jorge]],
    ];
    for (const [who, to] of allowed) expect(post(log, who, to)).toMatchObject({ type: 'message.posted' });
    const refused: [string, Audience, string][] = [
      [maria, [luca], 'RECIPIENT_NOT_ALLOWED'],
      [maria, [OWNER, luca], 'RECIPIENT_NOT_ALLOWED'],
      [maria, [arrive(log, 3)], 'RECIPIENT_UNKNOWN'],
      [OWNER, [anId(66)], 'RECIPIENT_UNKNOWN'],
      [OWNER, [maria, anId(66)], 'RECIPIENT_UNKNOWN'],
      [OWNER, [], 'RECIPIENTS_MISSING'],
      [OWNER, [OWNER], 'RECIPIENTS_MISSING'],
    ];
    for (const [who, to, code] of refused) expect(post(log, who, to)).toBe(code);
    expect(namable(log.state, maria).map(({ id }) => id)).toEqual([OWNER, jorge]);
    log.must(luca, { type: 'participant.leave', data: {} });
    expect(post(log, OWNER, [luca])).toBe('RECIPIENT_UNKNOWN');
    expect(namable(log.state, OWNER).map(({ id }) => id)).toEqual([maria, jorge]);
  });

  it('W15 recipients are kept once, in an order that says nothing, without the author', () => {
    const { log, maria, jorge } = scene();
    expect(post(log, OWNER, [jorge, OWNER, maria, jorge])).toMatchObject({ data: { to: [maria, jorge] } });
    expect(post(log, OWNER, [maria, jorge])).toMatchObject({ data: { to: [maria, jorge] } });
  });

  it('W15 what is for all CSRs is read by those who come later, and never by a customer; what is for some only by them', () => {
    const { log, maria, luca, jorge } = scene();
    const forCsrs = line(log, OWNER, 'csrs');
    const fromMaria = line(log, maria, 'csrs');
    const forJorge = line(log, OWNER, [jorge]);
    const forMaria = line(log, OWNER, [maria]);
    const sofia = help(log, 2);
    const readers = (event: typeof forCsrs) =>
      [OWNER, jorge, sofia, maria, luca].filter((who) => mayReadConversation(log.state, event, who));
    expect(readers(forCsrs)).toEqual([OWNER, jorge, sofia]);
    expect(readers(fromMaria)).toEqual([OWNER, jorge, sofia, maria]);
    expect(readers(forJorge)).toEqual([OWNER, jorge]);
    expect(readers(forMaria)).toEqual([OWNER, maria]);
    expect(readers(line(log, OWNER, 'everyone'))).toEqual([OWNER, jorge, sofia, maria, luca]);
    log.must(jorge, { type: 'participant.leave', data: {} });
    expect(readers(line(log, OWNER, 'csrs'))).toEqual([OWNER, sofia]);
    // What was said while he was here stays his to read.
    expect(readers(forCsrs)).toEqual([OWNER, jorge, sofia]);
  });

  it('W15 recipients of a line are those who were there', () => {
    const { log, maria, luca, jorge } = scene();
    const ids = (to: Audience, authorId = OWNER) => {
      const present = [OWNER, maria, jorge, anId(66)];
      return recipientsOf(log.state, aMessage({ authorId, to, present }).data).map(({ id }) => id);
    };
    expect(ids('everyone')).toEqual([maria, jorge]);
    expect(ids('csrs')).toEqual([jorge]);
    expect(ids('csrs', maria)).toEqual([OWNER, jorge]);
    expect(ids([luca, maria])).toEqual([maria]);
  });

  it('W15 lines of one circle have the same readers', () => {
    const { log, maria, jorge } = scene();
    const circle = (authorId: string, to: Audience) => circleOf(log.state, { authorId, to });
    expect(circle(OWNER, 'everyone')).toBe(circle(maria, 'everyone'));
    expect(circle(OWNER, 'csrs')).toBe(circle(jorge, 'csrs'));
    // All CSRs and Maria, who may not read what they say among themselves.
    expect(circle(maria, 'csrs')).not.toBe(circle(OWNER, 'csrs'));
    expect(circle(OWNER, [jorge])).toBe(circle(jorge, [OWNER]));
    expect(circle(OWNER, [jorge, maria])).toBe(circle(maria, [jorge, OWNER]));
    expect(circle(OWNER, [jorge])).not.toBe(circle(OWNER, [maria]));
    expect(circle(anId(66), 'csrs')).toBe(`csrs ${anId(66)}`);
  });

  it('W15 who would read a line besides, when it goes to others than it was written for, is known', () => {
    const { log, maria, luca, jorge } = scene();
    const more = (before: Audience, next: Audience) =>
      newReaders(log.state, OWNER, before, next).map(({ id }) => id);
    expect(more([jorge], 'everyone')).toEqual([maria, luca]);
    expect(more('csrs', 'everyone')).toEqual([maria, luca]);
    expect(more('csrs', [jorge])).toEqual([]);
    expect(more([jorge], 'csrs')).toEqual([]);
    expect(more([maria], [jorge])).toEqual([jorge]);
    expect(more('everyone', [jorge])).toEqual([]);
  });
});
