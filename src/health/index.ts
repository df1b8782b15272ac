export { activeCustomers } from './active-customers.ts';
export { calculateHealthScore } from './calculate-health-score.ts';
export { ALERT_MINIMUM_MRR, ALERT_SIGNAL_BELOW, HEALTH_PRESETS } from './defaults.ts';
export { healthAlert } from './health-alert.ts';
export {
  HEALTH_REASON_CODES,
  HEALTH_SIGNALS,
  HEALTH_STATUSES,
  type HealthAlert,
  type HealthAlertCustomer,
  type HealthInput,
  type HealthModel,
  type HealthOptions,
  type HealthReason,
  type HealthReasonCode,
  type HealthScore,
  type HealthSignal,
  type HealthSignalResult,
  type HealthStatus,
  type HealthThresholds,
  type HealthWeights,
} from './types.ts';
