import type { Claim } from '../store/types.ts';
import { createAlarm } from './create-alarm.ts';
import type { KnownDesk } from './open-delivery.ts';
import { type Ending, runEntry, type RunParts } from './run-entry.ts';
import type { Settings } from './settings.ts';
import type { Waiters } from './waiters.ts';

/** Brings what is kept in the store to the handlers. */
export interface Pump {
  /** How many more events may be handled now. */
  readonly free: number;
  /** Handles a claim, and then whatever else is due. Resolves with its end; never rejects. */
  run(claim: Claim): Promise<Ending>;
  /** Looks for work now, and from now on whenever something becomes due. */
  wake(): void;
  /** Resolves when nothing is being handled and nothing is due. */
  idle(): Promise<void>;
  /** Takes nothing on any more; resolves when nothing is being handled. */
  stop(): Promise<void>;
}

/** What a pump needs. */
export interface PumpParts<Transaction> extends RunParts<Transaction> {
  readonly desks: ReadonlyMap<string, KnownDesk>;
  readonly waiters: Waiters;
  /** False when a queue of the application's decides what is handled when. */
  readonly pulls: boolean;
}

// How long an event may wait that is held up by another process, without anybody telling us.
const LOOK_AGAIN_MS = 200;
const AFTER_FAILURE_MS = 1000;

/** Starts at rest. */
export function createPump<Transaction>(parts: PumpParts<Transaction>): Pump {
  const { store, settings, waiters } = parts;
  const running = new Set<Promise<Ending>>();
  let stopped = false;
  let pulling: Promise<void> | null = null;
  let again = false;

  const wake = (): void => {
    if (!parts.pulls || stopped) return;
    again = true;
    pulling ??= pullAll();
  };
  const alarm = createAlarm(settings.clock, wake);
  const room = (): number => (stopped ? 0 : settings.concurrency - running.size);

  const run = (claim: Claim): Promise<Ending> => {
    const { key } = claim.entry;
    waiters.claimed(key);
    const work = attempt(claim, parts).then((ending) => {
      running.delete(work);
      waiters.settle(key, ending);
      // A retry has to be waited for, and others may have waited for this one's record or place.
      if (ending !== 'done' || waiters.kept > 0) wake();
      else if (store.durable && !alarm.isSet && parts.pulls && !stopped)
        alarm.set(settings.leaseMs);
      return ending;
    });
    running.add(work);
    return work;
  };

  const pullAll = async (): Promise<void> => {
    try {
      again = false;
      await pull(parts, room, run);
      // With no room left, the end of an event wakes the pump.
      const wait = room() > 0 ? await nextWait(parts) : null;
      if (wait !== null && !stopped) alarm.set(wait);
    } catch (error) {
      reportStore(settings, error);
      if (!stopped) alarm.set(AFTER_FAILURE_MS);
    } finally {
      pulling = null;
      if (again) wake();
    }
  };

  const quiet = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
    await pulling;
  };

  return {
    get free() {
      return room();
    },
    run,
    wake,
    async idle() {
      do await quiet();
      while (running.size > 0 || (parts.pulls && (await pull(parts, room, run))));
    },
    async stop() {
      stopped = true;
      alarm.clear();
      do await quiet();
      while (running.size > 0);
    },
  };
}

/** Claims and runs what is due as long as there is room. Answers whether there was anything. */
async function pull<Transaction>(
  { store, settings, desks }: PumpParts<Transaction>,
  room: () => number,
  run: Pump['run'],
): Promise<boolean> {
  let found = false;
  for (let limit = room(); limit > 0; limit = room()) {
    const now = settings.clock.now();
    const claimUntil = now + settings.leaseMs;
    const claims = await store.claim({ desks: [...desks.keys()], limit, now, claimUntil });
    for (const claim of claims) void run(claim);
    found ||= claims.length > 0;
    if (claims.length < limit) return found;
  }
  return found;
}

/** How long until there may be work again; `null` when only a delivery can bring some. */
async function nextWait<Transaction>(parts: PumpParts<Transaction>): Promise<number | null> {
  const { store, settings, desks, waiters } = parts;
  if (store.durable) await settleElsewhere(parts);
  const dueAt = await store.nextDueAt([...desks.keys()]);
  const waits = waiters.kept > 0 ? [LOOK_AGAIN_MS] : [];
  if (dueAt !== null) {
    const wait = dueAt - settings.clock.now();
    // What is due and was not claimed is held up by another event of its record.
    waits.push(wait > 0 ? wait : LOOK_AGAIN_MS);
  }
  // What another process kept before it died is found only by looking.
  if (store.durable) waits.push(settings.leaseMs);
  return waits.length === 0 ? null : Math.min(...waits);
}

/** Another process may have handled what was kept here; and nobody waits for ever. */
async function settleElsewhere<Transaction>(parts: PumpParts<Transaction>): Promise<void> {
  const { store, settings, waiters } = parts;
  const kept = waiters.keptKeys(settings.clock.now());
  if (kept.length === 0) return;
  const states = await store.states(kept.map(({ key }) => key));
  for (const { key, isLate } of kept) {
    const state = states.get(key);
    if (state === 'done' || state === 'dead') waiters.settle(key, state);
    else if (isLate) waiters.settle(key, 'lost');
  }
}

/** When the store fails, the lease ends, and somebody takes the event up again. */
async function attempt<Transaction>(claim: Claim, parts: PumpParts<Transaction>): Promise<Ending> {
  const { key, delivery } = claim.entry;
  const desk = parts.desks.get(delivery.desk);
  if (desk === undefined) return 'lost';
  try {
    return await runEntry(claim, desk, parts.waiters.get(key)?.event, parts);
  } catch (error) {
    reportStore(parts.settings, error, delivery.desk);
    return 'lost';
  }
}

/** Tells that the store failed, which is nobody's event. */
export const reportStore = (settings: Settings, error: unknown, desk = ''): void =>
  settings.report({ kind: 'store_failed', desk, key: null, type: null, attempt: null, error });
