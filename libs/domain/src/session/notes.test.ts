import { anId, arrive, aSession, enter, help, OWNER, type SessionLog } from '@relevo/testing';
import { may, mayReadSession, type SessionEvent } from '../index';

const save = (log: SessionLog, who: string, text: string, base = log.state.note?.seq ?? 0) =>
  log.give(who, { type: 'note.save', data: { base, text } });

describe('W36 notes', () => {
  it('are saved by every CSR of the session, each version on the one before, with who and when', () => {
    const log = aSession();
    const jorge = help(log, 1);
    expect(save(log, OWNER, 'Share is full')).toBeNull();
    const first = log.state.note;
    expect(first).toEqual({ seq: log.state.version, base: 0, text: 'Share is full', by: OWNER, at: log.now });
    log.now += 1000;
    expect(save(log, jorge, 'Share is full. Told IT')).toBeNull();
    expect(log.state.note).toMatchObject({ base: first?.seq, by: jorge, at: log.now });
    expect(log.events.filter((e) => e.type === 'note.saved')).toHaveLength(2);
  });
  it('on an older version are refused, and nothing is written', () => {
    const log = aSession();
    const jorge = help(log, 1);
    save(log, OWNER, 'One');
    const { seq = 0 } = log.state.note ?? {};
    save(log, OWNER, 'Two');
    const { version } = log.state;
    expect(save(log, jorge, 'Other', seq)).toBe('NOTE_CHANGED');
    expect(save(log, jorge, 'Other', 0)).toBe('NOTE_CHANGED');
    expect(save(log, jorge, 'Other', 999)).toBe('NOTE_CHANGED');
    expect([log.state.version, log.state.note?.text]).toEqual([version, 'Two']);
    expect(save(log, jorge, 'Two and other')).toBeNull();
  });
  it('that say the same are no version; nothing at first is refused, emptying is a version', () => {
    const log = aSession();
    expect(save(log, OWNER, '')).toBe('NOTE_EMPTY');
    expect(save(log, OWNER, ' \n ')).toBe('NOTE_EMPTY');
    save(log, OWNER, 'One');
    const { version } = log.state;
    expect(save(log, OWNER, 'One', 0)).toBeNull();
    expect(log.state.version).toBe(version);
    expect(save(log, OWNER, '')).toBeNull();
    expect(log.state.note?.text).toBe('');
  });
  it('are written by CSRs who are here, before and after the end and while it is parked, and by nobody else', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const waits = arrive(log, 2, 'Eva');
    const jorge = help(log, 1);
    expect(save(log, maria, 'Mine')).toBe('CSR_ONLY');
    expect(save(log, waits, 'Mine')).toBe('NOT_ADMITTED');
    expect(save(log, anId(66), 'Mine')).toBe('NOT_IN_SESSION');
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(save(log, jorge, 'Parked')).toBeNull();
    log.must(OWNER, { type: 'session.resume', data: {} });
    log.must(jorge, { type: 'participant.leave', data: {} });
    expect(save(log, jorge, 'Gone')).toBe('NOT_IN_SESSION');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(save(log, OWNER, 'Wrap-up')).toBeNull();
    expect(may(log.state, maria, 'note.save', log)).toBe('CSR_ONLY');
  });
  it('come no more to a session that the site keeps no longer; as long as it is kept, they do', () => {
    const log = aSession({ retentionDays: 2 });
    const end = log.now;
    log.must(OWNER, { type: 'session.end', data: {} });
    log.now = end + 2 * 86_400_000;
    expect(save(log, OWNER, 'On the last day')).toBeNull();
    log.now += 1;
    expect(save(log, OWNER, 'Too late')).toBe('SESSION_FORGOTTEN');
    const always = aSession().must(OWNER, { type: 'session.end', data: {} });
    always.now += 9000 * 86_400_000;
    expect(save(always, OWNER, 'Kept for ever')).toBeNull();
  });
  it('W41 are hidden from customers like the reason of a transfer, whatever they are at the time', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const jorge = help(log, 1);
    save(log, OWNER, 'She shouts');
    log.must(OWNER, { type: 'control.transfer', data: { participantId: jorge, reason: 'She shouts' } });
    const secret = log.events.filter((e) => ['note.saved', 'control.explained'].includes(e.type));
    expect(secret).toHaveLength(2);
    const reads = (who: string): boolean[] =>
      secret.map((e: SessionEvent) => mayReadSession(log.state, e, who));
    expect(reads(jorge)).toEqual([true, true]);
    expect(reads(maria)).toEqual([false, false]);
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(reads(maria)).toEqual([false, false]);
    log.must(OWNER, { type: 'participant.leave', data: {} });
    // What was before they left stays theirs; what comes after does not (SEC-C12).
    expect(reads(OWNER)).toEqual([true, true]);
    save(log, jorge, 'Later');
    expect(mayReadSession(log.state, log.events.at(-1) as SessionEvent, OWNER)).toBe(false);
  });
});

describe('W46 an end with notes', () => {
  it('writes both or neither', () => {
    const log = aSession();
    const jorge = help(log, 1);
    save(log, jorge, 'One');
    const { version } = log.state;
    const end = (base: number, text: string, who = OWNER) =>
      log.give(who, { type: 'session.end', data: { note: { base, text } } });
    expect(end(0, 'Mine')).toBe('NOTE_CHANGED');
    expect(end(log.state.note?.seq ?? 0, 'Mine', jorge)).toBe('NOT_THE_OWNER');
    expect([log.state.phase, log.state.version]).toEqual(['open', version]);
    expect(end(log.state.note?.seq ?? 0, 'One and mine')).toBeNull();
    expect(log.events.slice(-2).map((e) => e.type)).toEqual(['note.saved', 'session.ended']);
    expect([log.state.phase, log.state.note?.text]).toEqual(['ended', 'One and mine']);
  });
  it('with the notes as they are writes the end only', () => {
    const log = aSession();
    save(log, OWNER, 'One');
    const { version } = log.state;
    log.must(OWNER, { type: 'session.end', data: { note: { base: 0, text: 'One' } } });
    expect(log.state.version).toBe(version + 1);
  });
});
