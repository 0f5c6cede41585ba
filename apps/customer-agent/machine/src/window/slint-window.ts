import { join } from 'node:path';
import { openHandWatch } from '../desktop/hand-watch';
import type { WorkArea } from '../desktop/work-area';
import type { AgentView } from './agent-view';
import type { AgentWindow, AgentWindowEvents } from './agent-window';
import { cornerPosition } from './corner';
import { EventPump, type NativeLoop } from './event-pump';
import { mirror } from './mirror';

/** Size in logical pixels, as in `agent-window.slint`. */
const WIDTH = 380;
const HEIGHT = 520;

type Slint = typeof import('slint-ui');

/** Raw events tell of hands on X11 only: under Wayland the pump must not rest. */
const handsHere = async () => (process.env['WAYLAND_DISPLAY'] ? null : openHandWatch().catch(() => null));

/** The parts of the window in `agent-window.slint` that change; names as Slint gives them to JavaScript. */
interface Handle {
  [property: string]: unknown;
  readonly window: {
    physicalPosition: { x: number; y: number };
    readonly physicalSize: { width: number; height: number };
    minimized: boolean;
  };
  show(): void;
  hide(): void;
}

/** Properties that are plain values, by their Slint name. */
const plain = (view: AgentView): Readonly<Record<string, string | number | boolean>> => ({
  screen: view.screen,
  control: view.control,
  window_title: view.title,
  can_minimise: view.canMinimise,
  minimise_label: view.minimiseLabel,
  initials: view.initials,
  person: view.person,
  organisation: view.organisation,
  standing: view.standing,
  checked: view.checked,
  code: view.safety?.code ?? '',
  compare_text: view.safety?.text ?? '',
  differs_text: view.safety?.no ?? '',
  matches_text: view.safety?.yes ?? '',
  heading: view.heading,
  words: view.words,
  seconds: view.prompt?.seconds ?? '',
  left: view.prompt?.left ?? 0,
  no_text: view.no,
  yes_text: view.yes,
  stop_all: view.stopAll,
  below: view.below,
  footer: view.footer,
  leave_text: view.leave,
});

const listen = (handle: Handle, shown: () => AgentView | null, events: AgentWindowEvents): void => {
  const seen = (then: (view: AgentView) => void) => () => {
    const view = shown();
    if (view) then(view);
  };
  handle['answered'] = (allow: boolean) =>
    seen((view) => {
      if (view.screen === 'connect') events.connect(allow);
      else if (view.prompt) events.answer(view.prompt.requestId, allow);
    })();
  handle['change_duration'] = () => events.changeDuration();
  handle['chose'] = (index: number) =>
    seen((view) => {
      const choice = view.choices[index];
      if (choice) events.chooseDuration(choice.minutes);
    })();
  handle['stopped'] = (index: number) =>
    seen((view) => {
      const grant = view.grants[index];
      if (grant) events.stop(grant.grantId);
    })();
  handle['compared'] = (matches: boolean) =>
    seen((view) => {
      if (view.safety && view.safety.yes !== '') events.compared(view.safety.csrId, matches);
    })();
  handle['stopped_all'] = () => events.stopAll();
  handle['left_session'] = () => events.leave();
  handle['minimise'] = seen((view) => {
    if (view.canMinimise) handle.window.minimized = true;
  });
  handle['moved'] = (dx: number, dy: number) => {
    const { x, y } = handle.window.physicalPosition;
    handle.window.physicalPosition = { x: Math.round(x + dx), y: Math.round(y + dy) };
  };
};

/**
 * Opens the native window beside the clock. Rejects when Slint or a display is missing.
 * `area` is the part of the screen that panels leave free.
 */
export const openSlintWindow = async (
  events: AgentWindowEvents,
  area: WorkArea | null,
): Promise<AgentWindow> => {
  // Skia, for the other renderers lack paths or rounded clips. Not `winit-skia-software`, though it is five times as quick without a
  // graphics card: it draws only what changed, so what X has thrown away (a covered window, a new window manager) stays blank.
  process.env['SLINT_BACKEND'] ??= 'winit-skia';
  const slint: Slint = await import('slint-ui');
  const native: NativeLoop = await import('slint-ui/rust-module.cjs');
  const file = slint.loadFile(join(__dirname, 'agent-window.slint'), { quiet: true }) as {
    AgentWindow: new () => Handle;
  };
  const handle = new file.AgentWindow();
  let view: AgentView | null = null;
  let closing = false;
  let running = false;
  listen(handle, () => view, events);
  const hands = await handsHere();
  const pump = new EventPump(native, hands, () => {
    void hands?.close();
    if (!closing) events.closed();
  });

  const lists = {
    facts: mirror(slint, (list) => {
      handle['facts'] = list;
    }),
    choices: mirror(slint, (list) => {
      handle['choices'] = list;
    }),
    grants: mirror(slint, (list) => {
      handle['grants'] = list;
    }),
    notices: mirror(slint, (list) => {
      handle['notices'] = list;
    }),
  };

  const shownBefore = new Map<string, unknown>();
  /** Sets what differs; whether anything did. */
  const draw = (next: AgentView): boolean => {
    let changed = false;
    for (const [name, value] of Object.entries(plain(next))) {
      if (shownBefore.get(name) === value) continue;
      shownBefore.set(name, value);
      handle[name] = value;
      changed = true;
    }
    return [
      changed,
      lists.facts(next.facts),
      lists.choices(next.choices.map(({ label, chosen }) => ({ label, chosen }))),
      lists.grants(next.grants.map(({ grantId: _id, ...line }) => line)),
      lists.notices(next.notices),
    ].includes(true);
  };

  const place = () => {
    const { width, height } = handle.window.physicalSize;
    const corner = cornerPosition(area, { width: Math.max(width, WIDTH), height: Math.max(height, HEIGHT) });
    if (corner) handle.window.physicalPosition = corner;
  };

  const run = () => {
    running = true;
    handle.show();
    place();
    pump.start();
    // The size in physical pixels is known once the window is on the screen.
    setTimeout(place, 100).unref();
  };

  return {
    kind: 'slint',
    show: (next) => {
      if (closing) return;
      view = next;
      if (draw(next) && running) pump.wake();
      if (!running) run();
      // Question and control cannot be put away.
      if (next.canMinimise || !handle.window.minimized) return;
      events.comesUp();
      handle.window.minimized = false;
    },
    close: () => {
      if (closing) return;
      closing = true;
      handle.hide();
      native.processEvents();
      pump.end();
    },
    forsake: () => {
      closing = true;
      pump.end();
    },
  };
};
