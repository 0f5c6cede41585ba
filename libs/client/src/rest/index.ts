export * from './client';
export * from './entering';
export * from './failure';
