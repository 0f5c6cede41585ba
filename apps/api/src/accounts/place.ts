import { createHmac } from 'node:crypto';

/** What is kept of a place: useless without the site's secret. */
export const hashPlace = (address: string, siteSecret: string): Buffer =>
  createHmac('sha256', siteSecret).update('sign-in place\0').update(address).digest().subarray(0, 16);
