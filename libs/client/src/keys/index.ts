export { bytesToBase64url } from './encoding';
export * from './key';
export * from './key-store';
export * from './thumbprint';
