import { randomUUID, webcrypto } from 'node:crypto';
import {
  type AccountRole,
  attachTranscript,
  type DeviceCredential,
  type DeviceReportText,
  type ExpertInvite,
  type InviteView,
  inviteProof,
  joinTranscript,
  type SessionView,
} from '@relevo/contracts';
import type { Capability, ExpertRight } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { Database } from '../../apps/api/src/platform/database/database';
import { SETUP_TOKEN, type TestApi } from './api';

export interface Answered<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** Somebody who calls the REST interface of one node. */
export class Caller {
  constructor(
    readonly api: TestApi,
    protected readonly proof: Record<string, string> = {},
  ) {}

  /** What proves them, for other ways to call. */
  get shown(): Record<string, string> {
    return this.proof;
  }

  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    const answer = await fetch(`${this.api.url}/api/v1${path}`, {
      method,
      headers: {
        'x-relevo': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.proof,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      headers: answer.headers,
    };
  }

  /** Like `call`, for steps that a test builds on. */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The same person at another node. */
  at(api: TestApi): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, { api });
  }

  command(stream: string, type: string, data: unknown, commandId: string = uuid()): Promise<Answered> {
    return this.call('POST', `/streams/${stream}/commands`, { commandId, stream, type, data });
  }

  async mustCommand(stream: string, type: string, data: unknown): Promise<void> {
    const answer = await this.command(stream, type, data);
    if (answer.status !== 200) throw new Error(`${type}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

/** Of every CSR that is made here. */
export const CSR_PASSWORD = 'correct horse battery staple';

/** A CSR who is signed in. */
export class Csr extends Caller {
  /** The first account of the site. */
  static async first(api: TestApi, name = 'Ana Ruiz'): Promise<Csr> {
    const body = { token: SETUP_TOKEN, email: 'ana@example.org', name, password: CSR_PASSWORD };
    return Csr.withCookie(api, '/setup', body);
  }

  /** Another account. */
  static async another(api: TestApi, name = 'Luca Bianchi', role: AccountRole = 'csr'): Promise<Csr> {
    const email = `${randomUUID()}@example.org`;
    const account = { email, name, password: CSR_PASSWORD, role, language: 'en' } as const;
    await createAccount(api.app.get(Database).manager, account);
    return Csr.withCookie(api, '/sign-in', { email, password: CSR_PASSWORD });
  }

  /** The same account in another browser. */
  async elsewhere(): Promise<Csr> {
    const { email } = await this.must<{ email: string }>('GET', '/me');
    return Csr.withCookie(this.api, '/sign-in', { email, password: CSR_PASSWORD });
  }

  /** Somebody who has an account. */
  static signIn(api: TestApi, email: string, password: string): Promise<Csr> {
    return Csr.withCookie(api, '/sign-in', { email, password });
  }

  private static async withCookie(api: TestApi, path: string, body: unknown): Promise<Csr> {
    const answer = await new Caller(api).call('POST', path, body);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (answer.status >= 300 || !cookie)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return new Csr(api, { cookie });
  }

  start(over: object = {}): Promise<SessionView> {
    return this.must('POST', '/sessions', { sessionId: uuid(), subject: 'Invoices do not save', ...over });
  }

  /** A page of ours, with the policy that it came with. */
  async page(path: string): Promise<{ text: string; policy: string }> {
    const answer = await this.download(path);
    return { text: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' };
  }

  /** What a browser loads from us. */
  download(path: string): Promise<Response> {
    return fetch(`${this.api.url}/api/v1${path}`, { headers: { ...this.proof } });
  }

  invite(sessionId: string, over: object = {}): Promise<InviteView> {
    return this.must('POST', `/sessions/${sessionId}/invites`, { inviteId: uuid(), ...over });
  }
}

/** An expert from outside who came in by a link of a session's owner. */
export class Expert extends Caller {
  static async join(
    owner: Csr,
    sessionId: string,
    rights: readonly ExpertRight[],
    name = 'Marco Bruni',
  ): Promise<Expert> {
    const body = { inviteId: uuid(), rights };
    const invite = await owner.must<ExpertInvite>('POST', `/sessions/${sessionId}/experts`, body);
    return Expert.by(owner.api, invite.link, name);
  }

  /** The holder of a link comes in with it. */
  static async by(api: TestApi, link: string, name = 'Marco Bruni'): Promise<Expert> {
    const token = new URL(link).hash.slice(1);
    const answer = await new Caller(api).call('POST', '/expert-links/join', { token, name, language: 'en' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (answer.status >= 300 || !cookie)
      throw new Error(`joining: ${answer.status} ${JSON.stringify(answer.body)}`);
    return new Expert(api, { cookie });
  }
}

/** The id of somebody's account. */
export const accountOf = async (csr: Csr): Promise<string> =>
  (await csr.must<{ id: string }>('GET', '/me')).id;

/** Another CSR who was asked into a session by ringing and came. Returns their part in it. */
export const comesToHelp = async (owner: Csr, helper: Csr, sessionId: string): Promise<string> => {
  const inviteId = uuid();
  const body = { inviteId, accountId: await accountOf(helper) };
  await owner.must('POST', `/sessions/${sessionId}/colleagues`, body);
  return (await helper.must<SessionView>('POST', `/sessions/${sessionId}/join`, { inviteId })).participantId;
};

/** The token of an invite's link. */
export const tokenOf = (invite: InviteView): string => new URL(invite.link).hash.slice(1);

/** A device with a real key, which signs what it reports. */
export class TestDevice {
  readonly id: string = uuid();
  private seq = 0;

  private constructor(
    readonly key: string,
    private readonly secret: webcrypto.CryptoKey,
    readonly kind: 'page' | 'machine',
  ) {}

  static async make(kind: 'page' | 'machine'): Promise<TestDevice> {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const { crv, kty, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
    return new TestDevice(JSON.stringify({ crv, kty, x, y }), pair.privateKey, kind);
  }

  get introduction() {
    const can: Capability[] = this.kind === 'machine' ? ['screen.view', 'input.control'] : ['screen.view'];
    return { deviceId: this.id, kind: this.kind, name: 'MARIA-PC', key: this.key, can };
  }

  async sign(text: string): Promise<string> {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = await webcrypto.subtle.sign(algorithm, this.secret, Buffer.from(text, 'utf8'));
    return Buffer.from(bytes).toString('base64url');
  }

  /** The body of an attaching of this device. */
  async attaching(code: string) {
    const words = attachTranscript({ code, deviceId: this.id, key: this.key });
    return { code, device: this.introduction, signature: await this.sign(words) };
  }

  /** The next signed report of this device, or one with parts changed. */
  async report(sessionId: string, type: DeviceReportText['type'], data: object, over: object = {}) {
    this.seq += 1;
    const said = { v: 1, sessionId, deviceId: this.id, seq: this.seq, at: Date.now(), type, data, ...over };
    const text = JSON.stringify(said);
    return { report: { deviceId: this.id, seq: said.seq, text, signature: await this.sign(text) } };
  }
}

/** A customer's device in a session. */
export class Guest extends Caller {
  private constructor(
    api: TestApi,
    readonly credential: DeviceCredential,
    readonly device: TestDevice,
  ) {
    super(api, { authorization: `Bearer ${credential.credential}` });
  }

  get id(): string {
    return this.credential.participantId;
  }

  /** Joins with a proof. */
  static async join(api: TestApi, proof: object, name = 'María Gómez'): Promise<Guest> {
    const device = await TestDevice.make('page');
    const credential = await new Caller(api).must<DeviceCredential>(
      'POST',
      '/invites/join',
      await joining(proof, device, name),
    );
    return new Guest(api, credential, device);
  }

  /** Attaches a machine agent to the same participant. */
  async agent(): Promise<Guest> {
    const { code } = await this.must<{ code: string }>('POST', '/devices/codes');
    const device = await TestDevice.make('machine');
    const credential = await new Caller(this.api).must<DeviceCredential>(
      'POST',
      '/devices/attach',
      await device.attaching(code),
    );
    return new Guest(this.api, credential, device);
  }

  async report(type: DeviceReportText['type'], data: object, over: object = {}): Promise<Answered> {
    const { sessionId } = this.credential;
    return this.command(
      sessionId,
      'device.report',
      await this.device.report(sessionId, type, { deviceId: this.device.id, ...data }, over),
    );
  }
}

/** The body of a join, signed by its device. */
export const joining = async (
  proof: object,
  device: TestDevice,
  name = 'María Gómez',
  participantId: string = uuid(),
) => {
  const parsed = inviteProof.safeParse(proof);
  const words = { participantId, deviceId: device.id, key: device.key };
  return {
    proof,
    participantId,
    name,
    language: 'es',
    device: device.introduction,
    signature: await device.sign(parsed.success ? joinTranscript({ proof: parsed.data, ...words }) : ''),
  };
};

/** A session with one customer in it. */
export const aSessionWithMaria = async (csr: Csr): Promise<{ session: SessionView; maria: Guest }> => {
  const session = await csr.start();
  const maria = await Guest.join(csr.api, { token: tokenOf(await csr.invite(session.id)) });
  await csr.mustCommand(session.id, 'participant.admit', { participantId: maria.id });
  return { session, maria };
};
