import type { VerifyOptions, WebhookParser } from '../../adapter/contract.ts';
import type { WebhookRejection } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';

/** Why a delivery is not believed, or believed but not read. */
export const DELIVERY_CAUSES = [
  'secret_missing',
  'wrong_secret',
  'test_secret',
  'body_reserialized',
  'body_changed',
  'double_encoded_body',
  'body_already_parsed',
  'body_too_large',
  'empty_body',
  'missing_header',
  'malformed_header',
  'redacted_header',
  'clock_skew',
  'wrong_provider',
  'wrong_account',
  'malformed_json',
  'unexpected_body',
  'check_failed',
] as const;
export type DeliveryCause = (typeof DELIVERY_CAUSES)[number];

/** One thing that is wrong with a delivery. Holds no secret and no text of the body. */
export interface DeliveryFinding {
  readonly cause: DeliveryCause;
  /**
   * `certain`: proven, by a change with which the delivery verifies, or by the delivery itself.
   * `likely`: the usual explanation of what was seen. `possible`: cannot be ruled out.
   */
  readonly certainty: 'certain' | 'likely' | 'possible';
  /** What was seen, in one or two sentences. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Somebody else who may have sent or signed a delivery. */
export interface DeliverySuspect {
  /** Who, as it reads in a sentence: `Intercom`. */
  readonly name: string;
  readonly parser: Pick<WebhookParser, 'verify'>;
  /** A secret that everybody knows, where one may have been used to sign. @default the given secret */
  readonly publicSecret?: string | undefined;
}

/** What an inspection needs. */
export interface InspectOptions extends VerifyOptions {
  /** As the receiver's. @default 1048576 (1 MiB) */
  readonly maxBodyBytes?: number;
  /** Who else to think of. @default nobody */
  readonly suspects?: readonly DeliverySuspect[];
}

/** What a delivery consists of, as far as it may be shown. */
export interface DeliveryFacts {
  /** `null` when the body is neither text nor bytes. */
  readonly bodyBytes: number | null;
  /** Hex; `null` where the runtime cannot hash or there is no body. */
  readonly bodySha256: string | null;
  /** In lower case, sorted; `null` when the headers cannot be listed. */
  readonly headerNames: readonly string[] | null;
}

/** What an inspection found out. */
export interface DeliveryDiagnosis<Raw = unknown> {
  /** A receiver believes the delivery: `parser.verify` passes, and nothing else refuses it. */
  readonly verified: boolean;
  /** Why it is refused; `null` when it is believed. */
  readonly reason: WebhookRejection | null;
  /** What is wrong, the most certain first. Empty when all is well. */
  readonly findings: readonly DeliveryFinding[];
  /** What a believed delivery means; empty when it cannot be read. */
  readonly events: readonly SupportEvent<Raw>[];
  /** What the proof covers; `null` when there is none. */
  readonly proves: { readonly body: boolean; readonly time: boolean } | null;
  readonly delivery: DeliveryFacts;
}
