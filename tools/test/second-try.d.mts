export interface TestResult {
  readonly file: string;
  readonly level: string;
  readonly titles: readonly string[];
  readonly status: string;
}
export function secondTry(
  results: readonly TestResult[],
  runAlone: (first: TestResult) => Promise<readonly TestResult[]>,
): Promise<{ results: readonly TestResult[]; unsteady: readonly TestResult[] }>;
