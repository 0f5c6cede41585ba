/** Exit code of a program that could not do its work. */
const FAILED = 2;

/** Runs a program to its end: its exit code, or 2 and the sentence of what went wrong. */
export const exitWith = (main: () => Promise<number>): void => {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = FAILED;
    },
  );
};
