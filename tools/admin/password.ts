import { createInterface } from 'node:readline';

/** One line of standard input; null when it ended first. */
async function firstLine(): Promise<string | null> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return null;
}

/** Asks on the terminal, showing nothing of what is typed. */
function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (result: () => void): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', hear);
      stderr.write('\n');
      result();
    };
    const hear = (text: string): void => {
      for (const character of text) {
        if (character === '\r' || character === '\n') return finish(() => resolve(typed));
        if (character === '\u0003' || character === '\u0004')
          return finish(() => reject(new Error('Cancelled.')));
        if (character === '\u007f' || character === '\b') typed = Array.from(typed).slice(0, -1).join('');
        else typed += character;
      }
    };
    stdin.on('data', hear);
  });
}

/**
 * A new password: typed twice on a terminal, otherwise the first line of standard input. Never an argument: those can
 * be seen in the list of processes and stay in the shell's history.
 */
export async function readNewPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    const line = await firstLine();
    if (!line) throw new Error('The password is expected on standard input.');
    return line;
  }
  const first = await ask('Password (15 characters or more): ');
  if (first !== (await ask('The same again: '))) throw new Error('The two were not the same.');
  return first;
}
