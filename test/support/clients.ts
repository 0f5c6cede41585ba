import {
  Connection,
  createDeviceKey,
  createRestClient,
  HomeClient,
  joinSession,
  memoryStore,
  newId,
  Outbox,
  type RestClient,
  SessionClient,
  Witness,
} from '@relevo/client';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A fetch with a jar of one cookie, as a browser has. */
const browserFetch = (): typeof fetch => {
  let cookie = '';
  return async (url, init) => {
    const answer = await fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), ...(cookie && { cookie }) },
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';', 1)[0] ?? '';
    return answer;
  };
};

const witnessOf = (rest: RestClient, scope: string): Witness =>
  new Witness({ store: memoryStore(), scope, keys: async () => (await rest.logKeys()).keys });

const lineOf = (baseUrl: string, rest: RestClient): Connection => {
  const line = new Connection({ baseUrl, ticket: async () => (await rest.socketTicket()).ticket });
  line.start();
  return line;
};

/** A way into a console: an account that has no second step. */
export const byPassword =
  ({ email, password }: Credentials) =>
  async ({ signIn }: RestClient): Promise<{ readonly id: string }> => {
    const answer = await signIn({ email, password });
    if ('challenge' in answer) throw new Error('the account asks for a second step');
    return answer;
  };

/**
 * A CSR's console without its page: the libraries that the page stands on, against a real server.
 * @param enter makes the account or signs in with it
 */
export const openConsole = async (
  baseUrl: string,
  enter: (rest: RestClient) => Promise<{ readonly id: string }>,
) => {
  const rest = createRestClient({ baseUrl, fetch: browserFetch() });
  const account = await enter(rest);
  const line = lineOf(baseUrl, rest);
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: account.id });
  const witness = witnessOf(rest, account.id);
  const home = new HomeClient({ wire: line, outbox, witness, accountId: account.id });
  const close = () => {
    home.close();
    outbox.close();
    line.stop();
  };
  return { rest, line, outbox, home, key: await createDeviceKey(), close };
};
export type ConsoleClient = Awaited<ReturnType<typeof openConsole>>;

/** A customer's page without the page: joins with the link of an invite. */
export const openCustomer = async (baseUrl: string, invite: { link: string }, name = 'María Gómez') => {
  const key = await createDeviceKey();
  const held: { credential?: string } = {};
  const rest = createRestClient({ baseUrl, credential: () => held.credential });
  const joined = await joinSession(rest, key, {
    proof: { token: new URL(invite.link).hash.slice(1) },
    participantId: newId(),
    name,
    language: 'es',
    device: { deviceId: newId(), kind: 'page', name: 'Firefox', key: key.publicKey, can: ['screen.view'] },
  });
  held.credential = joined.credential;
  const { sessionId, participantId } = joined;
  const line = lineOf(baseUrl, rest);
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: participantId });
  const witness = witnessOf(rest, participantId);
  const session = new SessionClient({ wire: line, outbox, witness, sessionId, me: { participantId } });
  const close = () => {
    session.close();
    outbox.close();
    line.stop();
  };
  return { rest, line, outbox, session, key, close, ...joined };
};
export type CustomerClient = Awaited<ReturnType<typeof openCustomer>>;
