export * from './code';
export * from './exchange';
export * from './standing';
