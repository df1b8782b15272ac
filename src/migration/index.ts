export { createMigration } from './create-migration.ts';
export { migrationReportHtml, type MigrationReport } from './report/index.ts';
export * from './ledger/index.ts';
export type {
  FieldTarget,
  Finding,
  Migration,
  MigrationMapping,
  MigrationOptions,
  MigrationPlan,
  MigrationScope,
  MigrationStatus,
  PeopleMapping,
  PhaseOptions,
  PreflightResult,
  Progress,
  StatusTarget,
  UnmappedValue,
} from './types.ts';
