export type {
  HeadersLike,
  VerifyOptions,
  WebhookDelivery,
  WebhookParser,
} from '../adapter/contract.ts';
export type {
  WebhookSetup,
  WebhookTemplate,
  WebhookTraits,
  WebhookWish,
} from '../adapter/contract.ts';
export {
  WEBHOOK_REJECTIONS,
  type WebhookRejection,
  WebhookFailedError,
  WebhookVerificationError,
} from '../errors/classes.ts';
export { createWebhookReceiver } from './create-webhook-receiver.ts';
export { createHmacSigner, type HmacOptions, type HmacPart, type HmacSigner } from './hmac.ts';
export { type ReceiveOptions, receiveWebhook } from './receive.ts';
export { bodyText, headerOf, isLargerThan, rawBodyOf } from './request.ts';
export { timingSafeEqual } from './timing-safe.ts';
export type {
  DeadLetters,
  DeliveryOptions,
  DeliveryResult,
  EventName,
  EventNamed,
  IncomingDelivery,
  SecretSource,
  TakeOptions,
  TicketCompleter,
  WebhookAnswer,
  WebhookContext,
  WebhookEndpoint,
  WebhookHandler,
  WebhookQueue,
  WebhookReceiver,
  WebhookReceiverOptions,
  WebhookReport,
  WebhookTask,
} from './types.ts';
export type {
  Admission,
  Claim,
  Completion,
  DeadLetter,
  EntryState,
  EventEntry,
  FailureNote,
  RetentionOptions,
  StoreCounts,
  StoredDelivery,
  WebhookStore,
} from './store/types.ts';
export {
  DELIVERY_CAUSES,
  type DeliveryCause,
  type DeliveryDiagnosis,
  type DeliveryFacts,
  type DeliveryFinding,
  type DeliveryRecord,
  type DeliverySuspect,
  inspectDelivery,
  type InspectOptions,
  readRecordedDelivery,
  type RecordedDelivery,
  recordDelivery,
  type RecordOptions,
} from './inspect/index.ts';
export {
  type FastifyHandler,
  type FastifyInstanceLike,
  type FastifyPlugin,
  type FastifyReplyLike,
  type FastifyRequestLike,
  type FetchHandler,
  type NodeHandler,
  type NodeRequestLike,
  type NodeResponseLike,
  type NodeStream,
  toExpressHandler,
  toFastifyHandler,
  toFastifyPlugin,
  toFetchHandler,
  toNodeHandler,
  type WebhookHandlerOptions,
} from './http/index.ts';
export { createMemoryStore, type MemoryStoreOptions } from './store/memory-store.ts';
export { createFileStore, type FileStoreOptions } from './store/file-store.ts';
export type { SqlTransaction } from './store/sqlite-store.ts';
export { createPostgresStore, type PostgresStoreOptions } from './store/postgres-store.ts';
export type { PgClient, PgPool, PgResult } from '../storage/postgres.ts';
export {
  createTicketCompleter,
  type TicketCompleterOptions,
} from './complete/create-ticket-completer.ts';
