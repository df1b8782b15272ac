import { type Manifest, type OperationName, supports } from '../adapter/manifest.ts';
import type { AnyFields } from '../adapter/contract.ts';
import type { TicketDraft } from '../model/ticket.ts';
import { aTicketDraft } from './builders.ts';
import type { AdapterSetup, AdapterUnderTest, ConformanceHarness, FarSide } from './harness.ts';
import { createObservedFetch, type Interceptor } from './observed-fetch.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { type ControlledClock, createTestClock } from './test-clock.ts';

/** The nine groups of cases. */
export const CONFORMANCE_FAMILIES = [
  'contract',
  'toUnified',
  'fromUnified',
  'transport',
  'errors',
  'pagination',
  'webhooks',
  'privacy',
  'imports',
] as const;
export type ConformanceFamily = (typeof CONFORMANCE_FAMILIES)[number];

/** An adapter, its far side, and everything that went between them. */
export interface Session {
  readonly adapter: AdapterUnderTest;
  readonly farSide: FarSide;
  readonly clock: ControlledClock;
  readonly requests: readonly RecordedRequest[];
  intercept(interceptor: Interceptor): void;
  /** Native id of a ticket that is there. */
  readonly ticketId: string;
}

/** What a case works with. */
export interface CaseContext {
  readonly harness: ConformanceHarness;
  readonly manifest: Manifest;
  open(setup?: Partial<Omit<AdapterSetup, 'fetch' | 'clock'>>): Promise<Session>;
  draft(overrides?: Partial<TicketDraft<AnyFields>>): TicketDraft<AnyFields>;
}

/** A case before it meets an adapter. */
export interface CaseDefinition {
  readonly title: string;
  /** Operations without which the case has no meaning. */
  readonly needs?: readonly OperationName[];
  /** What else the manifest must say. */
  readonly when?: (manifest: Manifest) => boolean;
  readonly run: (context: CaseContext) => void | Promise<void>;
}

/** Whether a manifest makes a case meaningful. */
export function applies(definition: CaseDefinition, manifest: Manifest): boolean {
  const { needs = [], when = () => true } = definition;
  return needs.every((operation) => supports(manifest, operation)) && when(manifest);
}

/** The moment at which every case starts. */
export const SUITE_NOW = new Date('2026-03-02T10:00:00Z');

/** Runs a case and closes every far side that it opened. */
export async function runCase(
  definition: CaseDefinition,
  harness: ConformanceHarness,
): Promise<void> {
  const opened: Session[] = [];
  try {
    await definition.run({
      harness,
      manifest: harness.manifest,
      async open(setup) {
        const session = await openSession(harness, setup);
        opened.push(session);
        return session;
      },
      draft: (overrides) => (harness.adaptDraft ?? ((draft) => draft))(aTicketDraft(overrides)),
    });
  } finally {
    for (const { adapter, farSide } of opened) {
      await adapter.close?.();
      await farSide.close?.();
    }
  }
}

async function openSession(
  harness: ConformanceHarness,
  setup: Partial<AdapterSetup> = {},
): Promise<Session> {
  const farSide = await harness.open();
  const { fetch, requests, intercept } = createObservedFetch(farSide.fetch);
  const clock = createTestClock(SUITE_NOW);
  const adapter = harness.create({ ...setup, fetch, clock });
  const [ticketId] = farSide.ticketIds;
  if (ticketId === undefined) throw new TypeError('The harness opened a far side without tickets.');
  return { adapter, farSide, clock, requests, intercept, ticketId };
}
