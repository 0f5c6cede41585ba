import { Injectable } from '@nestjs/common';
import type { RenderedMail } from '@relevo/i18n';
import { codeOf } from '../platform/errors/code-of';
import { answerLine, PostProblem } from './post-problem';

export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password where it wants them. */
  readonly url: string;
  readonly from: string;
}

export interface Letter {
  readonly to: string;
  /** Name beside the sender's address. */
  readonly organisation: string;
  readonly mail: RenderedMail;
  /** The same for every attempt at the same mail, so that a mailbox may show it once. */
  readonly id: string;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;
const PATIENCE_MS = 10_000;

/** How to reach a mail server. A password is never said without TLS, except to this machine. */
const transportOf = async (address: string) => {
  // Loaded with the first mail: every start would wait for it.
  const { createTransport } = await import('nodemailer');
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const user = decodeURIComponent(url.username);
  return createTransport({
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !LOOPBACK.test(host),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    dnsTimeout: PATIENCE_MS,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    maxResponseSize: 64 * 1024,
    // What a mail holds is ours; nothing of it names files or addresses to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

const responseOf = (error: unknown): { code: number; text: string } => {
  const { responseCode, response } = error as { responseCode?: unknown; response?: unknown };
  return {
    code: typeof responseCode === 'number' ? responseCode : 0,
    text: answerLine(typeof response === 'string' ? response : error instanceof Error ? error.message : ''),
  };
};

/** What a failure of the mail server means (RFC 5321, 4.2.1: 4xx = later perhaps, 5xx = never). */
const problemOf = (error: unknown): PostProblem => {
  const { code, text } = responseOf(error);
  const never = code >= 500 && code < 600;
  switch (codeOf(error)) {
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
      return new PostProblem('credentials', text, false);
    case 'EENVELOPE':
      return new PostProblem(never ? 'address' : 'refused', text, never);
    case 'EMESSAGE':
      return new PostProblem('refused', text, never);
    default:
      return new PostProblem(never ? 'refused' : 'unreachable', text, never);
  }
};

/** Sends mails by SMTP. */
@Injectable()
export class MailSender {
  /** Resolves when the mail server has taken the mail. @throws PostProblem */
  async send(server: MailServer, { to, organisation, mail, id }: Letter): Promise<void> {
    const transport = await transportOf(server.url);
    try {
      await transport.sendMail({
        from: { name: organisation, address: server.from },
        to: { name: '', address: to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${id}@${server.from.slice(server.from.lastIndexOf('@') + 1)}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    } catch (error) {
      throw problemOf(error);
    } finally {
      transport.close();
    }
  }
}
