import { SupportError } from '../../errors/base.ts';
import { WebhookFailedError } from '../../errors/classes.ts';
import type { SupportEvent, SupportEventType } from '../../model/event.ts';
import type { Claim, FailureNote, WebhookStore } from '../store/types.ts';
import type { DeliveryOptions, WebhookContext, WebhookReport } from '../types.ts';
import type { Deadlines } from './create-deadlines.ts';
import { judgeEvent } from './judge-event.ts';
import type { KnownStates } from './known-states.ts';
import type { KnownDesk } from './open-delivery.ts';
import type { Settings } from './settings.ts';

/** How an attempt ended. `lost`: somebody else has the right to the event now. */
export type Ending = 'done' | 'retrying' | 'dead' | 'lost';

/** What an attempt takes. */
export interface RunParts<Transaction> {
  readonly store: WebhookStore<Transaction>;
  readonly settings: Settings;
  readonly run: (
    event: SupportEvent,
    context: WebhookContext<Transaction>,
  ) => Promise<readonly unknown[]>;
  readonly isEcho: DeliveryOptions['isEcho'];
  readonly deadlines: Deadlines;
  readonly states: KnownStates;
}

type Write<Transaction> = (transaction: Transaction) => void | Promise<void>;

/** An event that is handled at the moment. */
interface Attempt<Transaction> {
  readonly claim: Claim;
  readonly desk: KnownDesk;
  readonly parts: RunParts<Transaction>;
  readonly stop: Stop;
  readonly report: (kind: WebhookReport['kind'], error?: unknown) => void;
}

/**
 * Handles a claimed entry to its end: reads it, completes it, compares it with what is known, runs the
 * handlers, and writes down how it ended. Rejects only when the store fails.
 *
 * @param known the event, where it was parsed a moment ago.
 */
export async function runEntry<Transaction>(
  claim: Claim,
  desk: KnownDesk,
  known: SupportEvent | undefined,
  parts: RunParts<Transaction>,
): Promise<Ending> {
  const stop = createStop();
  let type: SupportEventType | null = known?.type ?? null;
  const { key } = claim.entry;
  const report: Attempt<Transaction>['report'] = (kind, error = null) =>
    parts.settings.report({ kind, desk: desk.name, key, type, attempt: claim.attempt, error });
  const attempt = { claim, desk, parts, stop, report };
  const stopLease = keepLease(attempt);
  try {
    if (claim.attempt > parts.settings.retryDelaysMs.length + 1) throw deadly();
    const event = known ?? readAgain(claim, desk);
    type = event.type;
    return await handle(event, attempt);
  } catch (error) {
    return await giveBack(attempt, error);
  } finally {
    stopLease();
    stop.now();
  }
}

// Otherwise an event that ends the process would end every process that comes after it.
const deadly = (): WebhookFailedError =>
  new WebhookFailedError(
    'Every attempt began, and none ended: the process died, or lost its lease.',
  );

function readAgain({ entry }: Claim, { parser }: KnownDesk): SupportEvent {
  const { body, headers } = entry.delivery;
  const event = parser.parse({ rawBody: body, headers })[entry.index];
  if (event !== undefined) return event;
  throw new WebhookFailedError(
    'A kept delivery no longer has this event: another version of the parser reads it differently.',
  );
}

/** Tells an attempt to stop; most are never asked whether they can be told. */
interface Stop {
  readonly signal: AbortSignal;
  now(): void;
}

function createStop(): Stop {
  let controller: AbortController | null = null;
  let stopped = false;
  return {
    get signal() {
      controller ??= new AbortController();
      if (stopped) controller.abort();
      return controller.signal;
    },
    now() {
      stopped = true;
      controller?.abort();
    },
  };
}

/** Makes the lease longer while the handlers are at work. Returns the way to end that. */
function keepLease<Transaction>(attempt: Attempt<Transaction>): () => void {
  const { claim, parts, stop, report } = attempt;
  const { settings, store, deadlines } = parts;
  const { clock, leaseMs } = settings;
  let callOff = (): void => undefined;
  let ended = false;
  const keep = async (): Promise<void> => {
    const now = clock.now();
    if (await store.extend(claim, now + leaseMs, now)) return again();
    if (ended) return;
    report('lease_lost');
    stop.now();
  };
  const again = (): void => {
    if (ended) return;
    // When the store fails here, it fails at the end as well.
    callOff = deadlines.add(leaseMs / 3, () => void keep().catch(() => undefined));
  };
  again();
  return () => {
    ended = true;
    callOff();
  };
}

