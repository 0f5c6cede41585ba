import type { AuditFacts } from '@relevo/contracts';
import { dateTime, minuteClock, useLanguage, weekday } from '@relevo/ui';
import { useTranslation } from 'react-i18next';

/** Opening hours as they are kept: `Europe/Madrid, 1 540-1080`. */
const SPAN = /^(\d) (\d+)-(\d+)$/;

/** A value of the record of changes, as people call it. */
export const useValue = () => {
  const { t } = useTranslation(['accounts', 'console', 'desk', 'history', 'starts', 'webhooks']);
  const { language } = useLanguage();
  const each = (list: string, name: (one: string) => string): string => list.split(', ').map(name).join(', ');
  const span = (text: string): string => {
    const [, day, from, to] = SPAN.exec(text) ?? [];
    return day
      ? `${weekday(Number(day), language)} ${minuteClock(Number(from))}–${minuteClock(Number(to))}`
      : text;
  };
  const words: Readonly<Record<string, (value: string) => string>> = {
    role: (value) => t(`console:account.role.${value as 'csr'}`),
    admission: (value) => t(`console:settings.admission.${value as 'csr'}`),
    fileTransferExclusion: (value) => t(`console:settings.fileTransferExclusion.${value as 'application'}`),
    assignment: (value) => t(`desk:queues.assignment.${value as 'everybody'}`),
    hours: (value) => each(value, span),
    scopes: (value) => each(value, (scope) => t(`starts:keys.scope.${scope as 'session.start'}`)),
    events: (value) => each(value, (event) => t(`webhooks:event.${event as 'session.started'}`)),
    state: (value) => t(`history:state.${value as 'ended'}`),
    expiresAt: (value) => dateTime(Date.parse(value), language),
  };
  return (field: string, value: AuditFacts[string] | undefined): string => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    const nothing = value === null || value === undefined || value === '';
    if (field === 'servedBy' && nothing) return t('desk:queues.everybody');
    return nothing ? '–' : (words[field]?.(String(value)) ?? String(value));
  };
};
