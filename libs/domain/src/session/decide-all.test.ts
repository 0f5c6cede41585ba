import { DEFAULT_POLICY, decideAll, noSession, type SessionCommand } from '../index';

const owner = { participantId: 'p', accountId: 'a', name: 'Ana' };
const context = {
  now: 1000,
  actor: { kind: 'participant', participantId: 'p' },
  policy: DEFAULT_POLICY,
} as const;
const start: SessionCommand = {
  type: 'session.start',
  data: { number: '123456789', conversationId: 'c', owner, subject: '' },
};
const invite: SessionCommand = { type: 'invite.create', data: { inviteId: 'i', minutes: null } };

test('W5 commands that belong to a start are decided on the state that it makes', () => {
  const decided = decideAll(noSession('s'), [start, invite], context);
  expect('refused' in decided ? decided : decided.map(({ type }) => type)).toEqual([
    'session.started',
    'invite.created',
  ]);
});

test('W5 one that is refused refuses them all', () => {
  expect(decideAll(noSession('s'), [start, invite, start], context)).toEqual({
    refused: 'SESSION_ALREADY_STARTED',
  });
  expect(decideAll(noSession('s'), [invite], context)).toHaveProperty('refused');
});
