import { createHmac, randomInt } from 'node:crypto';

/** Nine random digits that can be read out. */
export const newCode = (): string => String(randomInt(0, 1_000_000_000)).padStart(9, '0');

/** What is kept of nine digits: a plain hash of them could be looked up, so the site's secret goes in. */
export const hashCode = (purpose: 'invite' | 'device', code: string, siteSecret: string): Buffer =>
  createHmac('sha256', siteSecret).update(`${purpose} code\0${code}`).digest();

/** What is kept of the words by which a device came in: there may be nine digits in them. */
export const hashTranscript = (transcript: string, siteSecret: string): Buffer =>
  createHmac('sha256', siteSecret).update(`entrance\0${transcript}`).digest();
