import { Module } from '@nestjs/common';
import { StreamsModule } from '../streams/streams.module';
import { IceServersController } from './ice-servers.controller';

/** What peers need to find each other; the messages between them go through the socket of the streams. */
@Module({ imports: [StreamsModule], controllers: [IceServersController] })
export class SignallingModule {}
