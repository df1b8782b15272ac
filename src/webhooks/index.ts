export type {
  HeadersLike,
  VerifyOptions,
  WebhookDelivery,
  WebhookParser,
} from '../adapter/contract.ts';
export {
  WEBHOOK_REJECTIONS,
  type WebhookRejection,
  WebhookVerificationError,
} from '../errors/classes.ts';
export { createHmacSigner, type HmacOptions, type HmacPart, type HmacSigner } from './hmac.ts';
export { type ReceiveOptions, receiveWebhook } from './receive.ts';
export { bodyText, headerOf, isLargerThan, rawBodyOf } from './request.ts';
export { timingSafeEqual } from './timing-safe.ts';
