import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LANGUAGES } from '@relevo/contracts';
import type { AccessRequest, AlarmKind, SafetyStanding } from '@relevo/domain';
import { catalogues } from '@relevo/i18n';
import { ConsentScene, startDesktop } from '@relevo/testing';
import type { AgentModel } from '../../apps/customer-agent/machine/src/window/agent-view';
import { openSlintWindow } from '../../apps/customer-agent/machine/src/window/slint-window';
import { agentView } from '../../apps/customer-agent/machine/src/window/view';

const FOLDER = resolve(process.argv[2] ?? join('test-results', 'screenshots', 'agent-window'));
/** The window with a little desktop round it. */
const DESKTOP = { width: 412, height: 552 };
const FOUR_MINUTES = 240_000;

const scene = (): ConsentScene => {
  const made = new ConsentScene().link();
  made.now = { ...made.now, wall: new Date(2026, 10, 20, 14, 2).getTime() };
  return made;
};
const VIEW: Partial<AccessRequest> = { capability: 'screen.view', minutes: null };
const CONTROL: Partial<AccessRequest> = { capability: 'input.control', minutes: 20 };

const viewed = (): ConsentScene => {
  const made = scene();
  made.give(VIEW);
  return made.pass(FOUR_MINUTES);
};
const controlled = (): ConsentScene => {
  const made = viewed();
  made.give(CONTROL);
  return made.pass(679_000);
};
/** Beside Ana, Marco from outside sees and controls (W39). */
const shared = (): ConsentScene => {
  const made = viewed().link('marco');
  made.give({ ...CONTROL, csrId: 'marco', csrName: 'Marco Bruni', guestOf: 'Ana Ruiz' });
  return made.pass(12_000);
};
const asked = (made: ConsentScene, request: Partial<AccessRequest>, ms = 17_000): ConsentScene => {
  made.ask(request);
  return made.pass(ms);
};
const alarmed = (made: ConsentScene, kind: AlarmKind = 'server-claim'): ConsentScene => {
  made.ledger = { ...made.ledger, alarms: { ...made.ledger.alarms, [kind]: 1 } };
  return made;
};
const coded = (standing: SafetyStanding): Partial<AgentModel> => ({
  safety: { ana: { code: standing === 'differs' ? null : '482915', standing } },
});

/** Every state that a customer can meet. */
const STATES: readonly (readonly [name: string, scene: ConsentScene, model?: Partial<AgentModel>])[] = [
  ['connect', scene(), { stage: 'connect' }],
  ['connect-local', scene(), { stage: 'connect', address: 'local', server: 'localhost:3000' }],
  ['connect-plain', scene(), { stage: 'connect', address: 'plain', server: '192.0.2.7:3000' }],
  ['connecting', scene(), { stage: 'connecting' }],
  ['waiting', scene(), { stage: 'waiting' }],
  ['idle', scene()],
  ['idle-code', scene(), coded('unchecked')],
  ['idle-code-waiting', scene(), coded('waiting')],
  ['idle-checked', scene(), coded('checked')],
  ['idle-differs', alarmed(scene(), 'codes-differ'), coded('differs')],
  ['idle-another-key', alarmed(scene(), 'wrong-key'), coded('unchecked')],
  ['asks-control-code', asked(viewed(), CONTROL), coded('unchecked')],
  ['asks-control-checked', asked(viewed(), CONTROL), coded('checked')],
  ['granted-view-code', viewed(), coded('unchecked')],
  ['granted-control-code', controlled(), coded('unchecked')],
  ['granted-control-waiting', controlled(), coded('waiting')],
  ['granted-control-checked', controlled(), coded('checked')],
  ['idle-alarm-away', alarmed(scene()), { serverAway: true }],
  ['asks-view', asked(scene(), VIEW, 5_000), { minutes: null }],
  ['asks-view-choosing', asked(scene(), VIEW, 5_000), { minutes: null, choosing: true }],
  ['asks-control', asked(viewed(), CONTROL)],
  ['asks-control-choosing', asked(viewed(), CONTROL), { choosing: true }],
  ['asks-both', asked(scene(), CONTROL)],
  ['asks-while-alarmed', alarmed(asked(scene(), CONTROL)), { choosing: true }],
  ['granted-view', viewed()],
  ['granted-control', controlled()],
  ['granted-control-alarm-away', alarmed(controlled()), { serverAway: true }],
  ['granted-guest', shared()],
  ['granted-guest-code', shared(), { safety: { marco: { code: '482915', standing: 'unchecked' } } }],
  ['granted-guest-alarm', alarmed(shared())],
  ['ended', scene(), { stage: 'ended' }],
  [
    'failed',
    scene(),
    { stage: 'ended', csrName: '', organisation: '', end: { heading: 'failed', detail: '' } },
  ],
  [
    'failed-version',
    scene(),
    {
      stage: 'ended',
      csrName: '',
      organisation: '',
      end: {
        heading: 'failed',
        detail: catalogues.en.agent['failed.version'].replace('{{server}}', 'support.norvia.example'),
      },
    },
  ],
];

const modelOf = (made: ConsentScene, over: Partial<AgentModel> = {}): AgentModel => ({
  stage: 'attached',
  machine: 'MARIA-PC',
  server: 'support.norvia.example',
  address: 'https',
  organisation: 'Norvia Support',
  csrId: 'ana',
  csrName: 'Ana Ruiz',
  customerName: 'María Gómez',
  serverAway: false,
  logFault: false,
  ledger: made.ledger,
  safety: {},
  end: { heading: 'over', detail: '' },
  choosing: false,
  minutes: 20,
  ...over,
});

/** Takes a picture of every state of the agent's window: `node tools/run.mjs tools/screenshots/agent-window [folder]`. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const desktop = await startDesktop(DESKTOP);
  process.env['DISPLAY'] = desktop.display;
  const nothing = () => undefined;
  const window = await openSlintWindow(
    {
      connect: nothing,
      answer: nothing,
      changeDuration: nothing,
      chooseDuration: nothing,
      compared: nothing,
      stop: nothing,
      stopAll: nothing,
      leave: nothing,
      comesUp: nothing,
      closed: nothing,
    },
    { x: 0, y: 0, ...DESKTOP },
  );
  try {
    for (const language of LANGUAGES) {
      for (const [name, made, over] of STATES) {
        window.show(agentView(modelOf(made, over), made.now, language));
        await desktop.waitForWindow(' ');
        // The toolkit does not tell when it has drawn; a quarter of a second is many frames.
        await new Promise((resolve) => setTimeout(resolve, 250));
        await desktop.screenshot(join(FOLDER, `${name}-${language}.png`));
      }
    }
    console.log(`Pictures are in ${FOLDER}`);
  } finally {
    window.close();
    await desktop.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
