import type { AccountRole, ErrorBody } from '@relevo/contracts';
import { DataSource } from 'typeorm';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import type { TestApi } from './api';

/** An answer of the API. */
export interface RestAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** null when there was none. */
  readonly body: Body;
}

/** Talks to a server as a page of its own would, with a cookie jar of one cookie. */
export class RestClient {
  cookie: string | null = null;

  constructor(
    private readonly api: Pick<TestApi, 'url'>,
    /** Sent with every request, on top of what a page sends. */
    readonly headers: Record<string, string> = {},
  ) {}

  /** The same browser on another node. */
  at(api: Pick<TestApi, 'url'>): RestClient {
    const twin = new RestClient(api, this.headers);
    twin.cookie = this.cookie;
    return twin;
  }

  get<Body>(path: string): Promise<RestAnswer<Body>> {
    return this.send('GET', path);
  }
  post<Body>(path: string, body?: unknown): Promise<RestAnswer<Body>> {
    return this.send('POST', path, body);
  }
  put<Body>(path: string, body: unknown): Promise<RestAnswer<Body>> {
    return this.send('PUT', path, body);
  }

  /** @param path below /api/v1, with its slash */
  async send<Body>(method: string, path: string, body?: unknown): Promise<RestAnswer<Body>> {
    const response = await fetch(`${this.api.url}/api/v1${path}`, {
      method,
      headers: {
        'x-relevo': '1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie !== null && { cookie: this.cookie }),
        ...this.headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    this.remember(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text && JSON.parse(text)) || null };
  }

  private remember(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';', 1);
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }
}

export type Refused = RestAnswer<ErrorBody>;

/** A good password, the same for every account of a test. */
export const PASSWORD = 'a quiet green kettle sings';

let count = 0;

/** Makes an account in the database of a server. */
export async function anAccount(
  api: TestApi,
  over: { email?: string; name?: string; role?: AccountRole } = {},
) {
  count += 1;
  return createAccount(api.app.get(DataSource).manager, {
    email: `person${count}@example.org`,
    name: `Person ${count}`,
    role: 'csr',
    language: 'en',
    password: PASSWORD,
    ...over,
  });
}

/** Somebody who has just signed in. */
export async function signedIn(api: TestApi, over: Parameters<typeof anAccount>[1] = {}) {
  const account = await anAccount(api, over);
  const client = new RestClient(api);
  const { status } = await client.post('/sign-in', { email: account.email, password: PASSWORD });
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  return { client, account };
}
