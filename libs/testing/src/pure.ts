/** What tests of pure rules need: nothing here loads a driver, a socket or a desktop. */
export * from './builders';
export * from './consent-scene';
export * from './runs';
export * from './seeded';
