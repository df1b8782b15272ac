import { SupportError } from '../../src/errors/base.ts';
import { WebhookVerificationError, WireFormatError } from '../../src/errors/classes.ts';
import type { SupportEvent } from '../../src/model/event.ts';
import type { DeliveryResult, WebhookAnswer } from '../../src/webhooks/index.ts';
import { isLargerThan } from '../../src/webhooks/request.ts';
import type { Case } from './cases.ts';
import { checkEvents } from './check-events.ts';
import { fail } from './failure.ts';
import { SECRETS } from './proof.ts';
import { MAX_BODY_BYTES, PARSERS, type Received, type Subjects } from './subjects.ts';

/** What became of a case, in a word, and how long the library took. */
export interface Ended {
  readonly outcome: string;
  readonly ms: number;
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.slice(0, 80)}` : typeof error;

/** Why a delivery is not believed; `null` when it is. */
async function refusalOf(
  { delivery, desk, now }: Case,
  verify: (typeof PARSERS)['zendesk'][number]['verify'],
): Promise<string | null> {
  try {
    await verify(delivery, { secret: SECRETS[desk], now: new Date(now) });
    return null;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.reason;
    return fail(`verify of ${desk} rejected with ${nameOf(error)}`, error);
  }
}

/** What a delivery says; `null` when that cannot be read. */
function eventsOf(
  { delivery, desk }: Case,
  parse: (typeof PARSERS)['zendesk'][number]['parse'],
): readonly SupportEvent[] | null {
  try {
    return parse(delivery);
  } catch (error) {
    const isForeign =
      error instanceof WebhookVerificationError && error.reason === 'account_mismatch';
    if (error instanceof WireFormatError || isForeign) return null;
    return fail(`parse of ${desk} threw ${nameOf(error)}`, error);
  }
}

/** The parser alone: it reads whatever comes, believed or not. */
async function parseCase(one: Case): Promise<Ended> {
  const { desk, proven, mustPass, number } = one;
  const parser = PARSERS[desk][number % 2] ?? fail('a desk has two parsers');
  const start = performance.now();
  const refusal = await refusalOf(one, parser.verify);
  const events = eventsOf(one, parser.parse);
  const ms = performance.now() - start;
  if (refusal === null && !proven) fail(`${desk} believed what nobody signed`);
  if (mustPass && refusal !== null && refusal !== 'account_mismatch') {
    fail(`${desk} refused what was signed: ${refusal}`);
  }
  if (events !== null) checkEvents(events, desk);
  if (number % 16 === 0) {
    const again = eventsOf(one, parser.parse)?.map(({ id }) => id) ?? null;
    const before = events?.map(({ id }) => id) ?? null;
    if (JSON.stringify(again) !== JSON.stringify(before)) fail(`${desk} read a body in two ways`);
  }
  if (refusal !== null) return { outcome: `refused, ${refusal}`, ms };
  return { outcome: events === null ? 'believed, unreadable' : 'believed, read', ms };
}

/** Results of deliveries that were believed. */
const BELIEVED: ReadonlySet<DeliveryResult> = new Set<DeliveryResult>([
  'handled',
  'accepted',
  'duplicate',
  'malformed',
  'failed',
]);

const STATUSES: Readonly<Record<DeliveryResult, readonly number[]>> = {
  handled: [200],
  accepted: [200],
  duplicate: [200],
  malformed: [200],
  refused: [401, 413],
  failed: [503],
  unavailable: [503],
};

function checkAnswer(answer: WebhookAnswer, one: Case): void {
  const { desk, proven, mustPass, delivery } = one;
  const { result, status, events, error } = answer;
  const isLarge = isLargerThan(delivery.rawBody, MAX_BODY_BYTES);
  if (BELIEVED.has(result) && !proven) fail(`a receiver of ${desk} believed what nobody signed`);
  if (!STATUSES[result].includes(status)) fail(`a receiver answered ${result} with ${status}`);
  if (result === 'unavailable') fail(`a receiver of ${desk} was unavailable: ${nameOf(error)}`);
  if (result === 'refused' && events.length > 0) fail('a refused delivery has events');
  if (isLarge && status !== 413) fail('a body above the limit was taken in');
  if (mustPass && !isLarge && result === 'refused') {
    const isForeign =
      error instanceof WebhookVerificationError && error.reason === 'account_mismatch';
    if (!isForeign) fail(`a receiver of ${desk} refused what was signed`);
  }
  if (error !== null && !SupportError.isInstance(error)) fail('an answer has a foreign error');
  checkEvents(events, desk);
}

/** Each event at most once, however many copies came at the same time. */
function checkHandled({ handled, storeFailures }: Received): void {
  const most = Math.max(0, ...handled.values());
  handled.clear();
  if (most > 1) fail('an event was handled twice');
  if (storeFailures.length > 0) fail(`the store failed: ${nameOf(storeFailures.pop())}`);
}

async function receiveCase(one: Case, { clock, received }: Subjects): Promise<Ended> {
  const subject = received.get(one.desk) ?? fail('each desk has a receiver');
  await clock.advance(Math.max(0, one.now - clock.now()));
  const { receiver } = subject;
  const start = performance.now();
  const answers = await Promise.allSettled(
    Array.from({ length: one.copies }, () => receiver.receive(one.delivery)),
  );
  const ms = (performance.now() - start) / one.copies;
  for (const answer of answers) {
    if (answer.status === 'rejected') fail(`receive rejected with ${nameOf(answer.reason)}`);
    checkAnswer(answer.value, one);
  }
  checkHandled(subject);
  const [first] = answers;
  const result = first?.status === 'fulfilled' ? first.value.result : 'rejected';
  return { outcome: `receiver, ${result}`, ms };
}

/**
 * Runs a case and checks what must hold whatever comes.
 *
 * @throws {FuzzError} for what does not.
 */
export const runCase = (one: Case, subjects: Subjects): Promise<Ended> =>
  one.isReceived ? receiveCase(one, subjects) : parseCase(one);
