export * from './device';
export * from './input';
export * from './keys';
export * from './log/sha256';
export * from './new-id';
export * from './peer';
export * from './rest';
export * from './sync';
