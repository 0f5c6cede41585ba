export function wordFaults(file: string, source: string): string[];
