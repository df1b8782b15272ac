export {
  createDeliveryEngine,
  type DeliveryEngine,
  type EngineOptions,
} from './create-delivery-engine.ts';
export type { EngineDesk } from './open-delivery.ts';
