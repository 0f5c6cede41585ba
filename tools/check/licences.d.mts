export function licencesOf(lock: object): [string, string[]][];
export function licenceFaults(lock: object): string[];
