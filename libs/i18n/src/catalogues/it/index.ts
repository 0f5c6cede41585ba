import { accounts } from './accounts';
import { agent } from './agent';
import { chat } from './chat';
import { check } from './check';
import { common } from './common';
import { console } from './console';
import { customer } from './customer';
import { desk } from './desk';
import { experts } from './experts';
import { history } from './history';
import { look } from './look';
import { mail } from './mail';
import { notes } from './notes';
import { personalData } from './personal-data';
import { queue } from './queue';
import { receipt } from './receipt';
import { refusals } from './refusals';
import { reports } from './reports';
import { sending } from './sending';
import { starts } from './starts';
import { teams } from './teams';
import { webhooks } from './webhooks';

export const it = {
  common,
  refusals,
  accounts,
  chat,
  check,
  console,
  customer,
  desk,
  agent,
  notes,
  queue,
  personalData,
  receipt,
  sending,
  starts,
  look,
  experts,
  history,
  reports,
  teams,
  webhooks,
  mail,
} as const;
