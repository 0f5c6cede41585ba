import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { Config } from '../config';
import { errorLine, REDACTED } from './lines';

/**
 * Structured logs, one JSON object per line. Nothing follows a request through the program by itself: that would make
 * every promise of every message dearer. Lines about a request name its id.
 */
export const logsModule = (config: Config, destination?: DestinationStream): DynamicModule =>
  LoggerModule.forRoot({
    forRoutes: [],
    pinoHttp: {
      level: config.logLevel,
      ...(destination && { stream: destination }),
      // Requests are logged by `logRequests`, which also sees those that reach no handler.
      autoLogging: false,
      serializers: { err: errorLine },
      wrapSerializers: false,
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
  });
