import { anId, arrive, aSession, enter, help, OWNER, type SessionLog } from '@relevo/testing';
import { mayReadSession, maySurvey, namingsOf, type SessionEvent, SURVEY_MS } from '../index';

const answer = (log: SessionLog, who: string, score: 1 | 2 | 3 | 4 | 5 = 4, text = '') =>
  log.give(who, { type: 'survey.answer', data: { score, text } });

describe('W46 the survey', () => {
  it('is answered by a customer whose part is over, and changed; the same again is nothing', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(answer(log, maria)).toBe('SURVEY_TOO_EARLY');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(answer(log, maria, 2, ' Slow ')).toBeNull();
    expect(log.state.surveys?.[maria]).toEqual({ score: 2, text: 'Slow', at: log.now });
    const { version } = log.state;
    for (const same of ['Slow', ' Slow ']) expect(answer(log, maria, 2, same)).toBeNull();
    expect(log.state.version).toBe(version);
    expect(answer(log, maria, 3, 'Slow')).toBeNull();
    expect(answer(log, maria, 3, 'Slow at first')).toBeNull();
    expect(log.state.surveys?.[maria]).toMatchObject({ score: 3, text: 'Slow at first' });
    expect(answer(log, maria, 5)).toBeNull();
    expect(log.state.surveys?.[maria]).toMatchObject({ score: 5, text: '' });
  });
  it('is open to who has left, while the others go on', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(answer(log, maria)).toBeNull();
    expect(answer(log, luca)).toBe('SURVEY_TOO_EARLY');
    expect(Object.keys(log.state.surveys ?? {})).toEqual([maria]);
  });
  it('closes some minutes after their part was over, also when the session ends later', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    log.must(maria, { type: 'participant.leave', data: {} });
    log.now += SURVEY_MS;
    expect(answer(log, maria)).toBeNull();
    log.now += 1;
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(answer(log, maria, 1)).toBe('SURVEY_CLOSED');
    log.now += SURVEY_MS;
    expect(maySurvey(log.state, luca, log.now)).toBeNull();
    log.now += 1;
    expect(answer(log, luca)).toBe('SURVEY_CLOSED');
  });
  it('is for nobody else: CSRs, who waited, who was declined, strangers', () => {
    const log = aSession();
    const [eva, noa] = [arrive(log, 1), arrive(log, 2)];
    log.must(OWNER, { type: 'participant.decline', data: { participantId: eva } });
    log.must(OWNER, { type: 'session.end', data: {} });
    for (const who of [eva, noa]) expect(answer(log, who)).toBe('NOT_ADMITTED');
    expect(answer(log, OWNER)).toBe('CUSTOMER_ONLY');
    expect(answer(log, anId(66))).toBe('NOT_IN_SESSION');
    expect(log.state.surveys).toBeUndefined();
  });
  it('is read by the CSRs of the session and by who wrote it, not by other customers', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    const jorge = help(log, 1);
    log.must(maria, { type: 'participant.leave', data: {} });
    log.must(maria, { type: 'survey.answer', data: { score: 1, text: 'Luca was rude' } });
    const event = log.events.at(-1) as SessionEvent;
    const reads = [OWNER, jorge, maria, luca].map((who) => mayReadSession(log.state, event, who));
    expect(reads).toEqual([true, true, true, false]);
  });
  it('goes with its person when they are erased', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    log.must(OWNER, { type: 'session.end', data: {} });
    for (const who of [maria, luca]) log.must(who, { type: 'survey.answer', data: { score: 3, text: 'x' } });
    const place = log.events.find((e) => e.type === 'survey.answered' && e.data.participantId === maria)?.seq;
    expect(namingsOf(log.state, log.events, maria)).toContain(place);
    expect(namingsOf(log.state, log.events, maria)).toHaveLength(2);
  });
});
