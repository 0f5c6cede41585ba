import { isRefusal, participantOf, refuse } from '../index';

test('a refusal is told from every other answer', () => {
  expect(isRefusal(refuse('CONFLICT'))).toBe(true);
  for (const answer of [[], null, undefined, 'refused', { type: 'refused' }, 0])
    expect(isRefusal(answer)).toBe(false);
});

test('behind a person’s and a device’s act stands a participant, behind the system’s nobody', () => {
  expect(participantOf({ kind: 'participant', participantId: 'p' })).toBe('p');
  expect(participantOf({ kind: 'device', participantId: 'p', deviceId: 'd' })).toBe('p');
  expect(participantOf({ kind: 'system' })).toBeUndefined();
});
