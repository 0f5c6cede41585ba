export * from './key';
export * from './key-store';
export * from './thumbprint';
