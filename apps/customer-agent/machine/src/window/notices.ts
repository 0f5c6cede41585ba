import type { AlarmKind } from '@relevo/domain';
import type { AgentModel, Notice } from './agent-view';
import { firstName, type Translate } from './words';

/** Alarms that concern the customer, gravest first. The others are counted and reported only. */
const SHOWN: readonly AlarmKind[] = ['codes-differ', 'wrong-key', 'server-claim', 'unknown-grant', 'flood'];

/** The lines above everything else: at most one alarm, and whether the server is away. */
export const notices = (model: AgentModel, t: Translate): Notice[] => {
  const raised = SHOWN.find((alarm) => model.ledger.alarms[alarm] > 0);
  const kind = raised ?? (model.logFault ? 'log' : null);
  return [
    ...(kind
      ? [
          {
            kind: 'alarm' as const,
            text: t(`alarm.${kind}`, { name: firstName(model.csrName), organisation: model.organisation }),
          },
        ]
      : []),
    ...(model.serverAway ? [{ kind: 'away' as const, text: t('away') }] : []),
  ];
};
