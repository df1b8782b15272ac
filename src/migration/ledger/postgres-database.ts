import type { PgClient, PgResult } from '../../storage/postgres.ts';
import type { LedgerPgStatements } from './postgres-statements.ts';

/** What the methods of a ledger in PostgreSQL share. */
export interface LedgerDatabase {
  readonly sql: LedgerPgStatements;
  ask(text: string, values?: unknown[]): Promise<PgResult>;
  /** Runs work in a transaction, again when another one was in its way. */
  change<T>(work: (client: PgClient) => Promise<T>): Promise<T>;
}
