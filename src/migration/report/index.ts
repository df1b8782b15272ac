export { migrationReportHtml, type MigrationReportOptions } from './migration-report-html.ts';
export {
  type DeskRequests,
  type DifferingItem,
  type FailureGroup,
  type FieldCoverage,
  type LossGroup,
  MIGRATION_REPORT_VERSION,
  type MigrationReport,
  type PeopleByRole,
  type PeopleReport,
  type PersonConflict,
  type ReportItem,
  type Sample,
  type SkipGroup,
  type ThroughputMinute,
} from './types.ts';
export {
  type MigrationTotals,
  migrationTotals,
  type MigrationVerdict,
  migrationVerdict,
  runStatus,
  type RunStatus,
  type Totals,
} from './verdict.ts';
