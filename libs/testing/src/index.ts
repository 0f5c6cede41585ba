export * from './builders';
export * from './database';
