import type { agent as source } from '../en/agent';

export const agent: Record<keyof typeof source, string> = {};
