import { MAX_CODE_LENGTH, type SessionType, type TrackingCode } from '@relevo/domain';
import { z } from 'zod';
import { id, isKeepable, LANGUAGES, orEmpty, personName, personText, subject } from '../primitives';

const label = personText(60);

/** Names of a session type in other languages; one that is missing is the name itself. */
export const translations = z.strictObject({
  en: label.optional(),
  es: label.optional(),
  it: label.optional(),
} satisfies Record<(typeof LANGUAGES)[number], z.ZodType>);
export type Translations = z.infer<typeof translations>;

/** A code as it is printed and typed: letters, digits and what stands between them. */
export const trackingCodeText = z
  .string()
  .trim()
  .min(1)
  .max(MAX_CODE_LENGTH)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ./_-]*$/u);

/** `#` a digit, `@` a letter, the rest stands for itself; '' = only codes of the list. */
export const codeForm = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .max(MAX_CODE_LENGTH)
    .regex(/^[A-Za-z0-9#@ ./_-]*[#@][A-Za-z0-9#@ ./_-]*$/),
]);

const sessionTypeFields = {
  name: label,
  names: translations,
  codeRequired: z.boolean(),
};
/** A kind of session, in the order in which it is offered. */
export const sessionTypeView = z
  .strictObject({ id, ...sessionTypeFields, standard: z.boolean(), archived: z.boolean() })
  .meta({ id: 'SessionType' }) satisfies z.ZodType<SessionType>;
export type SessionTypeView = z.infer<typeof sessionTypeView>;
export const addSessionTypeBody = z
  .strictObject({ ...sessionTypeFields, standard: z.boolean() })
  .meta({ id: 'AddSessionType' });
export const changeSessionTypeBody = z
  .strictObject({ ...sessionTypeFields, standard: z.boolean(), archived: z.boolean() })
  .refine(({ standard, archived }) => !(standard && archived), 'an archived type is not the standard one')
  .meta({ id: 'ChangeSessionType' });
/** Every type once, in the order in which they are to be offered. */
export const orderSessionTypesBody = z
  .strictObject({ ids: z.array(id).max(500) })
  .meta({ id: 'OrderSessionTypes' });

export const trackingCodeView = z
  .strictObject({ id, code: z.string(), label: z.string(), archived: z.boolean() })
  .meta({ id: 'TrackingCode' }) satisfies z.ZodType<TrackingCode>;
export type TrackingCodeView = z.infer<typeof trackingCodeView>;
export const addTrackingCodeBody = z
  .strictObject({ code: trackingCodeText, label: orEmpty(label) })
  .meta({ id: 'AddTrackingCode' });
/** The code itself stays what it was: reports go by it. */
export const changeTrackingCodeBody = z
  .strictObject({ label: orEmpty(label), archived: z.boolean() })
  .meta({ id: 'ChangeTrackingCode' });
export const codeFormBody = z.strictObject({ codeForm }).meta({ id: 'CodeForm' });

/** What can be chosen when a session starts; what is archived too, because sessions bear it. */
export const startLists = z
  .strictObject({
    types: z.array(sessionTypeView),
    codes: z.array(trackingCodeView),
    codeForm: z.string(),
  })
  .meta({ id: 'StartLists' });
export type StartListsView = z.infer<typeof startLists>;

/** What a CSR who starts says of a session: null = nothing. */
export const labelChoice = {
  typeId: id.nullable(),
  code: z.string().trim().max(MAX_CODE_LENGTH).refine(isKeepable).nullable(),
  customerName: orEmpty(personName),
};

/** What one press of "Start session" takes, as its CSR has saved it. */
export const startDefaults = z
  .strictObject({ typeId: labelChoice.typeId, code: labelChoice.code, subject })
  .meta({ id: 'StartDefaults' });
export type StartDefaults = z.infer<typeof startDefaults>;
