export * from './console-links';
export * from './device-links';
export * from './fingerprints';
export * from './peer-link';
export * from './safety-memory';
export * from './socket-signals';
export * from './types';
