import { pickLanguage } from '@relevo/i18n';
import { claimDesktop } from './desktop/desktop-claim';
import { Agent } from './session/agent';
import { readInvitation } from './session/invitation';
import { machineDesktop } from './session/machine-desktop';
import { translator } from './window/words';

/** The language of the person at this machine. */
const language = pickLanguage(
  [
    process.env['LC_ALL'],
    process.env['LC_MESSAGES'],
    process.env['LANG'],
    Intl.DateTimeFormat().resolvedOptions().locale,
  ].filter((tag): tag is string => Boolean(tag)),
);

/** Exit code: no way into the session. */
const FAILED = 1;
/** Exit code: another agent has this desktop. */
const TAKEN = 3;

const main = async (): Promise<void> => {
  const invitation = readInvitation(process.argv.slice(2));
  if (!invitation) {
    console.error(translator(language)('terminal.usage'));
    process.exitCode = 2;
    return;
  }
  const agent = new Agent({ invitation, language, kit: machineDesktop(), say: (line) => console.log(line) });
  const quit = (code: number) => () => void agent.quit().finally(() => process.exit(code));
  const claim = await claimDesktop({
    server: new URL(invitation.server).host,
    lost: quit(TAKEN),
    gone: () => void agent.desktopGone().finally(() => process.exit(FAILED)),
  });
  if (claim && 'takenBy' in claim) {
    console.error(translator(language)('terminal.taken', { server: claim.takenBy }));
    process.exitCode = TAKEN;
    return;
  }
  // Ctrl+Z too: an agent that rests could neither let go nor be stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP'] as const) process.once(signal, quit(0));
  // Whatever went wrong: keys are let go and the picture stops before the process ends.
  process.once('uncaughtException', (error) => {
    console.error(error);
    quit(1)();
  });
  process.exit((await agent.run()) ? 0 : FAILED);
};

void main();
