import { anId } from '@relevo/testing';
import { createRestClient } from './client';
import { ApiFailure } from './failure';

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** A server of one answer, which notes what it was asked. */
const answering = (status: number, body: string, credential?: string) => {
  const calls: Call[] = [];
  const rest = createRestClient({
    baseUrl: 'http://localhost:1',
    credential: () => credential,
    fetch: async (url, init) => {
      calls.push({ url: url instanceof Request ? url.url : String(url), init: init ?? {} });
      return new Response(status === 204 ? null : body, { status });
    },
  });
  return { rest, calls };
};
const failure = (promise: Promise<unknown>): Promise<ApiFailure> =>
  promise.then(
    () => Promise.reject(new Error('succeeded')),
    (error: unknown) => {
      if (error instanceof ApiFailure) return error;
      throw error;
    },
  );

test('a request carries our mark, its body and the credential', async () => {
  const { rest, calls } = answering(200, '{"ticket":"t","expiresAt":1}', 'secret');
  expect(await rest.socketTicket()).toEqual({ ticket: 't', expiresAt: 1 });
  expect(calls[0]?.url).toBe('http://localhost:1/api/v1/socket-tickets');
  expect(calls[0]?.init).toMatchObject({ method: 'POST', body: '{}', credentials: 'omit' });
  expect(calls[0]?.init.headers).toMatchObject({
    'x-relevo': '1',
    authorization: 'Bearer secret',
    'content-type': 'application/json',
  });
});

test('a read has no body, and ids in paths are escaped', async () => {
  const page = {
    head: { stream: anId(1), kind: 'session', seq: 0, hash: '0'.repeat(64) },
    records: [],
    more: false,
    checkpoint: null,
  };
  const { rest, calls } = answering(200, JSON.stringify(page));
  expect(await rest.events('a/b', 7)).toEqual(page);
  expect(calls[0]?.url).toBe('http://localhost:1/api/v1/streams/a%2Fb/events?since=7&limit=200');
  expect(calls[0]?.init.body).toBeUndefined();
  expect(calls[0]?.init.credentials).toBe('same-origin');
});

test('an answer without content is a success', async () => {
  await expect(answering(204, '').rest.signOut()).resolves.toBeUndefined();
});

test('an error is thrown with its body', async () => {
  const body = { code: 'TOO_MANY_REQUESTS', message: 'slow down', retryAfterSeconds: 3 };
  const error = await failure(answering(429, JSON.stringify(body)).rest.me());
  expect(error.body).toEqual(body);
  expect(error.code).toBe('TOO_MANY_REQUESTS');
  expect(error.status).toBe(429);
});

test.each([
  [502, '<html>Bad gateway</html>'],
  [500, '{"message":"not ours"}'],
])('an answer that is not ours (%i) counts as no answer', async (status, body) => {
  expect((await failure(answering(status, body).rest.me())).code).toBe('UNAVAILABLE');
});

test('a fault of the network is UNAVAILABLE', async () => {
  const rest = createRestClient({ baseUrl: '', fetch: () => Promise.reject(new TypeError('fetch failed')) });
  const error = await failure(rest.site());
  expect(error.code).toBe('UNAVAILABLE');
  expect(error.status).toBe(0);
});

test('a success of another shape asks for another release', async () => {
  expect((await failure(answering(200, '{"surprise":true}').rest.site())).code).toBe('PROTOCOL_VERSION');
});
