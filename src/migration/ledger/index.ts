export { exportLedger, type LedgerFormat } from './export-ledger.ts';
export { createFileLedger, type FileLedgerOptions } from './file-ledger.ts';
export { createMemoryLedger } from './memory-ledger.ts';
export { createPostgresLedger, type PostgresLedgerOptions } from './postgres-ledger.ts';
export type { PgClient, PgPool, PgResult } from '../../storage/postgres.ts';
export {
  type Advance,
  type Claim,
  type Difference,
  ITEM_KINDS,
  ITEM_STATES,
  type ItemError,
  type ItemKind,
  type ItemQuery,
  type ItemState,
  type Ledger,
  type LedgerCounts,
  type LedgerItem,
  type LedgerRun,
  type LedgerSubject,
  type Loss,
  type Phase,
  type PlannedItem,
} from './types.ts';
