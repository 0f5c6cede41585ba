import type { MadeApiKey } from '@relevo/contracts';
import type { ApiScope } from '@relevo/domain';
import { Caller, CSR_PASSWORD, type Csr } from './people';

/** A program with a key that somebody made, in their own name or (an administrator) in another's. */
export class Program extends Caller {
  private constructor(
    maker: Csr,
    readonly made: MadeApiKey,
  ) {
    // A program sends no header of ours: its key is proof enough.
    super(maker.api, { authorization: `Bearer ${made.secret}`, 'x-relevo': '0' });
  }

  static async of(
    maker: Csr,
    scopes: readonly ApiScope[] = ['session.start', 'invite.create', 'session.read'],
    over: object = {},
  ): Promise<Program> {
    const body = {
      name: 'Ticket system',
      accountId: null,
      scopes,
      days: 30,
      password: CSR_PASSWORD,
      ...over,
    };
    return new Program(maker, await maker.must<MadeApiKey>('POST', '/api-keys', body));
  }

  get keyId(): string {
    return this.made.key.id;
  }
}
