import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPromptly } from './prompt-reading';

describe('reading promptly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-'));
  let server: Server;
  let asking: Socket;
  let answering: Socket;
  let heard = '';

  beforeEach(async () => {
    server = createServer().listen(join(folder, 'socket'));
    await once(server, 'listening');
    asking = connect(join(folder, 'socket'));
    [answering] = (await once(server, 'connection')) as [Socket];
    if (asking.connecting) await once(asking, 'connect');
    heard = '';
    asking.on('data', (bytes: Buffer) => {
      heard += bytes.toString();
    });
  });

  afterEach(async () => {
    asking.destroy();
    answering.destroy();
    server.close();
    await once(server, 'close');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('hears what has come within the very call', () => {
    answering.write('answer');
    readPromptly(asking, () => heard === '');
    expect(heard).toBe('answer');
  });

  it('leaves to the loop what nobody waits for, and what comes later, each once and in order', async () => {
    answering.write('one ');
    readPromptly(asking, () => false);
    expect(heard).toBe('');
    readPromptly(asking, () => heard === '');
    // Nothing more is there: it has to give up by itself.
    readPromptly(asking, () => true);
    const rest = once(asking, 'data');
    answering.write('two');
    await rest;
    expect(heard).toBe('one two');
  });

  it('tells one piece after the other, also to who asks for the next while it is told one', () => {
    const pieces: string[] = [];
    asking.prependListener('data', (bytes: Buffer) => {
      if (pieces.length === 0) {
        answering.write('two');
        readPromptly(asking, () => pieces.length < 2);
      }
      pieces.push(bytes.toString());
    });
    answering.write('one');
    readPromptly(asking, () => pieces.length < 2);
    expect(pieces).toEqual(['one', 'two']);
  });

  it('reads no more of a socket that was closed by who heard it, whatever has its number by then', () => {
    const file = join(folder, 'other');
    writeFileSync(file, 'of another');
    let opened: number | null = null;
    asking.prependOnceListener('data', () => {
      asking.destroy();
      opened = openSync(file, 'r');
    });
    answering.write('one');
    readPromptly(asking, () => heard !== 'two');
    if (opened !== null) closeSync(opened);
    expect(heard).toBe('one');
  });

  it('tells nobody anything on a socket that has ended or is gone', async () => {
    answering.end();
    readPromptly(asking, () => true);
    expect(heard).toBe('');
    await once(asking, 'close');
    readPromptly(asking, () => true);
    expect(heard).toBe('');
  });
});
