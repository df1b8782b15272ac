export { aContact, aMessage, aTicket, aTicketDraft } from './builders.ts';
export { CONFORMANCE_FAMILIES, type ConformanceFamily } from './case.ts';
export { adapterConformance, type ConformanceCase } from './conformance.ts';
export { ConformanceError } from './assert.ts';
export type {
  AdapterSetup,
  AdapterUnderTest,
  ConformanceHarness,
  DeliveryFixture,
  EnumFixture,
  FarSide,
  HarnessErrors,
  HarnessFixtures,
  HarnessWebhooks,
  RecordFixture,
  Skip,
  WireAccessors,
} from './harness.ts';
export type { FetchLike, RecordedRequest } from './recorded-request.ts';
export {
  type SignWebhookOptions,
  signTestWebhook,
  WEBHOOK_SCHEMES,
  type WebhookScheme,
} from './sign-webhook.ts';
export {
  createStubFetch,
  type StubAnswer,
  type StubFetch,
  type StubResponse,
  type StubRoute,
} from './stub-fetch.ts';
export { type ControlledClock, createTestClock, type TestClock } from './test-clock.ts';
