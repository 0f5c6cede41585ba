import type { AccountPrincipal } from '../../platform/principal';
import type { ExpertEntity } from './expert.entity';

/** An expert from outside as everybody who acts: with a role that carries no permission, and one session. */
export const expertPrincipal = ({
  id,
  sessionId,
  name,
  language,
}: Pick<ExpertEntity, 'id' | 'sessionId' | 'name' | 'language'>): AccountPrincipal => ({
  kind: 'account',
  accountId: id,
  name,
  email: '',
  role: 'expert',
  expertIn: sessionId,
  language,
  autoInvite: false,
  timeZone: null,
  signInId: id,
  secondStepMissing: false,
});
