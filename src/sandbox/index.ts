export {
  createFreshdeskSandbox,
  type FreshdeskCredentials,
  type FreshdeskSandbox,
  type FreshdeskSandboxOptions,
  type FreshdeskSeeder,
} from '../../adapters/freshdesk/sandbox/index.ts';
export {
  createIntercomSandbox,
  type IntercomCredentials,
  type IntercomSandbox,
  type IntercomSandboxOptions,
  type IntercomSeeder,
} from '../../adapters/intercom/sandbox/index.ts';
export {
  createZendeskSandbox,
  type ZendeskCredentials,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
  type ZendeskSeeder,
} from '../../adapters/zendesk/sandbox/index.ts';
export { type ClockOptions, createClock, type SandboxClock } from './kit/clock.ts';
export type { Outcome, Sandbox, Snapshot } from './kit/engine.ts';
export type { Fault, FaultInjector, FaultRule } from './kit/faults.ts';
export { type MswHttp, toMswHandlers } from './kit/msw.ts';
export type { CallCounts, LoggedRequest } from './kit/request-log.ts';
export { type ServedSandbox, type ServeOptions, serve } from './kit/serve.ts';
export type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookMessage,
  WebhookQueue,
  WebhookSend,
} from './kit/webhook-queue.ts';
