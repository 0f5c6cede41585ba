import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** SHA-256 of the certificate that was shown. */
  readonly fingerprint: string | undefined;
}

/** One request with what `fetch` does not let a test choose: own address, Host, trusted certificate. */
export const plainRequest = (
  url: string,
  {
    body,
    ...options
  }: Omit<https.RequestOptions, 'headers'> & { headers?: Record<string, string>; body?: unknown } = {},
): Promise<PlainAnswer> =>
  new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      'x-relevo': '1',
      ...(sent && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    request(url, { agent: false, ...options, headers }, (answer) => {
      const certificate = (answer.socket as Partial<TLSSocket>).getPeerX509Certificate?.();
      text(answer).then(
        (all) =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: all,
            fingerprint: certificate?.fingerprint256,
          }),
        reject,
      );
    })
      .once('error', reject)
      .end(sent);
  });
