export function lockFileFaults(manifest: object, lock: object): string[];
