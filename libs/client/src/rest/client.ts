import {
  API_PREFIX,
  accountView,
  attachBody,
  type CommandEnvelope,
  commandResult,
  createInviteBody,
  deviceCodeBody,
  deviceCodeView,
  deviceCredential,
  devicePreview,
  eventPage,
  iceServers,
  invitePreview,
  inviteView,
  joinBody,
  previewBody,
  reportBody,
  sessionList,
  sessionView,
  setLanguageBody,
  setupBody,
  setupStateView,
  signInBody,
  siteSettings,
  siteView,
  socketTicket,
  startSessionBody,
} from '@relevo/contracts';
import { z } from 'zod';
import { ApiFailure, readFailure, unavailable } from './failure';

export interface RestClientOptions {
  /** Origin of the API, without a slash at the end; '' = the page's own. */
  readonly baseUrl: string;
  /** A device's credential; browsers of CSRs use their cookie. */
  readonly credential?: () => string | undefined;
  readonly fetch?: typeof fetch;
  /** Gives up after so many ms (UNAVAILABLE). */
  readonly timeoutMs?: number;
}

/** Answers whose body is of no interest. */
const nothing = z.unknown().transform(() => undefined);
const seg = encodeURIComponent;

/** The REST interface as functions. Every method throws `ApiFailure` when it does not succeed. */
export const createRestClient = (options: RestClientOptions) => {
  const call = async <Out extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    out: Out,
    body?: unknown,
  ): Promise<z.output<Out>> => {
    const credential = options.credential?.();
    let answer: Response;
    let text: string;
    try {
      answer = await (options.fetch ?? fetch)(`${options.baseUrl}${API_PREFIX}${path}`, {
        method,
        headers: {
          'x-relevo': '1',
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(credential ? { authorization: `Bearer ${credential}` } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: credential ? 'omit' : 'same-origin',
        signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
      });
      text = await answer.text();
    } catch (error) {
      throw new ApiFailure(unavailable(String(error)), 0);
    }
    const parsed = readJson(text);
    if (!answer.ok) throw readFailure(answer.status, parsed);
    const view = out.safeParse(parsed);
    // An answer of another shape comes from another release: reloading is the cure.
    if (!view.success)
      throw new ApiFailure({ code: 'PROTOCOL_VERSION', message: view.error.message }, answer.status);
    return view.data;
  };
  const get = <Out extends z.ZodType>(path: string, out: Out) => call('GET', path, out);
  const post = <Out extends z.ZodType>(path: string, out: Out, body: unknown = {}) =>
    call('POST', path, out, body);
  const put = <Out extends z.ZodType>(path: string, out: Out, body: unknown) => call('PUT', path, out, body);

  return {
    setupState: () => get('/setup', setupStateView),
    setup: (body: z.input<typeof setupBody>) => post('/setup', accountView, body),
    signIn: (body: z.input<typeof signInBody>) => post('/sign-in', accountView, body),
    signOut: () => post('/sign-out', nothing),
    signOutEverywhere: () => post('/sign-out-everywhere', nothing),
    me: () => get('/me', accountView),
    setLanguage: (body: z.input<typeof setLanguageBody>) => put('/me/language', accountView, body),

    site: () => get('/site', siteView),
    settings: () => get('/site/settings', siteSettings),
    saveSettings: (body: z.input<typeof siteSettings>) => put('/site/settings', siteSettings, body),

    sessions: (state?: 'live' | 'recent') => get(`/sessions${state ? `?state=${state}` : ''}`, sessionList),
    /** Starts a session, or only prepares it with `start: false`. */
    startSession: (body: z.input<typeof startSessionBody>) => post('/sessions', sessionView, body),
    session: (sessionId: string) => get(`/sessions/${seg(sessionId)}`, sessionView),
    startPrepared: (sessionId: string) => post(`/sessions/${seg(sessionId)}/start`, sessionView),
    createInvite: (sessionId: string, body: z.input<typeof createInviteBody>) =>
      post(`/sessions/${seg(sessionId)}/invites`, inviteView, body),

    previewInvite: (body: z.input<typeof previewBody>) => post('/invites/preview', invitePreview, body),
    join: (body: z.input<typeof joinBody>) => post('/invites/join', deviceCredential, body),
    reportCall: (body: z.input<typeof reportBody>) => post('/invites/report', nothing, body),

    createDeviceCode: () => post('/devices/codes', deviceCodeView),
    previewDevice: (body: z.input<typeof deviceCodeBody>) => post('/devices/preview', devicePreview, body),
    attachDevice: (body: z.input<typeof attachBody>) => post('/devices/attach', deviceCredential, body),

    socketTicket: () => post('/socket-tickets', socketTicket),
    iceServers: () => get('/ice-servers', iceServers),

    /** The same envelope as over the socket. */
    command: (envelope: CommandEnvelope) =>
      post(`/streams/${seg(envelope.stream)}/commands`, commandResult, envelope),
    events: (stream: string, since: number, limit = 200) =>
      get(`/streams/${seg(stream)}/events?since=${since}&limit=${limit}`, eventPage),
  };
};
export type RestClient = ReturnType<typeof createRestClient>;

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
