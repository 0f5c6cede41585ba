import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { Config } from '../config';
import { errorLine, REDACTED } from './lines';

/** Structured logs, one JSON object per line; lines that belong to a request carry its id. */
export const logsModule = (config: Config, destination?: DestinationStream): DynamicModule =>
  LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      ...(destination && { stream: destination }),
      // Requests are logged by `logRequests`, which also sees those that reach no handler.
      autoLogging: false,
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      serializers: { err: errorLine },
      wrapSerializers: false,
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
  });
