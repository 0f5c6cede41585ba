export * from './check-verdict';
export * from './connection-check';
