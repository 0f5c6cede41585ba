import type { AuditEntryView } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { useValue } from './value';

/** What an entry says, as one sentence. */
export const useSentence = () => {
  const { t } = useTranslation('accounts');
  return ({ action, actor, subject }: AuditEntryView): string => {
    const words = { actor: actor ?? t('audit.commandLine'), subject };
    if (action === 'account.password' && actor === subject) return t('audit.account.password.self', words);
    return t(`audit.${action}`, words);
  };
};

const FIELDS = [
  'role',
  'email',
  'password',
  'secondStep',
  'name',
  'names',
  'codeRequired',
  'standard',
  'archived',
  'order',
  'code',
  'label',
  'codeForm',
  'account',
  'ending',
  'scopes',
  'expiresAt',
  'accent',
  'logo',
  'from',
  'server',
  'url',
  'slug',
  'hours',
  'fields',
  'servedBy',
  'assignment',
  'escalateSeconds',
  'callBacks',
  'wrapUpSeconds',
  'typeId',
  'sessions',
  'events',
  'enabled',
  'format',
  'to',
  'csr',
  'type',
  'state',
  'members',
  'team',
] as const;
type Field = (typeof FIELDS)[number];
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

/** What differed, one line each: `Role: Supervisor → Administrator`. */
export const useDifferences = () => {
  const { t } = useTranslation(['accounts', 'console']);
  const say = useValue();
  const name = (field: string): string =>
    isField(field)
      ? t(`audit.field.${field}`)
      : t(`console:settings.${field as 'promptSeconds'}`, { defaultValue: field });
  return ({ before, after }: AuditEntryView): string[] =>
    Object.keys(after ?? {}).map((field) => {
      const now = say(field, after?.[field]);
      return before && field in before
        ? `${name(field)}: ${say(field, before[field])} → ${now}`
        : `${name(field)}: ${now}`;
    });
};
