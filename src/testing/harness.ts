/*
 * A harness describes one adapter to the suite:
 *
 * - `create` makes the adapter; every call must go through the given `fetch`, every wait and every
 *   look at the time through the given `clock`.
 * - `open` makes a fresh far side (a sandbox, or a small server in memory). The suite stands between
 *   the two: it records what passes and injects faults, so the far side only has to work.
 * - `fixtures`, `errors` and `webhooks` are the provider's own payloads, refusals and deliveries.
 * - `wire` reads recorded bodies, so that cases look at what reached the provider.
 *
 * What does not apply follows from the manifest; `skip` is for what applies and cannot hold.
 */
import type { AnyFields, AnySupportAdapter, Translators } from '../adapter/contract.ts';
import type { Manifest } from '../adapter/manifest.ts';
import type { ImportDraft, RawTypes } from '../adapter/resources.ts';
import type { ErrorCode } from '../errors/index.ts';
import type { SupportEventType } from '../model/event.ts';
import type { TicketDraft } from '../model/ticket.ts';
import type { FetchLike, RecordedRequest } from './recorded-request.ts';
import type { TestClock } from './test-clock.ts';

/** An adapter as the suite sees it: any operation may be missing. */
export type AdapterUnderTest = AnySupportAdapter & {
  readonly translate: Translators<RawTypes, AnyFields>;
};

/** What the suite wants an adapter to be made with. */
export interface AdapterSetup {
  /** Every call must go through it. */
  readonly fetch: FetchLike;
  /** Every look at the time and every wait must go through it. */
  readonly clock: TestClock;
  readonly keepRaw?: boolean;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
}

/**
 * The provider's side: something that answers like the provider and remembers what it is told.
 * A sandbox is best; a small in-memory server over the endpoints that the adapter uses will do.
 */
export interface FarSide {
  readonly fetch: FetchLike;
  /** Native ids of **all** tickets in it, five or more, so that two a page make three pages. */
  readonly ticketIds: readonly string[];
  /** Native id of a customer who can be the requester of a ticket. */
  readonly contactId: string;
  /** Native id of somebody who works there; needed when the adapter has `imports`. */
  readonly agentId?: string;
  /** Messages to customers so far; proves that imports are silent. */
  notifications?(): number;
  close?(): void | Promise<void>;
}

/** A record as the provider sends it, and what is expected of it. */
export interface RecordFixture {
  readonly name: string;
  readonly json: unknown;
  /** Unified fields with the value each must have; the others are not looked at. */
  readonly expect?: Readonly<Record<string, unknown>>;
}

/** A provider's vocabulary that becomes a closed unified one. */
export interface EnumFixture {
  /** The field in the unified ticket. */
  readonly field: 'status' | 'statusDetail' | 'priority' | 'channel.kind';
  /** Every word the provider documents. */
  readonly values: readonly unknown[];
  /** A value the provider might invent next year. */
  readonly unknown: unknown;
  /** A copy of a ticket record that says `value`. */
  set(value: unknown): unknown;
}

/** Records to translate. */
export interface HarnessFixtures {
  readonly tickets: readonly RecordFixture[];
  readonly messages: readonly (RecordFixture & { readonly visibility: 'public' | 'internal' })[];
  readonly contacts?: readonly RecordFixture[];
  readonly organizations?: readonly RecordFixture[];
  readonly enums: readonly EnumFixture[];
  /** Top-level keys of a ticket record without which it cannot be understood. */
  readonly requiredTicketKeys: readonly string[];
  /** The body of a ticket list without tickets. */
  readonly emptyPage: unknown;
}

/** How to look at what reached the provider. Bodies are parsed JSON. */
export interface WireAccessors {
  /** The header that authenticates, and its exact value. */
  readonly credentials: { readonly header: string; readonly value: string };
  /** The ticket's fields in the body of a create or an update. */
  ticketFields(body: unknown): Readonly<Record<string, unknown>>;
  /** Every ticket field that the provider documents for writing. */
  readonly documentedTicketFields: readonly string[];
  /** Who will see the message in a body; `null` when it holds no message. */
  visibility(body: unknown): 'public' | 'internal' | null;
  /** Whether a POST may change something; some providers search by POST. @default every one */
  writes?(request: RecordedRequest): boolean;
  /** The key against double creation, when the request has one. */
  idempotencyKey?(request: RecordedRequest): string | null;
}

/** How the provider refuses. */
export interface HarnessErrors {
  /**
   * The provider's answer with this status, in its own form. `quote` stands where it would quote
   * the caller's values (ignore it when it never does).
   */
  response(status: number, quote: string): Response;
  /** The header with the request's id, when there is one. */
  readonly requestIdHeader: string | null;
  /** Statuses that mean something else here than `errorFromStatus` says. */
  readonly codes?: Readonly<Record<number, ErrorCode>>;
}

/** One delivery of an event. */
export interface DeliveryFixture {
  readonly name: string;
  readonly body: string;
  /** Unsigned headers that the provider adds. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The unified types it means, in order. */
  readonly types: readonly SupportEventType[];
}

/** How the provider delivers events. */
export interface HarnessWebhooks {
  readonly secret: string;
  /** Another valid secret, for rotation. */
  readonly otherSecret: string;
  /** The headers of a signed delivery; see `signTestWebhook`. */
  sign(
    body: string,
    secret: string,
    timestamp: Date,
  ): Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  /** Different events; each must have an id of its own. */
  readonly deliveries: readonly DeliveryFixture[];
  /** An event that no unified name fits. */
  readonly unknown: Omit<DeliveryFixture, 'types'>;
  /** How the same event looks when it is sent again. @default unchanged */
  redeliver?(delivery: DeliveryFixture): Pick<DeliveryFixture, 'body' | 'headers'>;
}

/** A case that an adapter does not pass, and the reason why that is right. */
export interface Skip {
  readonly case: string;
  readonly reason: string;
}

/** Everything the suite must know of an adapter. */
export interface ConformanceHarness {
  readonly provider: string;
  readonly manifest: Manifest;
  create(setup: AdapterSetup): AdapterUnderTest;
  /** A fresh far side; every call is independent of the others. */
  open(): FarSide | Promise<FarSide>;
  /** Ways to make the adapter wrongly; each must throw a `ConfigurationError`. */
  readonly misconfigured: readonly { readonly name: string; make(): unknown }[];
  /** Texts that may never appear in errors, events or the adapter itself. */
  readonly secrets: readonly string[];
  readonly fixtures: HarnessFixtures;
  readonly wire: WireAccessors;
  readonly errors: HarnessErrors;
  /** Left out when the manifest lists no webhook events. */
  readonly webhooks?: HarnessWebhooks;
  /** Makes the provider accept a draft (adds required provider options). @default unchanged */
  adaptDraft?(draft: TicketDraft<AnyFields>): TicketDraft<AnyFields>;
  /** The same for imported tickets. @default unchanged */
  adaptImport?(draft: ImportDraft<AnyFields>): ImportDraft<AnyFields>;
  readonly skip?: readonly Skip[];
}