async function handle<Transaction>(
  thin: SupportEvent,
  attempt: Attempt<Transaction>,
): Promise<Ending> {
  const { claim, parts, report } = attempt;
  const { settings, store } = parts;
  const { event: whole, completed } = await complete(thin, attempt);
  const { event, order, changes, record } = judgeEvent(whole, {
    record: claim.record,
    states: parts.states,
    snapshots: settings.snapshots,
    receivedAt: claim.entry.delivery.receivedAt,
  });
  if (order === 'stale') report('stale');
  // Asked of the event as its handlers would see it: what changed may only be known by now.
  const isEcho = (await parts.isEcho?.(event)) ?? false;
  if (isEcho) report('echo');
  const isTold = !isEcho || settings.echoes === 'tell';
  const writes: Write<Transaction>[] = [];
  if (isTold) {
    await runHandlers(event, { order, changes, isEcho, completed }, { attempt, writes });
  }
  const now = settings.clock.now();
  if (!(await store.complete(claim, { now, record, writes }))) {
    report('lease_lost');
    return 'lost';
  }
  report('handled');
  return 'done';
}

async function complete<Transaction>(
  event: SupportEvent,
  { desk, stop }: Attempt<Transaction>,
): Promise<{ readonly event: SupportEvent; readonly completed: boolean }> {
  const completer = desk.complete;
  if (completer === undefined || !('ticket' in event) || !completer.isThin(event)) {
    return { event, completed: false };
  }
  const ticket = await completer.read(event.ticket.id, stop.signal);
  if (ticket === null) return { event, completed: false };
  const { raw: _raw, provenance: _provenance, ...snapshot } = ticket;
  // Safe: the same event with more of its ticket; value types of custom fields are not known here.
  return { event: { ...event, ticket: snapshot } as SupportEvent, completed: true };
}

type Known = Pick<WebhookContext, 'order' | 'changes' | 'isEcho' | 'completed'>;

/** @throws {WebhookFailedError} when a handler failed or took too long. */
async function runHandlers<Transaction>(
  event: SupportEvent,
  known: Known,
  { attempt, writes }: { attempt: Attempt<Transaction>; writes: Write<Transaction>[] },
): Promise<void> {
  const { claim, desk, parts, stop } = attempt;
  const { handlerTimeoutMs } = parts.settings;
  let open = true;
  const context: WebhookContext<Transaction> = {
    desk: desk.name,
    origin: 'webhook',
    receivedAt: new Date(claim.entry.delivery.receivedAt),
    attempt: claim.attempt,
    ...known,
    get signal() {
      return stop.signal;
    },
    commitWith(write) {
      if (!open)
        throw new WebhookFailedError('The event has ended: nothing can be written with it.');
      writes.push(write);
    },
  };
  try {
    const failures = await within(parts.run(event, context), handlerTimeoutMs, parts.deadlines);
    if (failures.length > 0) throw failureOf(failures);
  } finally {
    open = false;
  }
}

const failureOf = (failures: readonly unknown[]): unknown =>
  failures.length === 1 ? failures[0] : new AggregateError(failures, 'Several handlers failed.');

/** @throws {WebhookFailedError} when the work takes longer. */
function within<T>(work: Promise<T>, ms: number, deadlines: Deadlines): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = deadlines.add(ms, () =>
      reject(new WebhookFailedError(`A handler was not done after ${ms} ms.`)),
    );
    work.finally(callOff).then(resolve, reject);
  });
}

async function giveBack<Transaction>(
  { claim, parts, report }: Attempt<Transaction>,
  error: unknown,
): Promise<Ending> {
  const { clock, retryDelaysMs } = parts.settings;
  const now = clock.now();
  const delay = retryDelaysMs[claim.attempt - 1];
  const retryAt = delay === undefined ? null : now + delay;
  if (!(await parts.store.fail(claim, { now, retryAt, failure: noteOf(error) }))) {
    report('lease_lost', error);
    return 'lost';
  }
  report(retryAt === null ? 'dead' : 'retrying', error);
  return retryAt === null ? 'dead' : 'retrying';
}

/** What may be written down of a failure: messages of other errors may quote customers. */
export function noteOf(error: unknown): FailureNote {
  if (SupportError.isInstance(error)) {
    return { name: error.name, code: error.code, message: error.message };
  }
  return { name: error instanceof Error ? error.name : typeof error, code: null, message: null };
}
