import { aMessage, anId, aSession, attach, enter, invitedExpert, NOON, OWNER } from '@relevo/testing';
import { erased, eventsAbout, keepsLess, keptSince, namingsOf, saidIn, writtenBy } from '../index';

const [MARIA, LUCA] = [anId(1001), anId(1002)];

describe('what a site keeps', () => {
  it('goes so many days after the end, or never; keeping less is what may erase something', () => {
    expect(keptSince(0, NOON)).toBeNull();
    expect(keptSince(30, NOON)).toBe(NOON - 30 * 86_400_000);
    expect([keepsLess(0, 365), keepsLess(30, 7)]).toEqual([true, true]);
    expect([keepsLess(7, 30), keepsLess(30, 0), keepsLess(0, 0), keepsLess(7, 7)]).not.toContain(true);
  });

  it('all names and words go, and nothing that a device signed, that began it or that only says what happened', () => {
    const log = aSession();
    const maria = enter(log, 1);
    attach(log, maria, 'machine', 1);
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'She lives in Rome' } });
    log.must(OWNER, { type: 'session.end', data: {} });
    log.must(maria, { type: 'survey.answer', data: { score: 5, text: 'Thank you' } });
    const going = saidIn(log.events);
    expect(log.events.filter(({ seq }) => going.includes(seq)).map(({ type }) => type)).toEqual([
      'participant.arrived',
      'note.saved',
      'survey.answered',
    ]);
    expect(going).not.toContain(1);
    expect(
      saidIn([
        { ...aMessage(), seq: 7 },
        { seq: 8, hidden: true },
      ]),
    ).toEqual([7]);
    expect(erased(null, going, NOON)).toMatchObject({
      version: 2,
      data: { participantId: null, seqs: going },
    });
  });
});

describe('erasing a person', () => {
  it('finds the lines that they wrote, and none of others nor any that are gone already', () => {
    const opened = {
      ...aMessage(),
      type: 'conversation.opened',
      seq: 1,
      data: { sessionId: anId(100) },
    } as never;
    const events = [
      opened,
      { ...aMessage({ authorId: MARIA }), seq: 2 },
      { seq: 3, hidden: true } as const,
      { ...aMessage({ authorId: LUCA, to: [MARIA] }), seq: 4 },
      { ...aMessage({ authorId: MARIA, to: [LUCA] }), seq: 5 },
    ];
    expect(writtenBy(events, MARIA).map(({ seq }) => seq)).toEqual([2, 5]);
    expect(writtenBy(events, anId(66))).toEqual([]);
  });

  it('finds where a customer’s name stands, once the session is over', () => {
    const log = aSession();
    const maria = enter(log, 1);
    enter(log, 2);
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(namingsOf(log.state, log.events, maria)).toEqual([]);
    log.must(OWNER, { type: 'session.end', data: {} });
    const arrival = log.events.find((event) => event.type === 'participant.arrived')?.seq ?? 0;
    expect(namingsOf(log.state, log.events, maria)).toEqual([arrival]);
    const gone = log.events.map((event) =>
      event.seq === arrival ? { seq: arrival, hidden: true as const } : event,
    );
    expect(namingsOf(log.state, gone, maria)).toEqual([]);
  });

  it('finds the address that got the link with which they came, and no other', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const used = Object.values(log.state.invites).find(({ usedBy }) => usedBy === maria)?.id ?? '';
    const sending = { type: 'invite.sending', at: NOON, actor: { kind: 'system' }, version: 1 } as const;
    const data = { deliveryId: anId(1), channel: 'email', to: 'maria@example.org' } as const;
    const events = [
      { ...sending, seq: 90, data: { ...data, inviteId: used } },
      { ...sending, seq: 91, data: { ...data, inviteId: anId(66) } },
    ];
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(namingsOf(log.state, events, maria)).toEqual([90]);
  });

  it('W39 finds where the name of an expert from outside stands, and nothing of others', () => {
    const log = aSession();
    enter(log, 1);
    log.must(OWNER, { type: 'session.label', data: { typeId: null, code: null, customerName: 'María' } });
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'The share is full' } });
    const [marco] = [invitedExpert(log, 1, []), invitedExpert(log, 2, [])];
    expect(namingsOf(log.state, log.events, marco)).toEqual([]);
    log.must(OWNER, { type: 'session.end', data: {} });
    const theirs = log.events.filter(
      ({ type, data }) =>
        (type === 'csr.joined' && data.participantId === marco) ||
        (type === 'invite.created' && data.inviteId === anId(2_600_001)),
    );
    expect(theirs).toHaveLength(2);
    expect(namingsOf(log.state, log.events, marco)).toEqual(theirs.map(({ seq }) => seq));
  });

  it('finds the notes of a session in which nobody else was helped', () => {
    const log = aSession();
    const maria = enter(log, 1);
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'María lives in Rome' } });
    const place = log.events.at(-1)?.seq;
    const over = (): void => void log.must(OWNER, { type: 'session.end', data: {} });
    const shared = aSession();
    const [one] = [enter(shared, 1), enter(shared, 2)];
    shared.must(OWNER, { type: 'note.save', data: { base: 0, text: 'Both of them' } });
    const both = shared.events.at(-1)?.seq;
    over();
    shared.must(OWNER, { type: 'session.end', data: {} });
    expect(namingsOf(log.state, log.events, maria)).toContain(place);
    expect(namingsOf(shared.state, shared.events, one)).not.toContain(both);
  });

  it('shows what the log holds about them, and nothing about others', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'For CSRs' } });
    log.must(maria, { type: 'participant.leave', data: {} });
    const about = (who: string) => eventsAbout(log.state, log.events, who);
    expect(about(maria).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['participant.arrived', 'participant.admitted', 'participant.left']),
    );
    expect(about(luca).map(({ type }) => type)).not.toContain('participant.left');
    for (const event of [...about(maria), ...about(luca)]) expect(event.type).not.toBe('note.saved');
    expect(about(anId(66))).toEqual([]);
  });

  it('is told in the log: whose bodies went, at which places, and when', () => {
    expect(erased(MARIA, [2, 5], NOON)).toEqual({
      type: 'body.erased',
      version: 2,
      actor: { kind: 'system' },
      at: NOON,
      data: { participantId: MARIA, seqs: [2, 5] },
    });
  });
});
