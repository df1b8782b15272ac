import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { type OperationName, requireOperation } from '../../adapter/manifest.ts';
import type { Subscription, SubscriptionResource } from '../../adapter/resources.ts';
import { UnsupportedError } from '../../errors/classes.ts';
import { SUPPORT_EVENT_TYPES } from '../../model/event.ts';
import { nameOf } from '../desks.ts';

/** The part of the resource that plans need. */
export type Registrations = Pick<
  SubscriptionResource,
  'list' | 'create' | 'update' | 'delete' | 'secret'
>;

/**
 * The desk's registrations; `null` for a desk without an API for them.
 * @throws {UnsupportedError} when the desk has only a part of what is needed.
 */
export function registrationsOf(desk: AnySupportAdapter): Registrations | null {
  const group = desk.subscriptions;
  if (group === undefined) return null;
  const need = <T>(operation: T | undefined, name: OperationName): T => {
    requireOperation(desk.manifest, name);
    if (operation !== undefined) return operation;
    throw new UnsupportedError(`${nameOf(desk)} lists ${name} and does not have it.`, {
      operation: name,
      provider: desk.provider,
    });
  };
  return {
    list: need(group.list, 'subscriptions.list'),
    create: need(group.create, 'subscriptions.create'),
    update: need(group.update, 'subscriptions.update'),
    delete: need(group.delete, 'subscriptions.delete'),
    secret: need(group.secret, 'subscriptions.secret'),
  };
}

/** Puts a wish into the provider's words. */
export type Setup = NonNullable<AnySupportAdapter['webhooks']['setup']>;

/** @throws {UnsupportedError} for an adapter that does not tell what to subscribe to. */
export function setupOf(desk: AnySupportAdapter): Setup {
  const { setup } = desk.webhooks;
  if (setup !== undefined) return (wish) => setup(wish);
  throw new UnsupportedError(
    `The adapter of ${nameOf(desk)} does not tell what to subscribe to: it has no webhooks.setup.`,
    { operation: 'webhooks.setup', provider: desk.provider },
  );
}

/** The registrations of one URL. */
export interface Found {
  /** Those that subscribe to events, the one to keep first. */
  readonly ours: readonly Subscription[];
  /** Those that are about something else, such as Zendesk's that are called by triggers. */
  readonly others: readonly Subscription[];
}

/** What to look for. */
interface Search {
  readonly url: string;
  readonly events: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks for the registrations of a URL. One whose events no unified event comes from is about
 * something else: it is not ours to change.
 */
export async function findRegistrations(
  registrations: Registrations,
  setup: Setup,
  { url, events, signal }: Search,
): Promise<Found> {
  const known = new Set(setup({ url, events: SUPPORT_EVENT_TYPES }).nativeEvents);
  const wished = new Set(events);
  const ours: Subscription[] = [];
  const others: Subscription[] = [];
  for await (const one of registrations.list({}, signal === undefined ? {} : { signal })) {
    if (one.url !== url) continue;
    const isOurs = one.events.length === 0 || one.events.some((event) => known.has(event));
    (isOurs ? ours : others).push(one);
  }
  const fitting = (one: Subscription): number =>
    one.events.filter((event) => wished.has(event)).length;
  ours.sort(
    (one, two) =>
      Number(two.active) - Number(one.active) ||
      fitting(two) - fitting(one) ||
      (one.id < two.id ? -1 : 1),
  );
  return { ours, others };
}
