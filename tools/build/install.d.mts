export function isInstalled(): boolean;
export function checkNode(version?: string): void;
export function ensureInstalled(say: (line: string) => void): Promise<void>;
