export { type Config, ConfigError, type RawEnvironment, readConfig, readEnvironment } from './config';
export { CONFIG, configProvider } from './config.provider';
