export * from './use-audience';
export * from './use-follow';
export * from './words';
