export function secretFaults(file: string, text: string): string[];
