import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(__dirname, '..');

const sources = (folder = SOURCE): { file: string; text: string }[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('model-world.ts'))
    .map((path) => ({ file: path.slice(SOURCE.length + 1), text: readFileSync(path, 'utf8') }));

const filesWith = (pattern: RegExp): string[] =>
  sources()
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();

describe('who can answer for the customer', () => {
  it('SEC-C7 only the window: the desk answers for the face, the face for what was pressed, and nobody else calls them', () => {
    expect(filesWith(/\banswerPrompt\(/)).toEqual(['consent/consent-desk.ts']);
    expect(filesWith(/\bdesk\.answer\(/)).toEqual(['session/face.ts']);
    expect(filesWith(/\bface\.answer\(/)).toEqual(['session/agent.ts']);
    expect(filesWith(/\bevents\.answer\(/)).toEqual(['window/dialog-window.ts', 'window/slint-window.ts']);
  });

  it('SEC-C7 the environment says where the desktop is and which language to speak, and nothing else', () => {
    const read = sources().flatMap(({ text }) =>
      [...text.matchAll(/(?:process\.env|\benv)(?:\.|\[')([A-Z_]+)/g)].map(([, name]) => name),
    );
    expect(new Set(read)).toEqual(
      new Set([
        'DISPLAY',
        'LANG',
        'LC_ALL',
        'LC_MESSAGES',
        'SLINT_BACKEND',
        'WAYLAND_DISPLAY',
        'XDG_SESSION_ID',
      ]),
    );
  });
});
