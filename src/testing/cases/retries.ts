import type { Manifest } from '../../adapter/manifest.ts';
import { hasCode, SupportError } from '../../errors/index.ts';
import { check, equal, present, rejected, thrown } from '../assert.ts';
import type { CaseContext, CaseDefinition, Session } from '../case.ts';
import type { ConformanceHarness } from '../harness.ts';
import type { Fault } from '../observed-fetch.ts';
import type { RecordedRequest } from '../recorded-request.ts';

const dedupeOf = (manifest: Manifest): string =>
  manifest.resources.tickets?.operations['create']?.dedupe ?? 'none';

/** Whether a request may have made something. */
const creates = ({ wire }: ConformanceHarness, request: RecordedRequest): boolean =>
  request.method === 'POST' && (wire.writes?.(request) ?? true);

const creations = (
  harness: ConformanceHarness,
  { requests }: Session,
): readonly RecordedRequest[] => requests.filter((request) => creates(harness, request));

async function ticketsThere({ adapter }: Session): Promise<number> {
  return (await adapter.tickets.list().toArray({ limit: 1_000 })).length;
}

const LOST: readonly Fault[] = ['drop-after', 'hang'];

async function checkNoBlindRepeat({ harness, open, draft }: CaseContext): Promise<void> {
  for (const fault of LOST) {
    const session = await open({ timeoutMs: 100, maxRetries: 3 });
    session.intercept((request) => (creates(harness, request) ? fault : undefined));
    const create = () => session.adapter.tickets.create?.(draft());
    const what = fault === 'hang' ? 'A create that timed out' : 'A create whose answer was lost';
    const error = await thrown(create, what);
    // An adapter that makes its own key may repeat the create under this key.
    if (hasOwnKey(harness, session)) continue;
    equal(creations(harness, session).length, 1, `Times that it was sent: ${what}`);
    check(hasCode(error, 'outcome_unknown'), `${what} should fail with outcome_unknown.`);
    check(!error.retryable, `${what} says that repeating it does no harm.`);
  }
}

function hasOwnKey(harness: ConformanceHarness, session: Session): boolean {
  const keys = creations(harness, session).map(
    (request) => harness.wire.idempotencyKey?.(request) ?? null,
  );
  return keys[0] !== null && new Set(keys).size === 1;
}

async function checkNoDuplicate({ harness, open, draft }: CaseContext): Promise<void> {
  const session = await open({ maxRetries: 3 });
  const before = await ticketsThere(session);
  session.intercept((request) => (creates(harness, request) ? 'drop-after' : undefined));
  const options = { idempotencyKey: 'order-4711' };
  await session.adapter.tickets.create?.(draft(), options).catch(() => undefined);
  session.intercept(() => undefined);
  const after = await ticketsThere(session);
  check(after - before <= 1, `One create made ${after - before} tickets when its answer was lost.`);
}

async function checkKeyedRepeat({ harness, open, draft }: CaseContext): Promise<void> {
  const session = await open({ maxRetries: 3 });
  const before = await ticketsThere(session);
  let lost = 0;
  session.intercept((request) => {
    if (!creates(harness, request) || lost > 0) return undefined;
    lost += 1;
    return 'drop-after';
  });
  const options = { idempotencyKey: 'order-4711' };
  present(await session.adapter.tickets.create?.(draft(), options), 'tickets.create');
  const sent = creations(harness, session);
  equal(sent.length, 2, 'Times that a create with a key was sent, its first answer being lost');
  equal((await ticketsThere(session)) - before, 1, 'Tickets that one create with a key made');
  const keys = sent.map((request) => harness.wire.idempotencyKey?.(request));
  equal(keys, ['order-4711', 'order-4711'], 'Keys on the wire');
}

