import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { until } from '@relevo/testing';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface Arrived {
  /** To whom the server was told to bring it, whatever its headers say. */
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: string;
  readonly mail: Email;
}

const SOON_MS = 30_000;

/** A real mail server on the loopback, which keeps what it gets and refuses what it is told to. */
export class MailServer {
  readonly arrived: Arrived[] = [];
  /** Answers every recipient for whom this says so with that error. */
  refuse: (address: string) => { code: number; text: string } | null = () => null;
  /** The only name and password; null = none are needed. */
  private readonly account: { user: string; password: string } | null;
  private readonly server: SMTPServer;

  private constructor(account: MailServer['account']) {
    this.account = account;
    this.server = new SMTPServer({
      authOptional: account === null,
      allowInsecureAuth: true,
      disabledCommands: account === null ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onAuth: ({ username, password }, _session, done) => {
        const right = username === account?.user && password === account?.password;
        done(right ? null : new Error('wrong name or password'), right ? { user: username } : undefined);
      },
      onRcptTo: ({ address }, _session, done) => {
        const no = this.refuse(address);
        done(no ? Object.assign(new Error(no.text), { responseCode: no.code }) : null);
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        const take = async (): Promise<void> => {
          const raw = Buffer.concat(parts);
          const { mailFrom, rcptTo } = session.envelope;
          const mail = await PostalMime.parse(raw);
          this.arrived.push({
            to: rcptTo.map(({ address }) => address),
            from: mailFrom ? mailFrom.address : '',
            raw: raw.toString('latin1'),
            mail,
          });
        };
        stream.on('end', () => callbackify(take)(done));
      },
    });
    this.server.on('error', () => undefined);
  }

  static async start(account: MailServer['account'] = null, port = 0): Promise<MailServer> {
    const server = new MailServer(account);
    server.server.listen(port, '127.0.0.1');
    await once(server.server.server, 'listening');
    return server;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    const who = this.account ? `${this.account.user}:${encodeURIComponent(this.account.password)}@` : '';
    return `smtp://${who}127.0.0.1:${this.port}`;
  }

  /** The settings of a server that sends by this one. */
  get env(): Record<string, string> {
    return { SMTP_URL: this.url, MAIL_FROM: 'support@example.org' };
  }

  /** The next mail to an address, when it has come. */
  mailTo(address: string, after = 0): Promise<Arrived> {
    return until(`a mail to ${address}`, SOON_MS, async () => {
      return this.arrived.slice(after).find(({ to }) => to.includes(address)) ?? null;
    });
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}

/** The link in a mail, the same in its text and its HTML. */
export const linkIn = ({ mail }: Arrived): string => {
  const found = /https?:\/\/\S+#[\w-]+/.exec(mail.text ?? '')?.[0];
  if (!found || !mail.html?.includes(`href="${found}"`)) throw new Error(`no link in ${mail.text}`);
  return found;
};
