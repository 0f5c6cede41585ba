import { isRefusal, type Refusal, refuse } from '../shared/refusal';

/** A kind of session of the site's list (W7). Never deleted: what was used is archived. */
export interface SessionType {
  readonly id: string;
  readonly name: string;
  /** Whether a session of this kind needs a tracking code. */
  readonly codeRequired: boolean;
  /** Taken when somebody starts without a choice; at most one of those that are not archived. */
  readonly standard: boolean;
  readonly archived: boolean;
}

/** A code of the site's list, for reports: a department, a product, a contract. */
export interface TrackingCode {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly archived: boolean;
}

/** What can be chosen when a session starts. */
export interface StartLists {
  readonly types: readonly SessionType[];
  readonly codes: readonly TrackingCode[];
  /** The form of codes that are not in the list, such as `SC-#####`; '' = there are none. See `fitsForm`. */
  readonly codeForm: string;
}

export const NO_LISTS: StartLists = { types: [], codes: [], codeForm: '' };

/** Longest tracking code, in UTF-16 units. */
export const MAX_CODE_LENGTH = 40;

/** What somebody chose; null = nothing, '' = no name. */
export interface LabelChoice {
  readonly typeId: string | null;
  readonly code: string | null;
  readonly customerName: string;
}

/** What was chosen, in the words of that moment: the log stays readable when the lists change. */
export interface Labels {
  readonly sessionType: { readonly id: string; readonly name: string } | null;
  readonly trackingCode: { readonly code: string; readonly label: string } | null;
}

const NO_LABELS: Labels = { sessionType: null, trackingCode: null };

const same = (one: string, other: string): boolean => one.toUpperCase() === other.toUpperCase();

/** Whether a sign of a code is what its form asks for: `#` a digit, `@` a letter, anything else itself. */
const fitsSign = (sign: string, wanted: string): boolean => {
  if (wanted === '#') return /[0-9]/.test(sign);
  return wanted === '@' ? /[A-Za-z]/.test(sign) : same(sign, wanted);
};

/** Whether a code has the form that the site gives for codes outside the list. */
export const fitsForm = (code: string, form: string): boolean =>
  form !== '' &&
  code.length === form.length &&
  [...form].every((wanted, place) => fitsSign(code[place] ?? '', wanted));

/** The type for whoever has chosen none. */
export const standardType = (lists: StartLists): SessionType | undefined =>
  lists.types.find((type) => type.standard && !type.archived);

const chooseType = (
  id: string | null,
  { types }: StartLists,
  before: Labels['sessionType'],
): SessionType | null | Refusal => {
  const offered = types.filter((type) => !type.archived);
  if (id === null) return offered.length === 0 ? null : refuse('SESSION_TYPE_MISSING');
  const chosen = types.find((type) => type.id === id);
  if (!chosen) return refuse('SESSION_TYPE_UNKNOWN');
  return chosen.archived && before?.id !== id ? refuse('SESSION_TYPE_ARCHIVED') : chosen;
};

const chooseCode = (
  given: string | null,
  required: boolean,
  { codes, codeForm }: StartLists,
  before: Labels['trackingCode'],
): Labels['trackingCode'] | Refusal => {
  const text = given?.trim() ?? '';
  if (text === '') return required ? refuse('TRACKING_CODE_MISSING') : null;
  if (before && same(before.code, text)) return before;
  const listed = codes.find(({ code }) => same(code, text));
  if (listed?.archived) return refuse('TRACKING_CODE_ARCHIVED');
  if (listed) return { code: listed.code, label: listed.label };
  return fitsForm(text, codeForm) ? { code: text.toUpperCase(), label: '' } : refuse('TRACKING_CODE_UNKNOWN');
};

/**
 * What a choice means by the site's lists, or why it is none (W7): a type is needed as soon as the site has any, a code where
 * its type asks for one. What the session bears already may stay when it was archived since.
 */
export const chooseLabels = (
  choice: LabelChoice,
  lists: StartLists,
  before: Labels = NO_LABELS,
): Labels | Refusal => {
  const type = chooseType(choice.typeId, lists, before.sessionType);
  if (isRefusal(type)) return type;
  const code = chooseCode(choice.code, type?.codeRequired === true, lists, before.trackingCode);
  if (isRefusal(code)) return code;
  return { sessionType: type && { id: type.id, name: type.name }, trackingCode: code };
};
