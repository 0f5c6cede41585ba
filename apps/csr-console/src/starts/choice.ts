import type { ErrorCode, StartDefaults, StartListsView } from '@relevo/contracts';
import { chooseLabels, isRefusal, type LabelChoice, standardType } from '@relevo/domain';

/** What a session is to be, as it stands in a form. */
export interface StartChoice extends LabelChoice {
  readonly subject: string;
}

export const NO_CHOICE: StartChoice = { typeId: null, code: null, customerName: '', subject: '' };

/** What a form begins with: the saved choice, as far as it is still offered, else the site's standard. */
export const firstChoice = (lists: StartListsView, { typeId, code, subject }: StartDefaults): StartChoice => {
  const offered = lists.types.some((type) => type.id === typeId && !type.archived);
  return {
    ...NO_CHOICE,
    typeId: offered ? typeId : (standardType(lists)?.id ?? null),
    code,
    subject,
  };
};

/** Why the server would refuse this choice, by the same rule. */
export const problemOf = (choice: LabelChoice, lists: StartListsView): ErrorCode | undefined => {
  const verdict = chooseLabels(choice, lists);
  return isRefusal(verdict) ? verdict.refused : undefined;
};

/** Whether a refusal is about what was chosen, so that the form can show it. */
export const isAboutChoice = (code: ErrorCode): boolean => /^(SESSION_TYPE|TRACKING_CODE)_/.test(code);

/** The address that starts such a session when it is opened. */
export const addressOf = (origin: string, { typeId, code, subject }: StartChoice): string => {
  const query = new URLSearchParams();
  if (typeId) query.set('type', typeId);
  if (code) query.set('code', code);
  if (subject) query.set('subject', subject);
  const text = query.toString();
  return `${origin}/start${text && `?${text}`}`;
};
