import { supports } from '../../adapter/manifest.ts';
import { check, ends, equal, present, rejected, settlesAtOnce } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';
import type { RecordedRequest } from '../recorded-request.ts';

const WRITE_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
const isWrite = ({ method }: RecordedRequest): boolean => WRITE_METHODS.has(method);

async function checkCredentials({ harness, open, draft }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  await adapter.tickets.get(ticketId);
  await adapter.tickets.list().toArray({ limit: 1 });
  await adapter.tickets.create?.(draft());
  const { header, value } = harness.wire.credentials;
  for (const { method, path, headers, url } of requests) {
    const call = `${method} ${path}`;
    equal(headers.get(header) === value, true, `Whether ${call} carries the credentials once`);
    check(url.username === '' && url.password === '', `${call} has credentials in its address.`);
  }
}

async function checkBodies({ open, draft }: CaseContext): Promise<void> {
  const { adapter, requests } = await open();
  present(await adapter.tickets.create?.(draft()), 'tickets.create');
  const writes = requests.filter(isWrite);
  check(writes.length > 0, 'tickets.create() sent nothing that could write.');
  for (const { method, path, headers, body } of writes) {
    const type = headers.get('content-type') ?? 'none';
    check(
      /^application\/json\b/i.test(type),
      `${method} ${path}: content type is ${type}, not JSON.`,
    );
    check(typeof body === 'object', `${method} ${path}: the body is not JSON.`);
  }
}

async function checkReads({ open }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  await adapter.tickets.get(ticketId);
  for (const { method, path, bodyText, headers } of requests.filter(
    ({ method: of }) => of === 'GET',
  )) {
    equal(bodyText, '', `Body of ${method} ${path}`);
    check(!headers.has('content-type'), `${method} ${path} has a content type, but no body.`);
  }
}

async function checkAbortedBefore({ open, draft }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  const signal = AbortSignal.abort();
  const { tickets, messages } = adapter;
  await rejected(() => tickets.get(ticketId, { signal }), 'request_aborted', 'An aborted read');
  const list = () => tickets.list({}, { signal }).toArray({ limit: 1 });
  await rejected(list, 'request_aborted', 'An aborted list');
  const thread = () => messages.list(ticketId, {}, { signal }).toArray({ limit: 1 });
  await rejected(thread, 'request_aborted', 'An aborted thread');
  if (tickets.create !== undefined) {
    const create = () => tickets.create?.(draft(), { signal });
    await rejected(create, 'request_aborted', 'An aborted create');
  }
  equal(requests.length, 0, 'Requests sent for calls that were aborted before');
}

async function checkAbortedDuring({ open }: CaseContext): Promise<void> {
  const { adapter, intercept, requests, ticketId } = await open();
  const controller = new AbortController();
  const arrival = new Promise<void>((resolve) =>
    intercept(() => {
      resolve();
      return 'hang';
    }),
  );
  const call = adapter.tickets.get(ticketId, { signal: controller.signal, timeoutMs: 60_000 });
  await Promise.race([arrival, call.catch(ignored)]);
  equal(requests.length, 1, 'Requests in flight');
  controller.abort();
  check(await settlesAtOnce(call), 'A call in flight goes on after its signal aborted.');
  await rejected(() => call, 'request_aborted', 'A call aborted in flight');
  equal(requests.length, 1, 'Requests after an abort in flight');
}

// The case looks at the rejection itself; this keeps it from being reported as unhandled before.
const ignored = (): void => undefined;

async function checkAbortedAsleep({ harness, open }: CaseContext): Promise<void> {
  const session = await open({ maxRetries: 3 });
  const controller = new AbortController();
  const asleep = new Promise<void>((resolve) => session.clock.hold(resolve));
  session.intercept(() => harness.errors.response(503, ''));
  const { signal } = controller;
  const call = session.adapter.tickets.get(session.ticketId, { signal });
  await Promise.race([asleep, call.catch(ignored)]);
  equal(session.clock.sleeps.length, 1, 'Waits before the first repeat, through the given clock');
  controller.abort();
  check(await settlesAtOnce(call), 'A call that waits for its repeat does not notice an abort.');
  await rejected(() => call, 'request_aborted', 'A call aborted while it waits for its repeat');
  equal(session.requests.length, 1, 'Requests after an abort between two attempts');
}

