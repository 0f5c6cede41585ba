export {
  type Config,
  ConfigError,
  publicUrlOf,
  type RawEnvironment,
  readConfig,
  readEnvironment,
  tlsFilesOf,
} from './config';
export { CONFIG, configProvider } from './config.provider';
