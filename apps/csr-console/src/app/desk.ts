import {
  Connection,
  HomeClient,
  indexedDbKeyStore,
  loadOrCreateKey,
  Outbox,
  type RestClient,
  type SigningKey,
  webStore,
} from '@relevo/client';
import { RemoteDesks } from '../remote/remote-desks';
import { InviteSecrets } from './invite-secrets';
import { LayoutMemory } from './layout-memory';
import { Tabs } from './tabs';

/** What a signed-in CSR works with: the line to the server, all live sessions, tabs, and the links to customers. */
export class Desk {
  readonly line: Connection;
  readonly outbox: Outbox;
  readonly home: HomeClient;
  readonly tabs: Tabs;
  readonly layout: LayoutMemory;
  readonly remotes: RemoteDesks;
  readonly inviteSecrets = new InviteSecrets();
  /** This person's key in this browser; peer links are proven with it. */
  readonly key: Promise<SigningKey>;

  constructor(
    readonly accountId: string,
    readonly rest: RestClient,
  ) {
    const store = webStore(localStorage);
    this.line = new Connection({ baseUrl: '', ticket: async () => (await rest.socketTicket()).ticket });
    this.outbox = new Outbox({ wire: this.line, store, scope: accountId });
    this.home = new HomeClient({ wire: this.line, outbox: this.outbox, accountId: accountId });
    this.tabs = new Tabs(store, `relevo.tabs.${accountId}`);
    this.layout = new LayoutMemory(store, `relevo.layout.${accountId}`);
    this.key = loadOrCreateKey(indexedDbKeyStore(), `csr-${accountId}`);
    this.remotes = new RemoteDesks(this);
    for (const sessionId of this.tabs.snapshot.open) this.open(sessionId);
    this.line.start();
  }

  /** Follows a session and links to its customer, also while another tab is in front. */
  open(sessionId: string): void {
    this.home.open(sessionId);
    this.remotes.open(sessionId);
  }

  /** Takes a session's tab away: the session goes on. Answers the one that comes in front. */
  closeTab(sessionId: string): string | undefined {
    this.remotes.close(sessionId);
    if (this.home.open(sessionId).snapshot.session.phase === 'ended') this.home.forget(sessionId);
    return this.tabs.close(sessionId);
  }

  close(): void {
    this.remotes.closeAll();
    this.home.close();
    this.outbox.close();
    this.line.stop();
  }
}
