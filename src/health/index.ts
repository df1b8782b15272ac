export { activeCustomers } from './active-customers.ts';
export { calculateHealthScore } from './calculate-health-score.ts';
export {
  type BacktestCustomer,
  backtestHealth,
  type HealthBacktest,
} from './backtest-health.ts';
export {
  ALERT_COOLDOWN_DAYS,
  ALERT_MINIMUM_MRR,
  ALERT_SIGNAL_BELOW,
  HEALTH_PRESETS,
  RENEWAL_ALERT_DAYS,
  SHARP_FALL,
} from './defaults.ts';
export { explainHealth, type HealthExplanation, type HealthImprovement } from './explain-health.ts';
export { healthAlert } from './health-alert.ts';
export {
  HEALTH_ALERT_KINDS,
  type HealthAlertKind,
  healthAlerts,
  type HealthAlertsOptions,
  type HealthAlertsReport,
  type HealthAlertSubject,
  type HealthNotice,
  type RaisedHealthAlert,
} from './health-alerts.ts';
export {
  type HealthHistoryEntry,
  healthHistoryEntry,
  steadyHealthStatus,
  type SteadyStatusOptions,
} from './health-history.ts';
export {
  CUSTOMER_STAGES,
  type CustomerStage,
  customerStage,
  type HealthSegment,
  healthSegmentOf,
  type SegmentCustomer,
} from './health-segment.ts';
export {
  HEALTH_TREND_LABELS,
  type HealthTrend,
  healthTrend,
  type HealthTrendLabel,
} from './health-trend.ts';
export {
  type CustomHealthSignal,
  HEALTH_REASON_CODES,
  HEALTH_SIGNALS,
  HEALTH_STATUSES,
  type HealthAlert,
  type HealthAlertCustomer,
  type HealthFreshness,
  type HealthInput,
  type HealthModel,
  type HealthOptions,
  type HealthReason,
  type HealthReasonCode,
  type HealthScore,
  type HealthSignal,
  type HealthSignalName,
  type HealthSignalResult,
  type HealthStatus,
  type HealthThresholds,
  type HealthWeights,
} from './types.ts';
