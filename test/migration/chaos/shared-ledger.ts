import { createPostgresLedger } from 'polydesk/migration';
import { findPostgres, POSTGRES_URL } from '../../support/services.ts';
import type { ChaosPlan } from './run-chaos.ts';

/** A PostgreSQL ledger for several processes; `null` where there is no PostgreSQL. */
export async function openSharedLedger(): Promise<{
  readonly ledger: NonNullable<ChaosPlan['ledger']>;
  close(): Promise<void>;
} | null> {
  const postgres = await findPostgres();
  if (postgres === null) return null;
  const { pool, schema, close } = postgres;
  return {
    ledger: {
      config: { kind: 'postgres', url: POSTGRES_URL, schema },
      open: () => createPostgresLedger({ client: pool, schema }),
    },
    close,
  };
}
