import { randomUUID } from 'node:crypto';
import { createRestClient, type RestClient } from '@relevo/client';
import type { InviteView, SessionView, WireCommandData, WireCommandType } from '@relevo/contracts';
import type { ExpertRight } from '@relevo/domain';

export const ANA = {
  name: 'Ana Ruiz',
  email: 'ana@norvia.example',
  password: 'blue kettle sings at noon',
};

/** A fetch that keeps the sign-in cookie, and says where it comes from as a browser would. */
const withCookie = (origin: string): typeof fetch => {
  let cookie = '';
  return async (input, init) => {
    const answer = await fetch(input, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), cookie, origin },
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
};

/** A CSR as the customer's page meets one: real account, real session, commands over REST. */
export class FarCsr {
  private constructor(
    private readonly rest: RestClient,
    readonly session: SessionView,
  ) {}

  /** Makes the first administrator by the one-time link and starts a session. */
  static async start(origin: string, setupLink: string, subject: string): Promise<FarCsr> {
    const rest = createRestClient({ baseUrl: origin, fetch: withCookie(origin) });
    const token = setupLink.split('#')[1] ?? '';
    await rest.setup({ token, ...ANA });
    await rest.signIn({ email: ANA.email, password: ANA.password });
    await rest.changeSettings({ organisation: 'Norvia Support' });
    return new FarCsr(rest, await rest.startSession({ sessionId: randomUUID(), subject }));
  }

  /** Another session of the same CSR. */
  async another(subject: string): Promise<FarCsr> {
    return new FarCsr(this.rest, await this.rest.startSession({ sessionId: randomUUID(), subject }));
  }

  invite(): Promise<InviteView> {
    return this.rest.createInvite(this.session.id, { inviteId: randomUUID() });
  }

  /** The link for an expert from outside, who may do this beside the chat. */
  async expertLink(rights: readonly ExpertRight[]): Promise<string> {
    const body = { inviteId: randomUUID(), rights: [...rights] };
    return (await this.rest.inviteExpert(this.session.id, body)).link;
  }

  async command<Type extends WireCommandType>(type: Type, data: WireCommandData<Type>): Promise<void> {
    const stream = type === 'message.post' ? this.session.conversationId : this.session.id;
    await this.rest.command({ commandId: randomUUID(), stream, type, data } as Parameters<
      RestClient['command']
    >[0]);
  }

  /** Says a line in the chat. */
  say(text: string): Promise<void> {
    return this.command('message.post', {
      messageId: randomUUID(),
      text,
      to: 'everyone',
      sentAt: Date.now(),
    });
  }
}
