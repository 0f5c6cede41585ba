import { agent } from './agent';
import { common } from './common';
import { console } from './console';
import { customer } from './customer';
import { refusals } from './refusals';

export const es = { common, refusals, console, customer, agent } as const;
