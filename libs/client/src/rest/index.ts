export * from './client';
export * from './failure';
