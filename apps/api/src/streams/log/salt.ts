import { randomFillSync } from 'node:crypto';

const BYTES = 16;
/** Asking the system costs the same for one salt as for many. */
const store = Buffer.alloc(BYTES * 256);
let next = store.length;

/** 16 random bytes, lower-case hex. */
export const newSalt = (): string => {
  if (next === store.length) {
    randomFillSync(store);
    next = 0;
  }
  const salt = store.toString('hex', next, next + BYTES);
  next += BYTES;
  return salt;
};