async function checkSafeRepeat({ harness, open }: CaseContext): Promise<void> {
  const failures: readonly (() => Fault)[] = [
    () => 'drop',
    ...[500, 502, 503, 504].map((status) => () => harness.errors.response(status, '')),
  ];
  for (const failure of failures) {
    const session = await open({ maxRetries: 2 });
    session.intercept((_request, index) => (index === 0 ? failure() : undefined));
    const ticket = await session.adapter.tickets.get(session.ticketId);
    equal(ticket.externalId, session.ticketId, 'Ticket read at the second attempt');
    equal(session.requests.length, 2, 'Attempts of a read that failed once');
    check(session.clock.sleeps.length >= 1, 'A read was repeated without any pause.');
  }
}

async function checkGivesUp({ harness, open }: CaseContext): Promise<void> {
  const session = await open({ maxRetries: 2 });
  session.intercept(() => harness.errors.response(503, ''));
  const read = () => session.adapter.tickets.get(session.ticketId);
  await rejected(read, 'server_error', 'A read that keeps failing');
  equal(session.requests.length, 3, 'Attempts with maxRetries: 2');
  const single = await open({ maxRetries: 2 });
  single.intercept(() => 'drop');
  const once = () => single.adapter.tickets.get(single.ticketId, { maxRetries: 0 });
  await rejected(once, 'network_failed', 'A read without a connection');
  equal(single.requests.length, 1, 'Attempts of a call with its own maxRetries: 0');
}

async function checkFinal({ harness, open }: CaseContext): Promise<void> {
  for (const status of [400, 401, 403, 404, 410, 422]) {
    const session = await open({ maxRetries: 3 });
    session.intercept(() => harness.errors.response(status, ''));
    const error = await session.adapter.tickets.get(session.ticketId).catch((reason) => reason);
    check(SupportError.isInstance(error), `A read answered ${status} should fail.`);
    // An adapter may look in another place, an archive for example; it must not ask the same again.
    const addresses = session.requests.map(({ url }) => url.href);
    const different = new Set(addresses);
    equal(addresses.length, different.size, `Attempts of a read that was answered ${status}`);
    check(
      different.size <= 2,
      `A read answered ${status} was looked for in ${different.size} places.`,
    );
  }
}

const withHeader = (response: Response, name: string, value: string): Response => {
  const headers = new Headers(response.headers);
  headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
};

async function checkRetryAfter({ harness, open }: CaseContext): Promise<void> {
  const session = await open({ maxRetries: 2 });
  const refusal = () => withHeader(harness.errors.response(429, ''), 'retry-after', '7');
  session.intercept((_request, index) => (index === 0 ? refusal() : undefined));
  const waits: number[] = [];
  session.adapter.on('retry', ({ delayMs }) => waits.push(delayMs));
  await session.adapter.tickets.get(session.ticketId);
  const waited = session.clock.sleeps.reduce((sum, ms) => sum + ms, 0);
  check(waited >= 7_000, `Retry-After: 7 was answered by waiting ${waited} ms.`);
  check(waited <= 60_000, `Retry-After: 7 was answered by waiting ${waited} ms, far too long.`);
  equal(waits.length, 1, 'Repeats that observers were told of');
}

/** Repeating: what is safe is repeated with patience, what is not is reported. */
export const retryCases: readonly CaseDefinition[] = [
  { title: 'repeats a read that failed for the moment', run: checkSafeRepeat },
  { title: 'gives up after as many repeats as it was told', run: checkGivesUp },
  { title: 'does not repeat what the provider refused for good', run: checkFinal },
  { title: 'waits as long as the provider asks', run: checkRetryAfter },
  {
    title: 'reports a create of unknown outcome instead of repeating it',
    needs: ['tickets.create'],
    run: checkNoBlindRepeat,
  },
  {
    title: 'never makes two tickets of one create',
    needs: ['tickets.create'],
    run: checkNoDuplicate,
  },
  {
    title: 'repeats a create under the same key',
    needs: ['tickets.create'],
    when: (manifest) => dedupeOf(manifest) === 'idempotency-key',
    run: checkKeyedRepeat,
  },
];
