export { inspectDelivery } from './inspect-delivery.ts';
export {
  type DeliveryRecord,
  readRecordedDelivery,
  type RecordedDelivery,
  recordDelivery,
  type RecordOptions,
} from './record.ts';
export {
  DELIVERY_CAUSES,
  type DeliveryCause,
  type DeliveryDiagnosis,
  type DeliveryFacts,
  type DeliveryFinding,
  type DeliverySuspect,
  type InspectOptions,
} from './types.ts';
