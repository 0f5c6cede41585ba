import { join } from 'node:path';
import { type DesktopProgram, PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import { agentMark } from '../../apps/customer-agent/machine/src/desktop/agent-mark';
import { claimDesktop } from '../../apps/customer-agent/machine/src/desktop/desktop-claim';
import { noteLent } from '../../apps/customer-agent/machine/src/desktop/lent-record';
import { connectX } from '../../apps/customer-agent/machine/src/desktop/x-connection';

const DESKTOP = join(__dirname, '../../dist/apps/customer-agent/machine/src/desktop');

let desktop: XDesktop;

beforeEach(async () => {
  desktop = await startDesktop({ width: 800, height: 600 });
});
afterEach(() => desktop?.close());

/** A process that claims the desktop, and opens a window when it has it. */
const claimant = async (server: string): Promise<DesktopProgram> => {
  const program = desktop.run(process.execPath, [
    '-e',
    `const { claimDesktop } = require('${DESKTOP}/desktop-claim');
     const { connectX } = require('${DESKTOP}/x-connection');
     (async () => {
       const claim = await claimDesktop({ server: '${server}', lost: () => console.log('lost') });
       if (!claim || 'takenBy' in claim) return console.log('taken by', claim.takenBy), process.exit(3);
       const { X, root } = await connectX();
       const wid = X.AllocID();
       X.CreateWindow(wid, root, 0, 0, 300, 200, 0, 0, 1, 0, { backgroundPixel: 0xffffff });
       X.ChangeProperty(0, wid, X.atoms.WM_NAME, X.atoms.STRING, 8, '${server}');
       X.MapWindow(wid);
       console.log('claimed');
     })();`,
  ]);
  await until('an answer', PATIENCE_MS, async () => (/claimed|taken/.test(program.output()) ? true : null));
  return program;
};

describe('the one agent of a desktop', () => {
  it('SEC-C4 a second one is told whose the desktop is; it gets it once the first has ended, however that ended', async () => {
    const first = await claimant('first.example:3000');
    const options = { display: desktop.display, server: 'second.example', lost: () => undefined };
    expect(await claimDesktop(options)).toEqual({ takenBy: 'first.example:3000' });
    expect((await claimant('third.example')).output()).toContain('taken by first.example:3000');
    await first.stop();
    const second = await until('the desktop is free', 5000, async () => {
      const claim = await claimDesktop(options);
      return claim && 'takenBy' in claim ? null : claim;
    });
    expect((await claimant('fourth.example')).output()).toContain('taken by second.example');
    await second.close();
    expect((await claimant('fifth.example')).output()).toContain('claimed');
  });

  it('SEC-C4 of many that start at once exactly one has it', async () => {
    const many = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        claimDesktop({ display: desktop.display, server: `s${n}`, lost: () => undefined }),
      ),
    );
    const claims = many.flatMap((claim) => (claim && !('takenBy' in claim) ? [claim] : []));
    expect(claims).toHaveLength(1);
    await claims[0]?.close();
  });

  it('says nothing of what another program has put in its place, and hears when it is taken away', async () => {
    const first = await claimant('first.example');
    const thief = await connectX(desktop.display);
    const { X, root, ask } = thief;
    const selection = await ask<number>((reply) =>
      X.InternAtom(false, '_RELEVO_AGENT_OF_THIS_DESKTOP', reply),
    );
    const wid = X.AllocID();
    X.CreateWindow(wid, root, 0, 0, 1, 1, 0, 0, 2, 0, {});
    X.ChangeProperty(0, wid, X.atoms['WM_NAME'] ?? 0, X.atoms['STRING'] ?? 0, 8, '\u001b[31mboo');
    X.SetSelectionOwner(wid, selection);
    await until('it hears of it', 5000, async () => (first.output().includes('lost') ? true : null));
    const options = { display: desktop.display, server: 'second', lost: () => undefined };
    expect(await claimDesktop(options)).toEqual({ takenBy: '?' });
    await thief.close();
  });

  it('SEC-C5 gives back keys that an agent which was killed had lent, and takes the word of no other program for it', async () => {
    const map = async () => {
      const dump = desktop.run('xmodmap', ['-pke']);
      await dump.exited;
      return dump.output();
    };
    const before = await map();
    const connection = await connectX(desktop.display);
    const { X, ask, root, display } = connection;
    const rows = await ask<number[][]>((reply) =>
      X.GetKeyboardMapping(display.min_keycode, display.max_keycode - display.min_keycode + 1, reply),
    );
    const free = display.min_keycode + rows.findLastIndex((row) => row.every((symbol) => symbol === 0));
    const symbol = 0x01006f22;
    await noteLent(connection, new Map([[symbol, free]]));
    X.ChangeKeyboardMapping(free, 4, [symbol, symbol, symbol, symbol]);
    await X.sync();
    expect(await map()).not.toBe(before);
    const options = { display: desktop.display, server: 's', lost: () => undefined };
    const claimed = async () => {
      const claim = await claimDesktop(options);
      if (!claim || 'takenBy' in claim) throw new Error('not claimed');
      await claim.close();
    };
    await claimed();
    expect(await map()).toBe(before);

    // A record that lies: keys that bear something else, keys that no keyboard has, and no record at all.
    const atom = await ask<number>((reply) => X.InternAtom(false, '_RELEVO_LENT_KEYS', reply));
    for (const lie of [
      [24, symbol, 0, 5, 999_999, 5, free, 0],
      [24],
      Array.from({ length: 3000 }, () => 24),
    ]) {
      X.ChangeProperty(0, root, atom, X.atoms['CARDINAL'] ?? 0, 32, lie);
      await claimed();
      expect(await map()).toBe(before);
    }
    await connection.close();
  });

  it('there is nothing to claim where there is no desktop', async () => {
    expect(await claimDesktop({ display: ':987', server: 's', lost: () => undefined })).toBeNull();
  });
});

describe('the mark of an agent', () => {
  it('SEC-C4 is on the windows of the agent that has the desktop', async () => {
    await claimant('first.example');
    const connection = await connectX(desktop.display);
    try {
      const mark = await agentMark(connection);
      const window = await desktop.waitForWindow('first.example');
      await until('it is marked', 5000, async () => ((await mark.isOn(window.id)) ? true : null));
      const { window: other } = await desktop.terminal('other');
      expect(await mark.isOn(other.id)).toBe(false);
    } finally {
      await connection.close();
    }
  });
});
