import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** What the framework says of each of its parts at every start: of use only to who looks for a fault in it. */
const FRAMEWORK = [
  'InstanceLoader',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
  'NestFactory',
];

/** The program's logger, with the framework's inventory on level debug. */
@Injectable()
export class QuietLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.includes(String(rest.at(-1)))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}
