import { join } from 'node:path';
import type { RawEnvironment } from '../../apps/api/src/platform/config/config';
import { ApiProcess } from './api-process';
import { Output } from './output';
import type { SupervisorOptions } from './supervisor';

/** The server's process, which loads its modules and waits to be told; and where its log goes. */
export interface EarlyServer {
  readonly process: ApiProcess;
  readonly output: Output;
  /** Null when the log goes to our own output. */
  readonly logFile: string | null;
}

/** The environment without the way in as the owner of the tables, which the server must not have. */
export const withoutOwner = ({ DATABASE_OWNER_URL: _, ...env }: RawEnvironment): RawEnvironment => env;

/** Starts the server's process before all else: what it has to load is most of a start. */
export const startEarly = ({
  env,
  root,
  dataFolder,
  terminal,
  say,
}: Omit<SupervisorOptions, 'lan'>): EarlyServer => {
  const logFile = terminal ? join(dataFolder, 'logs', 'server.log') : null;
  const output = new Output(logFile);
  const whole = { ...withoutOwner(env), NODE_ENV: env.NODE_ENV ?? 'production' };
  return {
    process: new ApiProcess({ dist: join(root, 'dist'), env: whole, output: output.write, say }),
    output,
    logFile,
  };
};
