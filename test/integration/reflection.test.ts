import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { CLIENT_MESSAGES } from '@relevo/contracts';
import { ACCESS, type Access } from '../../apps/api/src/platform/access/marks';
import { ANSWERS, type AnswerDeclaration } from '../../apps/api/src/platform/openapi/answers';
import { describeApi } from '../../apps/api/src/platform/openapi/openapi';
import { PERMISSIONS } from '../../apps/api/src/platform/permissions';
import { startApi, type TestApi } from '../support/api';
import { type RestHandler, restHandlers, socketHandlers } from '../support/handlers';

/** Answers in a text format of its own, to collectors on this machine. */
const NOT_REST = ['MetricsController.read'];
const INPUTS = [RouteParamtypes.BODY, RouteParamtypes.QUERY, RouteParamtypes.PARAM, RouteParamtypes.HEADERS];

let api: TestApi;
let handlers: RestHandler[];
beforeAll(async () => {
  api = await startApi();
  handlers = restHandlers(api);
});
afterAll(() => api.close());

it('finds the REST methods', () => {
  expect(handlers.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['SignInController.signIn', 'SiteController.change', 'StartsController.start']),
  );
});

it('every REST method says who may call it, with a permission of the table or a reason to be public', () => {
  for (const { name, method } of handlers) {
    const access = Reflect.getMetadata(ACCESS, method) as Access | undefined;
    expect([name, access?.by]).toEqual([
      name,
      expect.stringMatching(/^(anyone|account|device|participant)$/),
    ]);
    if (access?.by === 'anyone') expect([name, access.reason.length > 10]).toEqual([name, true]);
    if (access?.by === 'account' || access?.by === 'participant')
      expect([name, Object.keys(PERMISSIONS)]).toEqual([name, expect.arrayContaining([access.permission])]);
  }
});

it('every input of a REST method has a schema, also headers', () => {
  for (const { name, inputs } of handlers)
    for (const { type, schema } of inputs.filter((input) => INPUTS.includes(input.type)))
      expect([name, RouteParamtypes[type], schema]).toEqual([
        name,
        RouteParamtypes[type],
        expect.objectContaining({ '~standard': expect.anything() }),
      ]);
});

it('every REST method declares what it answers', () => {
  for (const { name, method } of handlers.filter((handler) => !NOT_REST.includes(handler.name))) {
    const declared = Reflect.getMetadata(ANSWERS, method) as AnswerDeclaration | undefined;
    expect([name, declared]).toEqual([
      name,
      { status: expect.any(Number), schema: declared?.schema ?? null },
    ]);
    expect([name, declared?.schema === null]).toEqual([name, declared?.status === 204]);
  }
});

it('every message of a client has exactly one handler, and no handler is without a contract', () => {
  const messages = socketHandlers(api).map(({ message }) => message);
  expect(messages).toHaveLength(Object.keys(CLIENT_MESSAGES).length);
  expect(new Set(messages)).toEqual(new Set(Object.keys(CLIENT_MESSAGES)));
});

it('every socket handler parses its message with the contract of its name and says who may send it', () => {
  for (const { name, message, method, schemas } of socketHandlers(api)) {
    const contract = CLIENT_MESSAGES[message as keyof typeof CLIENT_MESSAGES].in;
    expect([name, schemas.map((schema) => schema === contract)]).toEqual([name, [true]]);
    const access = Reflect.getMetadata(ACCESS, method) as Access | undefined;
    expect([name, access]).toEqual([name, { by: 'participant', permission: expect.any(String) }]);
    expect(Object.keys(PERMISSIONS)).toContain(access?.by === 'participant' && access.permission);
  }
});

it('the description of the interface names every method, its body and its answers by their contracts', async () => {
  const served = await (await fetch(`${api.url}/api/docs-json`)).json();
  const { paths, components } = describeApi(api.app);
  expect(served.paths).toEqual(JSON.parse(JSON.stringify(paths)));
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(handlers.length - NOT_REST.length);
  expect(Object.keys(components?.schemas ?? {})).toEqual(
    expect.arrayContaining(['Account', 'Error', 'Session', 'SignIn', 'SiteSettings']),
  );
  expect(JSON.stringify(paths['/api/v1/sign-in'])).toContain('"$ref":"#/components/schemas/SignIn"');
  expect(JSON.stringify(paths['/api/v1/me'])).toContain('"$ref":"#/components/schemas/Account"');
});
