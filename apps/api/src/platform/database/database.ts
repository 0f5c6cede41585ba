import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { within } from '../within';

/** Health that takes longer is none, ms. */
const PATIENCE_MS = 4000;

/** The database outside a transaction: what services hand to their queries. */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.source.manager;
  }

  /** The connections themselves, for statements that go past TypeORM. */
  get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  /** Whether it answers now: within some seconds, for whoever asks about our health does not wait for ever. */
  answers(): Promise<boolean> {
    return within(
      PATIENCE_MS,
      this.source.query('SELECT 1').then(() => true),
      false,
    );
  }
}
