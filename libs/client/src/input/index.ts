export * from './bind';
export * from './input-sender';
export * from './keyboard';
export * from './screen-map';
export * from './wheel';
