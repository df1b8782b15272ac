export {
  FEEDBACK_REPORT_VERSION,
  type FeedbackExample,
  type FeedbackReport,
  type FeedbackTopic,
} from './feedback/types.ts';
export { feedbackReport, type FeedbackReportOptions } from './feedback/feedback-report.ts';
export type { DeskReportHtmlOptions } from './html/context.ts';
export { feedbackReportHtml } from './html/feedback-report-html.ts';
export { operationsReportHtml } from './html/operations-report-html.ts';
export {
  type OperationsInput,
  operationsReport,
  type OperationsOptions,
} from './operations/operations-report.ts';
export {
  feedbackTicketOf,
  type ReportRecord,
  type ReportSource,
  type ReportTicket,
  reportTicketOf,
  type ReportTicketOptions,
  type TriagePrediction,
} from './operations/ticket.ts';
export {
  OPERATIONS_FIGURES,
  OPERATIONS_REPORT_VERSION,
  type BacklogSection,
  type BreakdownName,
  type BreakdownRow,
  type DurationBand,
  type DurationBreakdown,
  type DurationRow,
  type MeasuredFigure,
  type OldTicket,
  type OperationsFigure,
  type OperationsFigureId,
  type OperationsReport,
  type ReportNote,
  type ReportRemark,
  type SatisfactionSection,
  type SlaRow,
  type SlaSection,
  type TargetRow,
  type TrendRow,
  type VolumeSection,
} from './operations/types.ts';
export type {
  HealthRow,
  HealthSection,
  LeftOut,
  ReportCustomer,
  TriageSection,
} from './operations/quality-types.ts';
export { daysBetween, lastDays, type ReportPeriod } from './period.ts';
