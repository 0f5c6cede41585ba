import { API_PREFIX } from '@relevo/contracts';
import type { z } from 'zod';
import { readJson } from '../read-json';
import { ApiFailure, readFailure, unavailable } from './failure';

/** Where requests go, and in whose name. */
export interface RestClientOptions {
  /** Origin of the API, without a slash at the end; '' = the page's own. */
  readonly baseUrl: string;
  /** A device's credential; browsers of CSRs use their cookie. */
  readonly credential?: () => string | undefined;
  readonly fetch?: typeof fetch;
  /** Gives up after so many ms (UNAVAILABLE). */
  readonly timeoutMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';
/** A file that takes longer does not come, ms. */
const FILE_MS = 120_000;

/** Requests to the REST interface, whose answers are read by their contracts. Each throws `ApiFailure` when it does not succeed. */
export const createRequests = (options: RestClientOptions) => {
  const ask = async <Body>(
    method: Method,
    path: string,
    body: unknown,
    read: (answer: Response) => Promise<Body>,
    timeoutMs = options.timeoutMs ?? 15_000,
  ): Promise<{ answer: Response; read: Body }> => {
    const credential = options.credential?.();
    try {
      const answer = await (options.fetch ?? fetch)(`${options.baseUrl}${API_PREFIX}${path}`, {
        method,
        headers: {
          'x-relevo': '1',
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(credential ? { authorization: `Bearer ${credential}` } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: credential ? 'omit' : 'same-origin',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { answer, read: await read(answer) };
    } catch (error) {
      throw new ApiFailure(unavailable(String(error)), 0);
    }
  };
  const call = async <Out extends z.ZodType>(
    method: Method,
    path: string,
    out: Out,
    body?: unknown,
  ): Promise<z.output<Out>> => {
    const { answer, read: text } = await ask(method, path, body, (got) => got.text());
    const parsed = readJson(text);
    if (!answer.ok) throw readFailure(answer.status, parsed);
    const view = out.safeParse(parsed);
    // An answer of another shape comes from another release: reloading is the cure.
    if (!view.success)
      throw new ApiFailure({ code: 'PROTOCOL_VERSION', message: view.error.message }, answer.status);
    return view.data;
  };
  /** A file, to be kept by the person. */
  const file = async (path: string): Promise<Blob> => {
    const { answer, read: blob } = await ask('GET', path, undefined, (got) => got.blob(), FILE_MS);
    if (!answer.ok) throw readFailure(answer.status, readJson(await blob.text()));
    return blob;
  };
  const get = <Out extends z.ZodType>(path: string, out: Out) => call('GET', path, out);
  const post = <Out extends z.ZodType>(path: string, out: Out, body: unknown = {}) =>
    call('POST', path, out, body);
  const put = <Out extends z.ZodType>(path: string, out: Out, body: unknown) => call('PUT', path, out, body);
  const patch = <Out extends z.ZodType>(path: string, out: Out, body: unknown) =>
    call('PATCH', path, out, body);

  return { get, post, put, patch, file };
};
