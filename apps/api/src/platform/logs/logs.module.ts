import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { Config } from '../config';
import { errorLine, REDACTED, requestLine, responseLine } from './serializers';

/** Structured logs, one JSON object per line, with the id of the request. */
export const logsModule = (config: Config, destination?: DestinationStream): DynamicModule =>
  LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      ...(destination && { stream: destination }),
      genReqId: (_request, response) => {
        const id = randomUUID();
        response.setHeader('x-request-id', id);
        return id;
      },
      serializers: { req: requestLine, res: responseLine, err: errorLine },
      wrapSerializers: false,
      redact: { paths: REDACTED, censor: '[redacted]' },
      autoLogging: { ignore: (request) => /^\/(metrics|api\/v1\/health)\b/.test(request.url ?? '') },
      customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
    },
  });
