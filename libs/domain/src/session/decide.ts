import { isRefusal, refuse } from '../shared/refusal';
import { afterNew } from './after-new';
import type { Beginning, SessionCommand, SessionCommandType } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { decideSend, decideSendEnded } from './decide-deliveries';
import { decideDevices } from './decide-devices';
import { decideExperts } from './decide-experts';
import { decideGrants, stopSignedOut } from './decide-grants';
import { decideInvites } from './decide-invites';
import { decideLabels, labelNew } from './decide-labels';
import { decideNote } from './decide-notes';
import { decideParticipants } from './decide-participants';
import { decideRoles } from './decide-roles';
import { decideSafety } from './decide-safety';
import { decideIdle } from './idle';
import { expertRefusal, may } from './may';
import { joinedExperts, primaryOf } from './selectors';
import type { SessionState } from './state';
import { outOfSight } from './stopping';
import { decideSurvey } from './survey';

/** Commands that only the server itself makes, after it has proven a token, a code, a signature or a sign-in. */
export const SERVER_COMMANDS: ReadonlySet<SessionCommandType> = new Set<SessionCommandType>([
  'session.prepare',
  'session.start',
  'session.report',
  'session.checkIdle',
  'csr.signedOut',
  'invite.create',
  'invite.decline',
  'invite.send',
  'invite.sendEnded',
  'participant.join',
  'csr.join',
  'expert.join',
  'control.takeOver',
  'device.attach',
  'device.detach',
  'device.report',
]);

/** A session begins, with what it is by the site's lists; one that was prepared bears that already. */
const begin = (
  state: SessionState,
  type: 'session.prepared' | 'session.started',
  { labels, by, ...data }: Beginning,
  context: DecideContext,
): SessionDecision => {
  const begun = happened(context, type, { ...data, organisation: context.policy.organisation });
  if (state.phase === 'prepared') return [begun];
  const said = labelNew(state, labels, by ?? null, context);
  return isRefusal(said) ? said : [begun, ...said];
};

/**
 * Decides a request about a session: the events that follow, or why it is refused. Pure.
 * The caller has checked the shape, the sign-in and any signature.
 */
export const decideSession = (
  state: SessionState,
  command: SessionCommand,
  context: DecideContext,
): SessionDecision => {
  const decided = decide(state, command, context);
  if (isRefusal(decided) || decided.length === 0 || joinedExperts(state).length === 0) return decided;
  return [...decided, ...outOfSight(afterNew(state, decided), context)];
};

const decide = (state: SessionState, command: SessionCommand, context: DecideContext): SessionDecision => {
  const outside = expertRefusal(state, asker(context), command.type);
  if (outside) return refuse(outside);
  switch (command.type) {
    case 'session.prepare':
      if (state.phase !== 'none') return refuse('SESSION_ALREADY_STARTED');
      return begin(state, 'session.prepared', command.data, context);
    case 'session.start': {
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      if (state.phase === 'open' || state.phase === 'parked') return refuse('SESSION_ALREADY_STARTED');
      const owner = state.participants[command.data.owner.participantId];
      if (state.phase === 'prepared' && owner?.role !== 'owner') return refuse('NOT_THE_OWNER');
      return begin(state, 'session.started', command.data, context);
    }
    case 'session.end': {
      const verdict = may(state, asker(context), 'session.end', context);
      if (verdict) return refuse(verdict);
      const noted = command.data.note ? decideNote(state, command.data.note, context) : [];
      return isRefusal(noted) ? noted : [...noted, happened(context, 'session.ended', { reason: 'ended' })];
    }
    case 'session.report':
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      return [
        happened(context, 'session.reported', command.data),
        happened(context, 'session.ended', { reason: 'reported' }),
      ];
    case 'invite.create':
    case 'invite.revoke':
    case 'invite.decline':
      return decideInvites(state, command, context);
    case 'invite.send':
      return decideSend(state, command.data, context);
    case 'invite.sendEnded':
      return decideSendEnded(state, command.data, context);
    case 'participant.join':
    case 'participant.admit':
    case 'participant.decline':
    case 'participant.leave':
    case 'csr.presentKey':
      return decideParticipants(state, command, context);
    case 'csr.join':
    case 'control.transfer':
    case 'control.takeOver':
    case 'participant.promote':
    case 'session.park':
    case 'session.keep':
    case 'session.resume':
      return decideRoles(state, command, context);
    case 'expert.join':
    case 'expert.remove':
      return decideExperts(state, command, context);
    case 'session.checkIdle':
      return decideIdle(state, command.data.lastActivityAt, context);
    case 'session.label':
      return decideLabels(state, command.data, context);
    case 'note.save':
      return decideNote(state, command.data, context);
    case 'survey.answer':
      return decideSurvey(state, command.data, context);
    case 'agent.suggest': {
      const verdict = may(state, asker(context), 'agent.suggest', context);
      const customer = primaryOf(state);
      if (verdict || !customer) return refuse(verdict ?? 'NO_CUSTOMER_JOINED');
      return [happened(context, 'agent.suggested', { participantId: customer.id })];
    }
    case 'device.attach':
    case 'device.detach':
    case 'device.report':
      return decideDevices(state, command, context);
    case 'csr.signedOut':
      return stopSignedOut(state, command, context);
    case 'grant.request':
    case 'grant.withdraw':
    case 'grant.stop':
      return decideGrants(state, command, context);
    case 'safety.confirm':
    case 'safety.deny':
      return decideSafety(state, command, context);
  }
};
