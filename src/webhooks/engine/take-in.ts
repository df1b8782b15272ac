import { WebhookFailedError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import type { Admission, EventEntry, WebhookStore } from '../store/types.ts';
import type {
  DeliveryResult,
  TakeOptions,
  WebhookAnswer,
  WebhookQueue,
  WebhookTask,
} from '../types.ts';
import { answerOf } from './answers.ts';
import type { Deadlines } from './create-deadlines.ts';
import type { Pump } from './create-pump.ts';
import type { KnownDesk } from './open-delivery.ts';
import type { Ending } from './run-entry.ts';
import { recordOf } from './record-version.ts';
import type { Settings } from './settings.ts';
import type { Waiters } from './waiters.ts';

/** Everything that the parts of an engine share. */
export interface Engine<Transaction> {
  readonly settings: Settings;
  readonly store: WebhookStore<Transaction>;
  readonly desks: ReadonlyMap<string, KnownDesk>;
  readonly waiters: Waiters;
  readonly pump: Pump;
  readonly queue: WebhookQueue | undefined;
  readonly deadlines: Deadlines;
}

/** A proven delivery. */
interface Proven {
  readonly desk: KnownDesk;
  readonly entries: readonly EventEntry[];
  readonly events: readonly SupportEvent[];
  readonly waitUntil: TakeOptions['waitUntil'];
}

/** How far the events of a delivery got when it came in. */
interface Taken {
  /** Of those that end in this process. */
  readonly endings: readonly Promise<Ending>[];
  /** There are some that were not known before. */
  readonly isNew: boolean;
  /** There are some that were known, and have not ended; who handles them is not known here. */
  readonly elsewhere: boolean;
}

// What another attempt cannot change any more.
const FINAL: ReadonlySet<Ending> = new Set<Ending>(['done', 'dead']);

/** Keeps a proven delivery, sees to its events, and answers. Rejects when the store fails. */
export async function takeIn<Transaction>(
  engine: Engine<Transaction>,
  proven: Proven,
): Promise<WebhookAnswer> {
  const { desk, entries, events } = proven;
  const { settings, store, pump, queue } = engine;
  if (entries.length === 0) return answerOf(desk.traits, 'handled');
  const now = settings.clock.now();
  const claimsNow = queue === undefined && pump.free > 0;
  const admissions = await store.add(entries, {
    now,
    claimUntil: claimsNow ? now + settings.leaseMs : null,
  });
  const answer = (result: DeliveryResult): WebhookAnswer =>
    answerOf(desk.traits, result, { events });
  if (queue !== undefined) {
    const task = taskOf(proven, admissions);
    if (task.events.length > 0) await queue.push(task);
    return answer(admissions.every(isOver) ? 'duplicate' : 'accepted');
  }
  const taken = begin(engine, proven, admissions);
  const whole = Promise.all(taken.endings);
  if (settings.acknowledge === 'first') {
    if (taken.endings.length > 0) proven.waitUntil?.(whole);
    return answer(taken.isNew || taken.elsewhere ? 'accepted' : 'duplicate');
  }
  const endings = await withinReason(whole, patienceOf(desk, settings), engine.deadlines);
  if (endings === null) proven.waitUntil?.(whole);
  const allDone = endings !== null && !taken.elsewhere && endings.every((one) => one === 'done');
  if (allDone) return answer(taken.isNew ? 'handled' : 'duplicate');
  return answer(store.durable ? 'accepted' : 'failed');
}

const isOver = (admission: Admission): boolean =>
  admission.result === 'known' && (admission.state === 'done' || admission.state === 'dead');

/** Claimed events begin, kept ones are waited for, and known ones joined where they are at work here. */
function begin<Transaction>(
  { settings, waiters, pump }: Engine<Transaction>,
  { desk, entries, events }: Proven,
  admissions: readonly Admission[],
): Taken {
  const endings: Promise<Ending>[] = [];
  const until = settings.clock.now() + patienceOf(desk, settings);
  let isNew = false;
  let elsewhere = false;
  for (const [index, admission] of admissions.entries()) {
    const event = events[entries[index]?.index ?? -1];
    if (event === undefined) continue;
    const { key, result } = admission;
    if (result === 'known') {
      settings.report({
        kind: 'duplicate',
        desk: desk.name,
        key,
        type: event.type,
        attempt: null,
        error: null,
      });
      const waiter = waiters.get(key);
      if (waiter !== undefined) endings.push(waiter.ending);
      else if (!isOver(admission)) elsewhere = true;
      continue;
    }
    isNew = true;
    const { ending } = waiters.begin(key, event, {
      claimed: result === 'claimed',
      until,
    });
    endings.push(ending);
    if (result === 'claimed') void pump.run(admission.claim);
    else pump.wake();
  }
  return { endings, isNew, elsewhere };
}

/** How long to wait before answering, in milliseconds. */
const patienceOf = ({ traits }: KnownDesk, { answerWithinMs }: Settings): number =>
  answerWithinMs ?? traits.timeoutMs * 0.6;

/** `null` when it takes longer than the provider waits. */
function withinReason(
  whole: Promise<readonly Ending[]>,
  ms: number,
  deadlines: Deadlines,
): Promise<readonly Ending[] | null> {
  return new Promise((resolve) => {
    const callOff = deadlines.add(ms, () => resolve(null));
    void whole.then((endings) => {
      callOff();
      resolve(endings);
    });
  });
}

/** What goes through a queue: everything that has not ended, since an earlier push may have failed. */
function taskOf({ desk, entries }: Proven, admissions: readonly Admission[]): WebhookTask {
  const [first] = entries;
  return {
    desk: desk.name,
    events: entries
      .filter((_entry, index) => !isOver(admissions[index] ?? OVER))
      .map(({ key, index }) => ({ key, index })),
    body: first?.delivery.body ?? '',
    headers: first?.delivery.headers ?? {},
    receivedAt: first?.delivery.receivedAt ?? 0,
  };
}

const OVER: Admission = Object.freeze({ key: '', result: 'known', state: 'done' });

/**
 * Handles what came out of a queue.
 *
 * @throws {WebhookFailedError} as long as something in it has not ended: the queue should try again.
 */
export async function processTask<Transaction>(
  engine: Engine<Transaction>,
  desk: KnownDesk,
  task: WebhookTask,
): Promise<void> {
  const { store, settings, waiters, pump } = engine;
  const { body, headers, receivedAt } = task;
  const events = desk.parser.parse({ rawBody: body, headers });
  const delivery = { desk: desk.name, body, headers, receivedAt };
  for (const { key, index } of task.events) {
    const event = events[index];
    if (event === undefined) continue;
    const entry = { key, stream: recordOf(event)?.id ?? key, delivery, index };
    const now = settings.clock.now();
    const claimUntil = now + settings.leaseMs;
    const [admission = OVER] = await store.add([entry], { now, claimUntil });
    if (isOver(admission)) continue;
    const claim =
      admission.result === 'claimed'
        ? admission.claim
        : (await store.claim({ desks: [desk.name], keys: [key], limit: 1, now, claimUntil }))[0];
    if (claim === undefined) throw unfinished();
    waiters.begin(key, event, { claimed: true, until: claimUntil });
    if (!FINAL.has(await pump.run(claim))) throw unfinished();
  }
}

const unfinished = (): WebhookFailedError =>
  new WebhookFailedError(
    'An event of this task has not ended: its handlers failed, or another event of its record is ' +
      'being handled. Let the queue try again.',
  );
