export * from './keys';
export * from './log/sha256';
export * from './peer';
export * from './rest';
export * from './sync';
