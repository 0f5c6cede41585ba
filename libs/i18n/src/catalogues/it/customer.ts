import type { customer as source } from '../en/customer';

export const customer: Record<keyof typeof source, string> = {};
