export * from './fold';
export * from './store';
export * from './types';
export * from './wire';
