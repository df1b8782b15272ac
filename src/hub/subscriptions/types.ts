import type { AnySupportAdapter, WebhookTemplate, WebhookWish } from '../../adapter/contract.ts';
import type { SupportEventType } from '../../model/event.ts';

/** Which deliveries one desk should make. */
export interface SubscriptionWish {
  readonly desk: AnySupportAdapter;
  readonly wish: WebhookWish;
}

/** Something to do, or to know, so that a wish comes true. */
export type SubscriptionStep =
  /** No registration has the URL; one is made. */
  | {
      readonly action: 'create';
      readonly name: string;
      /** The provider's names of the events. */
      readonly events: readonly string[];
    }
  /** A registration has the URL, and other events or another name. */
  | {
      readonly action: 'update';
      readonly id: string;
      readonly adds: readonly string[];
      readonly removes: readonly string[];
      /** `null` when the name stays as it is. */
      readonly renamedTo: string | null;
    }
  /** A registration is switched off. Its secret is handed over, then it is switched on. */
  | { readonly action: 'activate'; readonly id: string }
  /** A registration is as it should be. */
  | { readonly action: 'none'; readonly id: string }
  /** One more registration has the URL, and tells the same once more with another secret. */
  | { readonly action: 'remove-duplicate'; readonly id: string }
  /** A registration of another kind has the URL. It is never changed. */
  | { readonly action: 'conflict'; readonly id: string; readonly events: readonly string[] }
  /** Something that a person has to enter at the provider. */
  | { readonly action: 'manual'; readonly template: WebhookTemplate };

/** What one desk needs. Holds no secret. */
export interface DeskSubscriptionPlan {
  /** `provider:account` */
  readonly desk: string;
  readonly url: string;
  /** In the order in which they are done. */
  readonly steps: readonly SubscriptionStep[];
  /** Events of the wish that this provider has no delivery for. */
  readonly unavailable: readonly SupportEventType[];
  /** Why the desk could not be looked at; `null` when it was. */
  readonly error: unknown;
}

/** How subscriptions are looked at. */
export interface PlanOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How subscriptions are brought about. */
export interface EnsureOptions extends PlanOptions {
  /**
   * Keeps the secret that signs a desk's deliveries, for the receiver. It is awaited before the first
   * delivery can come, and called again when a registration is switched on or its duplicates go.
   * Needed where a desk has an API for registrations, unless it is a dry run.
   */
  readonly onSecret?:
    | ((desk: AnySupportAdapter, secret: string) => void | Promise<void>)
    | undefined;
  /** Remove duplicates. @default false */
  readonly prune?: boolean;
  /** Look only. @default false */
  readonly dryRun?: boolean;
}

/** What was done for one desk. */
export interface EnsuredSubscription {
  readonly plan: DeskSubscriptionPlan;
  /** The provider's id of the registration; `null` where there is none. */
  readonly id: string | null;
  readonly done: readonly SubscriptionStep[];
  /** What is left: for a person to enter, duplicates that stay, and everything of a dry run. */
  readonly left: readonly SubscriptionStep[];
}
