export function alone<Result>(
  file: string,
  say: (line: string) => void,
  work: () => Promise<Result>,
): Promise<Result>;
