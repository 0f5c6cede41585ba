export function codeFaults(file: string, text: string): string[];
