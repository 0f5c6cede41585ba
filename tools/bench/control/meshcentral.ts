import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { until, type XDesktop } from '@relevo/testing';
import { ROOT } from '../../supervisor/checkout';
import { freePort } from '../../supervisor/postgres/server';
import { openDesktop } from './desktop';
import type { Adapter, Surroundings } from './subject';
import { openViewer } from './viewer';

const VERSION = '1.1.55';
/** It is no part of the project: it lies beside what other tools keep, and is fetched when it is asked for. */
const HOME = join(ROOT, 'node_modules/.cache/relevo-bench', `meshcentral-${VERSION}`);
const PROGRAM = join(HOME, 'node_modules/meshcentral');
/** It wants a name with a dot for its certificate; the viewer's browser is told where that is. */
const HOST = 'meshcentral.bench';
const WHO = { user: 'bench', password: 'a quiet green kettle sings 1A!' };
const CANVAS = '#Desk';
const PATIENCE_MS = 120_000;

/** As its page has them at first, and its picture at full size: WebP tiles of quality 40, at most 50 ms apart. */
const VIEW = {
  encoding: 2,
  agentencoding: 4,
  quality: 40,
  scaling: 1024,
  framerate: 50,
  showfocus: false,
  showmouse: true,
  showcad: true,
  localkeymap: false,
  swapmouse: false,
  remotekeymap: false,
  autoclipboard: false,
  autolock: false,
};

