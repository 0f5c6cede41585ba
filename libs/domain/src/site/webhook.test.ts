import { anId, arrive, aSession, enter, help, OWNER, type SessionLog } from '@relevo/testing';
import { noSession, noticesOf, type SessionCommand, type SessionState } from '../index';

/** What is told of a command. */
const told = (log: SessionLog, actor: string, command: SessionCommand) => {
  const before = log.state;
  log.must(actor, command);
  return noticesOf(before, log.state);
};

test('a session that starts and one that ends are told, once each', () => {
  const log = aSession();
  expect(noticesOf(noSession(log.state.id), log.state)).toEqual([{ event: 'session.started' }]);
  expect(noticesOf(log.state, log.state)).toEqual([]);
  expect(told(log, OWNER, { type: 'session.end', data: {} })).toEqual([{ event: 'session.ended' }]);
});

test('a customer is told of when they are let in, not at the door; a CSR never', () => {
  const log = aSession();
  const before = log.state;
  const maria = arrive(log, 1);
  expect(noticesOf(before, log.state)).toEqual([]);
  expect(told(log, OWNER, { type: 'participant.admit', data: { participantId: maria } })).toEqual([
    { event: 'customer.joined', participantId: maria },
  ]);
  const alone = log.state;
  help(log, 1);
  expect(noticesOf(alone, log.state)).toEqual([]);
});

test('after the end, one customer’s survey is told, and neither the end nor another’s again', () => {
  const log = aSession();
  const [maria, pau] = [enter(log, 1), enter(log, 2)];
  log.must(OWNER, { type: 'session.end', data: {} });
  for (const [who, score] of [
    [maria, 4],
    [pau, 2],
  ] as const)
    expect(told(log, who, { type: 'survey.answer', data: { score, text: '' } })).toEqual([
      { event: 'survey.given', participantId: who, score },
    ]);
});

test('control that changes hands and a survey are told without a word of people', () => {
  const log = aSession();
  const maria = enter(log, 1);
  const jorge = help(log, 1);
  const data = { participantId: jorge, reason: 'Knows printers' };
  expect(told(log, OWNER, { type: 'control.transfer', data })).toEqual([
    { event: 'control.transferred', participantId: jorge },
  ]);
  log.must(maria, { type: 'participant.leave', data: {} });
  const survey = told(log, maria, { type: 'survey.answer', data: { score: 4, text: 'Secret words' } });
  expect(survey).toEqual([{ event: 'survey.given', participantId: maria, score: 4 }]);
  expect(told(log, maria, { type: 'survey.answer', data: { score: 5, text: '' } })).toEqual([
    { event: 'survey.given', participantId: maria, score: 5 },
  ]);
  expect(anId(1)).toBe(OWNER);
  const none: SessionState = noSession(log.state.id);
  expect(noticesOf(none, none)).toEqual([]);
});
