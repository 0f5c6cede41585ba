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

/** What waits for a database that is away tries again, and fails the start in the end. */
const PATIENT = 'TypeOrmModule';

/** The program's logger: the framework's inventory on level debug, and what is tried again as a warning. */
@Injectable()
export class QuietLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.includes(String(rest.at(-1)))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === PATIENT) super.warn(message, rest.at(-1));
    else super.error(message, ...rest);
  }
}
