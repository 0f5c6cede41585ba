import { randomBytes } from 'node:crypto';
import { newId } from '@relevo/client';
import { createRestClient } from '@relevo/client/rest';
import { addAccount } from '../../apps/api/src/accounts/add-account';
import { withInstallation } from '../supervisor/installation';

export interface DemoCsr {
  email: string;
  password: string;
}

/** Makes the account that the newcomer signs in with, as `npm run admin` would. */
export async function makeCsr(env: NodeJS.ProcessEnv): Promise<DemoCsr> {
  const email = 'ana@example.org';
  const password = randomBytes(12).toString('base64url');
  await withInstallation(env, ({ app }) =>
    addAccount(app, { email, name: 'Ana Ruiz', password, role: 'administrator', language: 'en' }),
  );
  return { email, password };
}

/** Keeps the cookie of a sign-in, as a browser does. */
function browserFetch(origin: string): typeof fetch {
  let cookie = '';
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    if (cookie) headers.set('cookie', cookie);
    const answer = await fetch(input, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return answer;
  };
}

/** Starts a session as that CSR. @returns the session's id and the link for the customer. */
export async function startSession(
  origin: string,
  csr: DemoCsr,
): Promise<{ sessionId: string; link: string }> {
  const rest = createRestClient({ baseUrl: origin, fetch: browserFetch(origin) });
  await rest.signIn(csr);
  const session = await rest.startSession({ sessionId: newId(), subject: 'The invoice does not print' });
  const { link } = await rest.createInvite(session.id, { inviteId: newId() });
  await rest.signOut();
  return { sessionId: session.id, link };
}
