import type { Subscription } from '../../adapter/resources.ts';
import { nameOf } from '../desks.ts';
import { checkWishes } from './read-wishes.ts';
import { type Found, findRegistrations, registrationsOf, setupOf } from './registrations.ts';
import type {
  DeskSubscriptionPlan,
  PlanOptions,
  SubscriptionStep,
  SubscriptionWish,
} from './types.ts';

const DEFAULT_NAME = 'polydesk';

/**
 * What has to happen so that the desks deliver these events: nothing is changed. A desk that cannot
 * be looked at has an `error` in its plan, and stops none of the others.
 *
 * @throws {ConfigurationError} for a wish that cannot be meant, before anything is sent.
 * @example
 * const wish = { url: 'https://app.example.com/webhooks', events: ['ticket.created'] as const };
 * const [plan] = await planSubscriptions([{ desk, wish }]);
 * plan?.steps.map(({ action }) => action) //=> ['create']
 */
export async function planSubscriptions(
  wishes: readonly SubscriptionWish[],
  options: PlanOptions = {},
): Promise<readonly DeskSubscriptionPlan[]> {
  checkWishes(wishes);
  return Promise.all(wishes.map((wish) => planOne(wish, options)));
}

async function planOne(
  { desk, wish }: SubscriptionWish,
  { signal }: PlanOptions,
): Promise<DeskSubscriptionPlan> {
  const frame = { desk: nameOf(desk), url: wish.url };
  try {
    const setup = setupOf(desk);
    const { nativeEvents, unavailable, templates } = setup(wish);
    const manual = templates.map((template): SubscriptionStep => ({ action: 'manual', template }));
    const registrations = registrationsOf(desk);
    // Without events there is nothing to register, and nothing that an existing one could be for.
    if (registrations === null || nativeEvents.length === 0) {
      return { ...frame, steps: manual, unavailable, error: null };
    }
    const search = { url: wish.url, events: nativeEvents, signal };
    const found = await findRegistrations(registrations, setup, search);
    const steps = [...stepsFor(found, { events: nativeEvents, name: wish.name }), ...manual];
    return { ...frame, steps, unavailable, error: null };
  } catch (error) {
    return { ...frame, steps: [], unavailable: [], error };
  }
}

interface Wanted {
  readonly events: readonly string[];
  readonly name: string | undefined;
}

function stepsFor({ ours, others }: Found, wanted: Wanted): readonly SubscriptionStep[] {
  const [kept, ...duplicates] = ours;
  const conflicts = others.map(
    ({ id, events }): SubscriptionStep => ({ action: 'conflict', id, events }),
  );
  if (kept === undefined) {
    const { events, name = DEFAULT_NAME } = wanted;
    // Where the URL serves something else already, which of the two was meant is for people to say.
    return conflicts.length > 0 ? conflicts : [{ action: 'create', name, events }];
  }
  return [
    ...changesOf(kept, wanted),
    ...duplicates.map(({ id }): SubscriptionStep => ({ action: 'remove-duplicate', id })),
    ...conflicts,
  ];
}

function changesOf(kept: Subscription, { events, name }: Wanted): readonly SubscriptionStep[] {
  const { id } = kept;
  const had = new Set(kept.events);
  const wished = new Set(events);
  const adds = events.filter((event) => !had.has(event));
  const removes = [...had].filter((event) => !wished.has(event)).sort();
  const renamedTo = name === undefined || name === kept.name ? null : name;
  const steps: SubscriptionStep[] = [];
  if (adds.length > 0 || removes.length > 0 || renamedTo !== null) {
    steps.push({ action: 'update', id, adds, removes, renamedTo });
  }
  if (!kept.active) steps.push({ action: 'activate', id });
  return steps.length === 0 ? [{ action: 'none', id }] : steps;
}
