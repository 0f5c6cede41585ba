/** An orderly end that takes longer is cut off, ms. */
const FORCE_MS = 25_000;

/** What a server that was asked to end needs to have. */
interface Closing {
  close(): Promise<void>;
}

/**
 * Ends in order when the system asks: SIGTERM or SIGINT. A second request, or 25 s, force the exit (SEC-R3).
 * @param exit ends this process with a code
 */
export const endWhenAsked = (app: Closing, exit = (code: number): void => process.exit(code)): void => {
  let asked = false;
  const end = (): void => {
    if (asked) return exit(1);
    asked = true;
    setTimeout(() => exit(1), FORCE_MS).unref();
    app.close().then(
      () => exit(0),
      (fault: unknown) => {
        console.error(fault);
        exit(1);
      },
    );
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, end);
};