async function checkTimeout({ open }: CaseContext): Promise<void> {
  const { adapter, intercept, ticketId } = await open({ timeoutMs: 100, maxRetries: 0 });
  intercept(() => 'hang');
  const read = () => ends(() => adapter.tickets.get(ticketId), 'A read without an answer');
  const error = await rejected(read, 'request_timeout', 'A read without an answer');
  check(error.retryable, 'A read that timed out should be retryable.');
}

async function checkOwnTimeout({ open }: CaseContext): Promise<void> {
  const { adapter, intercept, ticketId } = await open({ timeoutMs: 60_000 });
  intercept(() => 'hang');
  const get = () => adapter.tickets.get(ticketId, { timeoutMs: 100, maxRetries: 0 });
  const read = () => ends(get, 'A read with its own timeoutMs');
  await rejected(read, 'request_timeout', 'A read with its own timeoutMs');
}

async function checkTruncated({ open }: CaseContext): Promise<void> {
  const { adapter, intercept, ticketId } = await open({ maxRetries: 0 });
  const headers = { 'content-type': 'application/json' };
  for (const body of ['{"id": 42, "subj', '', '<html>Sign in</html>', 'null']) {
    intercept(() => new Response(body, { status: 200, headers }));
    const read = () => adapter.tickets.get(ticketId);
    const what = `An answer of 200 with the body ${JSON.stringify(body)}`;
    await rejected(read, ['wire_format', 'network_failed'], what);
  }
}

async function checkOperationsAbort({ manifest, open }: CaseContext): Promise<void> {
  const signal = AbortSignal.abort();
  const { adapter, requests, ticketId } = await open();
  const body = { text: 'Never sent.' };
  const calls = {
    'tickets.update': () => adapter.tickets.update?.(ticketId, { priority: 'high' }, { signal }),
    'tickets.delete': () => adapter.tickets.delete?.(ticketId, { signal }),
    'messages.note': () => adapter.messages.note?.(ticketId, { body }, { signal }),
    'messages.reply': () => adapter.messages.reply?.(ticketId, { body }, { signal }),
    'tags.add': () => adapter.tags?.add?.(ticketId, ['vip'], { signal }),
    'contacts.find': () => adapter.contacts?.find?.({ email: 'ada@customer.example' }, { signal }),
    'agents.me': () => adapter.agents?.me?.({ signal }),
  } as const;
  for (const [name, call] of Object.entries(calls)) {
    // Safe: the names above are all `resource.operation`.
    const exists = supports(manifest, name as keyof typeof calls);
    if (exists) await rejected(call, 'request_aborted', `${name} with an aborted signal`);
  }
  equal(requests.length, 0, 'Requests sent by writes that were aborted before');
}

/** One call: what it sends, and how it ends early. */
export const transportCases: readonly CaseDefinition[] = [
  { title: 'sends the credentials exactly once with every call', run: checkCredentials },
  { title: 'sends JSON and says so', needs: ['tickets.create'], run: checkBodies },
  { title: 'sends no body with a read', run: checkReads },
  { title: 'sends nothing when the signal is aborted already', run: checkAbortedBefore },
  { title: 'passes the signal on from every operation', run: checkOperationsAbort },
  { title: 'stops at once when aborted in flight', run: checkAbortedDuring },
  { title: 'stops at once when aborted between two attempts', run: checkAbortedAsleep },
  { title: 'gives up on an answer that does not come', run: checkTimeout },
  { title: 'takes a timeout for a single call', run: checkOwnTimeout },
  { title: 'refuses an answer that is cut short or is not JSON', run: checkTruncated },
];