/** Fetches it with npm, once. @throws when it is not to be had, or has no agent for this processor. */
export const installMeshCentral = (say: (line: string) => void): void => {
  if (process.arch !== 'x64') throw new Error('MeshCentral is measured with its agent for x64 only.');
  if (existsSync(join(PROGRAM, 'meshcentral.js'))) return;
  say(`fetching MeshCentral ${VERSION} (449 MB on disk) into ${HOME}`);
  mkdirSync(HOME, { recursive: true });
  // Otherwise npm would take the project's own folder for the one that is meant.
  writeFileSync(join(HOME, 'package.json'), '{"private":true}\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `meshcentral@${VERSION}`];
  const { status } = spawnSync('npm', args, { cwd: HOME, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('MeshCentral could not be installed.');
};

/** A server of this run, with one account and one group of devices, all in a folder of this run. */
class Server {
  private constructor(
    readonly pid: number,
    readonly port: number,
    /** The certificate (PEM) that it made to sign its own. */
    private readonly authority: string,
  ) {}

  static async start(folder: string, desktop: XDesktop): Promise<Server> {
    const data = join(folder, 'meshcentral');
    mkdirSync(data, { recursive: true });
    const port = await freePort();
    const settings = {
      cert: HOST,
      WANonly: true,
      port,
      exactPorts: true,
      redirPort: 0,
      mpsPort: 0,
      selfUpdate: false,
      autoBackup: false,
      // Else it asks a public server to sign programs at each start.
      agentTimeStampServer: false,
      sessionKey: 'bench',
      datapath: data,
      filespath: join(data, 'files'),
    };
    writeFileSync(join(data, 'config.json'), JSON.stringify({ settings, domains: { '': {} } }));
    const run = (...args: string[]) => desktop.run(process.execPath, [PROGRAM, '--datapath', data, ...args]);
    const { user, password } = WHO;
    await run('--createaccount', user, '--pass', password, '--email', 'bench@example.org').exited;
    await run('--adminaccount', user).exited;
    const program = run();
    await until('MeshCentral', PATIENCE_MS, async () =>
      program.output().includes('HTTPS server running') ? true : null,
    );
    return new Server(program.pid, port, readFileSync(join(data, 'root-cert-public.crt'), 'utf8'));
  }

  /** What its own tool for the command line answers. */
  async control<Answer>(...args: string[]): Promise<Answer> {
    const { user, password } = WHO;
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(PROGRAM, 'meshctrl.js'),
      ...args,
      ...['--url', `wss://127.0.0.1:${this.port}`, '--loginuser', user, '--loginpass', password],
    ]);
    return (args.includes('--json') ? JSON.parse(stdout || '[]') : stdout) as Answer;
  }

  /** What an agent of a group has to know. */
  async agentSettings(group: string): Promise<string> {
    const path = `/meshsettings?id=${encodeURIComponent(group)}`;
    const told = await new Promise<string>((resolve, reject) =>
      get({ host: '127.0.0.1', servername: HOST, ca: this.authority, port: this.port, path }, (answer) =>
        resolve(text(answer)),
      ).once('error', reject),
    );
    return told.replaceAll(`wss://${HOST}:`, 'wss://127.0.0.1:');
  }
}

const lastPart = (id: string): string => id.split('/').at(-1) ?? '';

/** Its agent on the desktop, known to the server. @returns its process, and its name there */
const startAgent = async (folder: string, desktop: XDesktop, server: Server) => {
  await server.control('adddevicegroup', '--name', 'bench');
  const [group] = await server.control<{ _id: string }[]>('listdevicegroups', '--json');
  const home = join(folder, 'meshagent');
  mkdirSync(home, { recursive: true });
  const program = join(home, 'meshagent');
  copyFileSync(join(PROGRAM, 'agents/meshagent_x86-64'), program);
  chmodSync(program, 0o755);
  writeFileSync(join(home, 'meshagent.msh'), await server.agentSettings(lastPart(group?._id ?? '')));
  const xauth = join(home, 'xauth');
  writeFileSync(xauth, '');
  const { pid } = desktop.run(program, ['run'], { cwd: home, env: { XAUTHORITY: xauth } });
  const node = await until('its agent', PATIENCE_MS, async () => {
    const devices = await server.control<{ _id: string; conn?: number }[]>('listdevices', '--json');
    return devices.find(({ conn = 0 }) => (conn & 1) === 1)?._id ?? null;
  });
  return { pid, node: lastPart(node) };
};

/** Signed in, at the page of the device, connected. @returns the viewer and when its desktop was asked for */
const view = async (surroundings: Surroundings, { port }: Server, node: string) => {
  const viewer = await openViewer(
    surroundings,
    // A browser is found by its folder, and the server bears that of its data: neither may begin like the other.
    'viewer-of-meshcentral',
    { width: 0, height: 120 },
    { ignoreHTTPSErrors: true, args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
  );
  const { page } = viewer;
  await page.addInitScript((settings) => {
    if (location.protocol === 'https:') localStorage.setItem('desktopsettings', settings);
  }, JSON.stringify(VIEW));
  await page.goto(`https://${HOST}:${port}/`);
  await page.fill('#username', WHO.user);
  await page.fill('#password', WHO.password);
  await page.keyboard.press('Enter');
  await page.locator('#MainMenuMyDevices').waitFor({ state: 'attached', timeout: PATIENCE_MS });
  await page.goto(`https://${HOST}:${port}/?gotonode=${node}&viewmode=11`);
  const connect = page.locator('#connectbutton1:enabled');
  await connect.waitFor({ timeout: PATIENCE_MS });
  const askedAt = Date.now();
  await connect.click();
  return { viewer, askedAt };
};

/** MeshCentral as npm delivers it: server, its native agent, its page. With TLS and relayed by the server; no question is asked. */
export const startMeshCentral: Adapter = async (surroundings) => {
  const { desktop, xServer } = await openDesktop(surroundings);
  const server = await Server.start(surroundings.folder, desktop);
  const agent = await startAgent(surroundings.folder, desktop, server);
  const { viewer, askedAt } = await view(surroundings, server, agent.node);
  const { page } = viewer;
  const seenAt = await page.evaluate(([canvas, patience]) => window.relevoBench.visible(canvas, patience), [
    CANVAS,
    PATIENCE_MS,
  ] as const);
  return {
    name: 'meshcentral',
    desktop,
    page,
    groups: { agent: [agent.pid], server: [server.pid], viewer: [viewer.pid], x: [xServer] },
    start: { allowToPixels: null, openToPixels: seenAt - askedAt },
    focus: () => page.click(CANVAS, { position: { x: 40, y: 200 } }),
  };
};
