export * from './builders';
export * from './consent-scene';
export * from './database';
export * from './until';
export * from './x-desktop';
