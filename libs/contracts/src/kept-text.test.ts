import { z } from 'zod';
import * as contracts from '.';

/** Everything that comes in from people and programs, by name. */
const INPUTS: Record<string, z.ZodType> = {
  ...Object.fromEntries(
    Object.entries<unknown>(contracts).filter(
      (entry): entry is [string, z.ZodType] =>
        /(Body|Query)$/.test(entry[0]) && entry[0] !== 'errorBody' && entry[1] instanceof z.ZodType,
    ),
  ),
  ...contracts.commandData,
  handshake: contracts.handshake,
  signal: contracts.CLIENT_MESSAGES.signal.in,
  ephemeral: contracts.CLIENT_MESSAGES.ephemeral.in,
  mark: contracts.CLIENT_MESSAGES.mark.in,
  subscribe: contracts.CLIENT_MESSAGES.subscribe.in,
};

/** Text that is never kept, or only as what was signed or hashed. */
const NOT_KEPT = new Set([
  'signInBody.password',
  'setupBody.password',
  'setupBody.token',
  'changePasswordBody.current',
  'changePasswordBody.next',
  'beginSecondStepBody.password',
  'provenBody.password',
  'useAccountLinkBody.password',
  'eraseCustomersBody.password',
  'makeApiKeyBody.password',
  'device.report.report.text',
  'handshake.ticket',
  'signal.data',
]);

/** Every place of a schema that takes text, with its whole check. */
function* textsOf(schema: z.core.$ZodType, path: string): Generator<[string, z.core.$ZodType]> {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'string':
      yield [path, schema];
      break;
    case 'pipe':
      if (def.in._zod.def.type !== 'pipe' && def.in._zod.def.type !== 'string') yield* textsOf(def.in, path);
      else yield [path, schema];
      break;
    case 'object':
      for (const [name, inner] of Object.entries(def.shape)) yield* textsOf(inner, `${path}.${name}`);
      break;
    case 'array':
      yield* textsOf(def.element, path);
      break;
    case 'union':
      for (const option of def.options) yield* textsOf(option, path);
      break;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      yield* textsOf(def.innerType, path);
      break;
    case 'literal':
    case 'enum':
    case 'number':
    case 'boolean':
      break;
    default:
      throw new Error(`${path}: how does one walk a ${def.type}?`);
  }
}

const texts = Object.entries(INPUTS).flatMap(([name, schema]) => [...textsOf(schema, name)]);
const takes = (schema: z.core.$ZodType, sign: string): boolean =>
  [0, 7, 20, 41].some((length) => z.safeParse(schema, `${'a'.repeat(length)}${sign}b`).success);

it('SEC-W4 every text that is kept or looked for refuses NUL and halves of surrogate pairs, and takes what people write', () => {
  const free = texts.filter(([, schema]) => takes(schema, ' ñ😀')).map(([path]) => path);
  const kept = free.filter((path) => !NOT_KEPT.has(path));
  expect([...new Set(kept)].sort()).toEqual([
    'addQueueBody.code',
    'addQueueBody.fields.label',
    'addQueueBody.fields.names.en',
    'addQueueBody.fields.names.es',
    'addQueueBody.fields.names.it',
    'addQueueBody.name',
    'addQueueBody.names.en',
    'addQueueBody.names.es',
    'addQueueBody.names.it',
    'addSessionTypeBody.name',
    'addSessionTypeBody.names.en',
    'addSessionTypeBody.names.es',
    'addSessionTypeBody.names.it',
    'addTeamBody.name',
    'addTrackingCodeBody.label',
    'askCallBackBody.callBack.contact',
    'askCallBackBody.callBack.when',
    'attachBody.device.name',
    'availabilityBody.reason',
    'changeQueueBody.code',
    'changeQueueBody.fields.label',
    'changeQueueBody.fields.names.en',
    'changeQueueBody.fields.names.es',
    'changeQueueBody.fields.names.it',
    'changeQueueBody.name',
    'changeQueueBody.names.en',
    'changeQueueBody.names.es',
    'changeQueueBody.names.it',
    'changeSessionTypeBody.name',
    'changeSessionTypeBody.names.en',
    'changeSessionTypeBody.names.es',
    'changeSessionTypeBody.names.it',
    'changeSiteSettingsBody.organisation',
    'changeTeamBody.name',
    'changeTrackingCodeBody.label',
    'control.transfer.reason',
    'createAccountBody.name',
    'customersQuery.name',
    'enterQueueBody.answers',
    'enterQueueBody.callBack.contact',
    'enterQueueBody.callBack.when',
    'enterQueueBody.name',
    'exportQuery.code',
    'exportQuery.text',
    'historyQuery.code',
    'historyQuery.text',
    'inviteExpertBody.name',
    'joinAsExpertBody.name',
    'joinBody.device.name',
    'joinBody.name',
    'makeApiKeyBody.name',
    'message.post.text',
    'note.save.text',
    'reportExportQuery.code',
    'reportQuery.code',
    'session.end.note.text',
    'session.label.code',
    'session.label.customerName',
    'setupBody.name',
    'startSessionBody.code',
    'startSessionBody.customerName',
    'startSessionBody.subject',
    'survey.answer.text',
    'takeOverBody.reason',
  ]);
  const taken = texts
    .filter(
      ([path, schema]) => !NOT_KEPT.has(path) && ['\0', '\ud800', '\udc00'].some((s) => takes(schema, s)),
    )
    .map(([path]) => path);
  expect(taken).toEqual([]);
  // A text that is no longer there must not stay among the exceptions.
  expect([...NOT_KEPT].filter((path) => !texts.some(([known]) => known === path))).toEqual([]);
});

it('W39 SEC-W4 a name holds nothing that cannot be seen, but the joiners where they join something', () => {
  const taken = ['Ana Ruiz', 'می\u200cخواهم', 'क्\u200dष', 'Ana 👩\u200d💻', 'José'];
  const refused = [
    'Ana\u200b Ruiz',
    'A\u00adna',
    'Ana \u200d x',
    'A\u2028na',
    'A\u2029na',
    'A\ufeffna',
    'A\u2060na',
  ];
  expect(taken.filter((name) => !contracts.personName.safeParse(name).success)).toEqual([]);
  expect(refused.filter((name) => contracts.personName.safeParse(name).success)).toEqual([]);
});
