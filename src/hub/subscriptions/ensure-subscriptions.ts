import { ConfigurationError } from '../../errors/classes.ts';
import { carryOut } from './carry-out.ts';
import { planSubscriptions } from './plan-subscriptions.ts';
import { checkWishes } from './read-wishes.ts';
import type {
  DeskSubscriptionPlan,
  EnsuredSubscription,
  EnsureOptions,
  SubscriptionWish,
} from './types.ts';

/**
 * Makes the desks deliver these events: registrations are made, changed and switched on until they are
 * as wished. What is so already is not touched, so that it can run at every start or deployment, and
 * again after any failure. What only a person can do is `left`, which is no failure.
 *
 * A new registration is made switched off, its secret handed to `onSecret`, and only then is it switched
 * on: no delivery comes that nobody can prove, and wherever this breaks off, the next run goes on. When
 * `onSecret` fails, what was made is removed again.
 *
 * @throws {ConfigurationError} for a wish that cannot be meant, or without `onSecret`; nothing is sent.
 * @throws {AggregateError} when desks fail, after all others are done. Its message names the desks, and
 *   `errors` has the failure of each, in the same order. Run it again.
 * @example
 * const [ensured] = await ensureSubscriptions([{ desk, wish }], {
 *   onSecret: (desk, secret) => vault.write(`webhook-secret-${desk.account}`, secret),
 * });
 * ensured?.done.map(({ action }) => action) //=> ['create'], and [] the next time
 */
export async function ensureSubscriptions(
  wishes: readonly SubscriptionWish[],
  options: EnsureOptions = {},
): Promise<readonly EnsuredSubscription[]> {
  checkWishes(wishes);
  const { dryRun = false, onSecret } = options;
  if (!dryRun && onSecret === undefined && wishes.some(({ desk }) => desk.subscriptions)) {
    throw new ConfigurationError(
      'ensure needs `onSecret`: without the secret of a registration its deliveries cannot be proven.',
    );
  }
  const plans = await planSubscriptions(wishes, options);
  const ensured: EnsuredSubscription[] = [];
  const failures: { readonly desk: string; readonly error: unknown }[] = [];
  for (const [index, plan] of plans.entries()) {
    const wish = wishes[index];
    if (wish === undefined) continue;
    if (plan.error !== null) {
      failures.push({ desk: plan.desk, error: plan.error });
      continue;
    }
    try {
      ensured.push(dryRun ? lookedAt(plan) : await carryOut(plan, wish, options));
    } catch (error) {
      failures.push({ desk: plan.desk, error });
    }
  }
  if (failures.length === 0) return ensured;
  throw new AggregateError(
    failures.map(({ error }) => error),
    `Not subscribed as wished: ${failures.map(({ desk }) => desk).join(', ')}. All other desks are ` +
      'done; running it again does no harm.',
  );
}

function lookedAt(plan: DeskSubscriptionPlan): EnsuredSubscription {
  const [first] = plan.steps;
  const id = first !== undefined && 'id' in first && first.action !== 'conflict' ? first.id : null;
  return { plan, id, done: [], left: plan.steps.filter(({ action }) => action !== 'none') };
}
