/** So many files may fail by chance; more say that something is broken. */
const MOST = 8;

export const isFailed = ({ status }) => status !== 'passed';

/**
 * Runs files with a failure once more, one at a time: programs, browsers and desktops that share too few cores now and
 * then miss what a test waits for. A test that fails twice has failed.
 * @param runAlone runs one file (by a result of it) and resolves to its results
 * @returns the results that count, and the failures of files that passed at the second try
 */
export async function secondTry(results, runAlone) {
  const firsts = new Map(results.filter(isFailed).map((result) => [result.file, result]));
  if (firsts.size > MOST) return { results, unsteady: [] };
  let counted = results;
  const unsteady = [];
  for (const [file, first] of firsts) {
    const again = await runAlone(first);
    if (!again.some(isFailed)) unsteady.push(...results.filter((one) => one.file === file && isFailed(one)));
    counted = [...counted.filter((one) => one.file !== file), ...again];
  }
  return { results: counted, unsteady };
}
