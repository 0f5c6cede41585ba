export * from './builders';
export * from './consent-scene';
export * from './database';
export * from './fake-log-server';
export * from './seeded';
export * from './troubled-line';
export * from './until';
export * from './x-desktop';
