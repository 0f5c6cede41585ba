import { fileTransferModes, type RefusalCode } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import type { ToolName } from '../../app/shortcuts';
import { useDesk } from '../../app/use-desk';
import { useAbilities } from '../use-work';
import { useGrants } from './use-grants';

/** Why each tool of the session cannot be used now; a tool that can be used is missing. */
export const useToolRefusals = (): Partial<Record<ToolName, string>> => {
  const { t } = useTranslation(['console', 'refusals']);
  const can = useAbilities();
  const { view, control, asked } = useGrants();
  const why = (code: RefusalCode | null): string | undefined =>
    code ? t(code, { ns: 'refusals' }) : undefined;
  const site = useSnapshot(useDesk().site);
  const later = t('tool.notYet');
  // W26: what is forbidden does not come either.
  const filesOff = site !== null && fileTransferModes(site).length === 0;
  // W23: while nothing in its menu could be used, the tool itself says why.
  const something = view || control || asked.length > 0 || !can['screen.view'] || !can['agent.suggest'];
  const refusals: Record<ToolName, string | undefined> = {
    invite: why(can['invite.create']),
    participants: undefined,
    chat: undefined,
    audio: later,
    video: later,
    remote: something ? undefined : why(can['input.control']),
    files: filesOff ? why('FILES_OFF') : later,
    info: later,
    notes: why(can['note.save']),
    record: later,
    end: why(can['session.end']),
  };
  return Object.fromEntries(Object.entries(refusals).filter(([, reason]) => reason !== undefined));
};
