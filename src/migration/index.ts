export { createMigration } from './create-migration.ts';
export { migrationReportHtml, type MigrationReport } from './report/index.ts';
export { exportLedger, type LedgerFormat } from './ledger/export-ledger.ts';
export { createFileLedger, type FileLedgerOptions } from './ledger/file-ledger.ts';
export { createMemoryLedger } from './ledger/memory-ledger.ts';
export { createPostgresLedger, type PostgresLedgerOptions } from './ledger/postgres-ledger.ts';
export type { PgClient, PgPool, PgResult } from '../storage/postgres.ts';
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
} from './ledger/types.ts';
export type {
  FieldTarget,
  Finding,
  Migration,
  MigrationMapping,
  MigrationOptions,
  MigrationPlan,
  MigrationScope,
  MigrationStatus,
  OversizeValues,
  PeopleMapping,
  PhaseOptions,
  PreflightResult,
  Progress,
  ReportOptions,
  StatusTarget,
  UnmappedValue,
} from './types.ts';
