import {
  ChatDraft,
  Connection,
  HomeClient,
  indexedDbKeyStore,
  loadOrCreateKey,
  NoteBook,
  Outbox,
  type RestClient,
  SafetyMemory,
  type SigningKey,
  Witness,
  webStore,
} from '@relevo/client';
import { AlertMemory } from '../queue/alert-memory';
import { QueueStore } from '../queue/queue-store';
import { RemoteDesk } from '../remote/remote-desk';
import { CommandBoard } from './command-board';
import { InviteSecrets } from './invite-secrets';
import { LayoutMemory } from './layout-memory';
import { PerSession } from './per-session';
import { SiteStore } from './site-store';
import { Tabs } from './tabs';

/** What a signed-in CSR works with: the line to the server, all live sessions, tabs, and the links to customers. */
export class Desk {
  readonly line: Connection;
  readonly outbox: Outbox;
  readonly home: HomeClient;
  readonly tabs: Tabs;
  readonly layout: LayoutMemory;
  /** The far ends: all stay linked, also behind. */
  readonly remotes: PerSession<RemoteDesk>;
  /** The notes; a draft is kept in the store until it is saved. */
  readonly notes: PerSession<NoteBook>;
  /** What is being written in the chat, and to whom. */
  readonly drafts: PerSession<ChatDraft>;
  readonly site: SiteStore;
  /** Who waits for help. */
  readonly queues: QueueStore;
  readonly alerts: AlertMemory;
  readonly inviteSecrets = new InviteSecrets();
  /** What can be done on the page that is open. */
  readonly board = new CommandBoard();
  /** What this person said about safety codes. */
  readonly safety: SafetyMemory;
  /** This person's key in this browser; peer links are proven with it. */
  readonly key: Promise<SigningKey>;

  constructor(
    readonly accountId: string,
    readonly rest: RestClient,
  ) {
    const store = webStore(localStorage);
    this.line = new Connection({ baseUrl: '', ticket: async () => (await rest.socketTicket()).ticket });
    this.outbox = new Outbox({ wire: this.line, store, scope: accountId });
    this.site = new SiteStore(rest, this.line);
    this.queues = new QueueStore(this.line);
    this.alerts = new AlertMemory(store, `relevo.alerts.${accountId}`);
    const keys = async () => (await rest.logKeys()).keys;
    const witness = new Witness({ store, scope: accountId, keys });
    this.home = new HomeClient({ wire: this.line, outbox: this.outbox, witness, accountId });
    this.tabs = new Tabs(store, `relevo.tabs.${accountId}`);
    this.layout = new LayoutMemory(store, `relevo.layout.${accountId}`);
    this.safety = new SafetyMemory(store, `relevo.safety.${accountId}`);
    this.key = loadOrCreateKey(indexedDbKeyStore(), `csr-${accountId}`);
    this.remotes = new PerSession((id) => new RemoteDesk(this, this.home.open(id)));
    this.notes = new PerSession(
      (id) => new NoteBook(this.home.open(id), store, `relevo.note.${accountId}.${id}`),
    );
    this.drafts = new PerSession((id) => new ChatDraft(store, `relevo.draft.${accountId}.${id}`));
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
    this.notes.close(sessionId);
    if (this.home.open(sessionId).snapshot.session.phase === 'ended') {
      this.home.forget(sessionId);
      this.drafts.open(sessionId).forget();
    }
    this.drafts.close(sessionId);
    return this.tabs.close(sessionId);
  }

  close(): void {
    this.remotes.closeAll();
    this.notes.closeAll();
    this.drafts.closeAll();
    this.home.close();
    this.outbox.close();
    this.site.close();
    this.queues.close();
    this.line.stop();
  }
}
