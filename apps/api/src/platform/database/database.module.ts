import { Global, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../config';
import { Database } from './database';
import { Notifications } from './notifications';
import { STATEMENT_MS, socketThatEndsInSilence } from './silent-line';
import { Transactions } from './transactions';

const log = new Logger('Database');

/** The pool, transactions and notifications. Entities come from the features: `TypeOrmModule.forFeature([…])`. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        type: 'postgres' as const,
        url: config.databaseUrl,
        applicationName: 'relevo',
        autoLoadEntities: true,
        synchronize: false,
        logging: false,
        retryAttempts: 30,
        retryDelay: 500,
        // Without a handler an idle connection that PostgreSQL closes would end the process.
        poolErrorHandler: (error: Error) => log.warn(`A connection was lost: ${error.message}`),
        extra: {
          max: config.databasePool,
          connectionTimeoutMillis: 5000,
          statement_timeout: STATEMENT_MS,
          stream: () => socketThatEndsInSilence(),
          idle_in_transaction_session_timeout: 30_000,
          keepAlive: true,
        },
      }),
    }),
  ],
  providers: [Database, Transactions, Notifications],
  exports: [TypeOrmModule, Database, Transactions, Notifications],
})
export class DatabaseModule {}
