import type { common as source } from '../en/common';

export const common: Record<keyof typeof source, string> = {};
