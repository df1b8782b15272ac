import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { RequestOptions } from '../../adapter/request-options.ts';
import { SupportError } from '../../errors/base.ts';
import { ConfigurationError, hasCode, PartialWriteError } from '../../errors/classes.ts';
import { nameOf } from '../desks.ts';
import {
  findRegistrations,
  type Registrations,
  registrationsOf,
  setupOf,
} from './registrations.ts';
import type {
  DeskSubscriptionPlan,
  EnsuredSubscription,
  EnsureOptions,
  SubscriptionStep,
  SubscriptionWish,
} from './types.ts';

/** What the steps of one desk are done with. */
interface Work {
  readonly desk: AnySupportAdapter;
  readonly url: string;
  readonly events: readonly string[];
  readonly registrations: Registrations;
  readonly onSecret: NonNullable<EnsureOptions['onSecret']>;
  readonly prune: boolean;
  readonly request: RequestOptions;
}

/** Does the steps of a plan, in their order. Rejects at the first that fails. */
export async function carryOut(
  plan: DeskSubscriptionPlan,
  { desk, wish }: SubscriptionWish,
  { onSecret = () => undefined, prune = false, signal }: EnsureOptions,
): Promise<EnsuredSubscription> {
  const registrations = registrationsOf(desk);
  if (registrations === null) return { plan, id: null, done: [], left: plan.steps };
  const { nativeEvents: events } = setupOf(desk)(wish);
  const request = signal === undefined ? {} : { signal };
  const work = { desk, url: wish.url, events, registrations, onSecret, prune, request };
  requireNoConflict(plan);
  const done: SubscriptionStep[] = [];
  const left: SubscriptionStep[] = [];
  let id: string | null = null;
  let isKept = false;
  for (const step of plan.steps) {
    if (step.action === 'create') {
      id = await createRegistration(step.name, work);
    } else if (step.action === 'update') {
      id = step.id;
      const name = step.renamedTo === null ? {} : { name: step.renamedTo };
      await registrations.update(id, { events, ...name }, request);
    } else if (step.action === 'activate') {
      id = step.id;
      await handOver(id, work);
      isKept = true;
      await registrations.update(id, { active: true }, request);
    } else if (step.action === 'remove-duplicate' && prune && id !== null) {
      // The receiver may have the secret of the one that goes.
      if (!isKept) await handOver(id, work);
      isKept = true;
      await registrations.delete(step.id, request);
    } else if (step.action === 'none') {
      id = step.id;
      continue;
    } else {
      left.push(step);
      continue;
    }
    done.push(step);
  }
  return { plan, id, done, left };
}

/** @throws {ConfigurationError} when nothing can be made because the URL serves something else. */
function requireNoConflict({ desk, steps }: DeskSubscriptionPlan): void {
  const [first] = steps;
  if (first?.action !== 'conflict') return;
  throw new ConfigurationError(
    `At ${desk}, the registration ${first.id} has this URL and is of another kind (its events: ` +
      `${first.events.join(', ')}). It is left as it is. Choose another URL, or remove it there.`,
  );
}

/** Made switched off, and switched on when its secret is in good hands. */
async function createRegistration(name: string, work: Work): Promise<string> {
  const { registrations, request } = work;
  const id = await make(name, work);
  try {
    await handOver(id, work);
  } catch (error) {
    await takeBack(id, error, work);
    throw error;
  }
  await registrations.update(id, { active: true }, request);
  return id;
}

/** Makes a registration; when it is not known whether one was made, looks for it. */
async function make(name: string, work: Work): Promise<string> {
  const { desk, url, events, registrations, request } = work;
  try {
    return (await registrations.create({ name, url, events, active: false }, request)).id;
  } catch (error) {
    // Nothing had this URL before, so what has it now and is switched off was made just now.
    const made = await findRegistrations(registrations, setupOf(desk), {
      url,
      events,
      signal: request.signal,
    }).then(
      ({ ours }) => ours.find(({ active }) => !active),
      () => undefined,
    );
    if (made === undefined) throw error;
    return made.id;
  }
}

async function handOver(id: string, { desk, registrations, onSecret, request }: Work) {
  await onSecret(desk, await registrations.secret(id, request));
}

/** Removes what was made just now, also when the caller has given up. */
async function takeBack(id: string, reason: unknown, { desk, registrations }: Work): Promise<void> {
  try {
    await registrations.delete(id);
  } catch (error) {
    if (hasCode(error, 'not_found')) return;
    throw new PartialWriteError(
      `At ${nameOf(desk)}, the registration ${id} was made; its secret could not be handed over, and ` +
        'it could not be removed again. It is switched off; the next run goes on with it.',
      {
        id,
        missing: ['secret', 'active'],
        provider: desk.provider,
        // Nobody knows what another error quotes: it may be the secret.
        ...(SupportError.isInstance(reason) ? { cause: reason } : {}),
      },
    );
  }
}
