import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import { type InputBackend, openInput } from '../../apps/customer-agent/machine/src/desktop/input';

const PROOF = 'héllo ñ 漢 #!@{}~|';
/** Everything on a US keyboard, what other keyboards have, and what none has. */
const MANY = `${PROOF} aZ09 "'\`^[]\\<>;:_-+=*/?%&()$, ß€ Ω я ¿ 😀 ⏎ ａ`;

let folder: string;
let desktop: XDesktop;
let input: InputBackend;

const typed = (text: string) => input.text(text, async () => true);

const contentOf = (file: string) => readFile(join(folder, file)).catch(() => Buffer.alloc(0));

/** The lines that arrived in the file, when the last of them has ended. */
const lines = (file: string, count: number) =>
  until(`${count} lines in ${file}`, PATIENCE_MS, async () => {
    const found = (await contentOf(file)).toString('utf8').split('\n');
    return found.length > count ? found.slice(0, count) : null;
  });

const terminal = (title: string, command: string) => desktop.terminal(title, { command, cwd: folder });

const layout = async (name: string) => {
  expect(await desktop.run('setxkbmap', [name]).exited).toBe(0);
};

const keyboardMap = async () => {
  const dump = desktop.run('xmodmap', ['-pke']);
  await dump.exited;
  return dump.output();
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-desktop-'));
  desktop = await startDesktop({ width: 1024, height: 768 });
  input = await openInput('linux-x11', { display: desktop.display });
});

afterEach(async () => {
  await input?.close();
  await desktop?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('text typed by the far end', () => {
  it('reaches a shell byte for byte', async () => {
    await terminal('shell', 'exec sh');
    await typed(`echo '${PROOF}' > proof.txt\n`);
    expect(await lines('proof.txt', 1)).toEqual([PROOF]);
    expect(await contentOf('proof.txt')).toEqual(Buffer.from(`${PROOF}\n`));
  });

  it.each(['us', 'es', 'de', 'fr', 'us,ru', 'ru', 'us(dvorak)'])(
    'is right under the layout %s, with CapsLock off and on',
    async (name) => {
      await terminal('cat', 'cat > text.txt');
      await layout(name);
      await typed(`${MANY}\n`);
      await desktop.key('CapsLock');
      await typed(`${MANY}\n`);
      expect(await lines('text.txt', 2)).toEqual([MANY, MANY]);
    },
  );

  it('is right from the first letter after the layout was changed, each time', async () => {
    await terminal('cat', 'cat > text.txt');
    const layouts = ['us', 'de', 'fr', 'us,ru', 'us(dvorak)', 'us'];
    for (const name of layouts) {
      await layout(name);
      await typed('z');
      await typed('yq');
      await typed('@ñ\n');
    }
    expect(await lines('text.txt', layouts.length)).toEqual(layouts.map(() => 'zyq@ñ'));
  });

  it('leaves CapsLock as the customer had it', async () => {
    await terminal('cat', 'cat > text.txt');
    await desktop.key('CapsLock');
    await typed('a\n');
    await desktop.type('b\n');
    expect(await lines('text.txt', 2)).toEqual(['a', 'B']);
  });

  it('is not changed by modifiers that the far end holds, which hold again afterwards', async () => {
    await terminal('cat', 'cat > text.txt');
    input.key('ShiftLeft', true);
    await typed('a1é\n');
    input.key('KeyA', true);
    input.key('KeyA', false);
    input.key('ShiftLeft', false);
    input.key('Enter', true);
    input.key('Enter', false);
    expect(await lines('text.txt', 2)).toEqual(['a1é', 'A']);
  });

  it('is right behind a key of the far end that changes the keyboard', async () => {
    await terminal('cat', 'cat > text.txt');
    const rounds = 20;
    for (let round = 0; round < rounds; round++) {
      for (const down of [true, false]) input.key('CapsLock', down);
      await typed('abC\n');
    }
    expect(await lines('text.txt', rounds)).toEqual(Array.from({ length: rounds }, () => 'abC'));
  });

  it('SEC-W5 ends where it may not go on, and asks before whatever is not typed at once', async () => {
    const before = await keyboardMap();
    await terminal('cat', 'cat > text.txt');
    let asked = 0;
    const many = Array.from({ length: 120 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    await input.text(many, async () => {
      asked += 1;
      return asked < 2;
    });
    await input.text('at once\n', async () => false);
    const [line = ''] = await lines('text.txt', 1);
    expect(line).toMatch(/^[一-龥]+at once$/);
    expect(line.length).toBeLessThan(120);
    expect(asked).toBe(2);
    await until('the keyboard map is given back', PATIENCE_MS, async () =>
      (await keyboardMap()) === before ? true : null,
    );
  });

  it('stays in order with the keys around it', async () => {
    await terminal('cat', 'cat > text.txt');
    const press = (code: string) => {
      input.key(code, true);
      input.key(code, false);
    };
    press('KeyA');
    const first = typed('é漢');
    press('KeyB');
    const second = typed('ñ');
    press('KeyC');
    press('Enter');
    await Promise.all([first, second]);
    expect(await lines('text.txt', 1)).toEqual(['aé漢bñc']);
  });

  it('has no limit of different characters', async () => {
    const text = Array.from({ length: 120 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    await terminal('cat', 'cat > text.txt');
    await typed(`${text}\n`);
    expect(await lines('text.txt', 1)).toEqual([text]);
  });

  it('gives the keyboard map back', async () => {
    const before = await keyboardMap();
    await terminal('cat', 'cat > text.txt');
    await typed('漢字\n');
    expect(await lines('text.txt', 1)).toEqual(['漢字']);
    await input.close();
    const after = await keyboardMap();
    expect(before).toContain('keycode  24 = q Q q Q');
    expect(after).toBe(before);
  });

  it('SEC-C5 ends where it is told to let go', async () => {
    await terminal('cat', 'cat > text.txt');
    const rest = typed(`${String.fromCodePoint(...Array.from({ length: 60 }, (_, n) => 0x4e00 + n))}\n`);
    const after = typed('later\n');
    input.releaseAll();
    await Promise.all([rest, after]);
    await typed('end\n');
    expect(await lines('text.txt', 1)).toEqual(['end']);
  });
});
