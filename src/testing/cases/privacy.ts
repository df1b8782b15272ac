import { SupportError } from '../../errors/index.ts';
import { check, equal, thrown } from '../assert.ts';
import type { CaseContext, CaseDefinition, Session } from '../case.ts';
import { everyText } from '../deep.ts';
import type { Fault } from '../observed-fetch.ts';

const CANARY = 'kQ7-text-of-a-customer';

/** Like the error of an HTTP client: it carries the request with its headers. */
class ClientError extends TypeError {
  readonly config: unknown;
  readonly request: unknown;

  constructor(headers: Readonly<Record<string, string>>, body: string) {
    super('fetch failed');
    this.config = { headers, data: body };
    this.request = { headers };
  }
}

type Mishap = readonly [name: string, fault: (context: CaseContext) => () => Fault];

const MISHAPS: readonly Mishap[] = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map(
    (status): Mishap => [
      `an answer of ${status}`,
      ({ harness }) =>
        () =>
          harness.errors.response(status, CANARY),
    ],
  ),
  ['an HTML page', () => () => new Response(`<p>${CANARY}</p>`, { status: 502 })],
  ['an answer cut short', () => () => new Response(`{"a": "${CANARY}`, { status: 200 })],
  [
    'an answer of another form',
    () => () => Response.json({ [CANARY]: CANARY, ticket: CANARY, id: [CANARY] }),
  ],
  ['a lost connection', () => () => 'drop'],
  ['a timeout', () => () => 'hang'],
  [
    'an error of an HTTP client',
    ({ harness }) =>
      () => {
        const { header, value } = harness.wire.credentials;
        throw new ClientError({ [header]: value }, CANARY);
      },
  ],
];

/** Everything that goes wrong when a ticket with customer text is read and written. */
async function mishapErrors(
  context: CaseContext,
  look: (what: string, found: unknown) => void,
): Promise<void> {
  for (const [name, fault] of MISHAPS) {
    const session = await context.open({ maxRetries: 1, timeoutMs: 100 });
    const events: unknown[] = [];
    for (const event of ['request', 'retry', 'rateLimit', 'warning'] as const) {
      session.adapter.on(event, (payload) => events.push(payload));
    }
    session.intercept(fault(context));
    for (const [action, run] of callsOf(context, session)) {
      const error = await thrown(run, `${action} with ${name}`);
      check(SupportError.isInstance(error), `${action} with ${name} threw a foreign error.`);
      look(`The error of ${action} with ${name}`, [error, error.toJSON(), error.message]);
    }
    look(`An event during ${name}`, events);
  }
}

type Action = readonly [name: string, run: () => Promise<unknown>];

function callsOf({ draft }: CaseContext, { adapter, ticketId }: Session): readonly Action[] {
  const { create } = adapter.tickets;
  const message = { body: { text: CANARY }, visibility: 'public' as const };
  const requester = { email: `${CANARY}@customer.example`, name: CANARY };
  const secretDraft = draft({ subject: CANARY, message, requester });
  return [
    ['tickets.get', () => adapter.tickets.get(ticketId)],
    ['tickets.list', () => adapter.tickets.list().toArray({ limit: 1 })],
    ...(create === undefined
      ? []
      : [['tickets.create', async () => adapter.tickets.create?.(secretDraft)] as const]),
  ];
}

const holds = (found: unknown, text: string): boolean =>
  everyText(found).some((candidate) => candidate.includes(text));

async function checkSecrets(context: CaseContext): Promise<void> {
  const { secrets, wire } = context.harness;
  check(secrets.length > 0, 'The harness names no secrets.');
  await mishapErrors(context, (what, found) => {
    for (const secret of [...secrets, wire.credentials.value]) {
      check(!holds(found, secret), `${what} holds a secret.`);
    }
  });
}

async function checkText(context: CaseContext): Promise<void> {
  await mishapErrors(context, (what, found) => {
    check(!holds(found, CANARY), `${what} holds text of a customer.`);
  });
}

async function checkAdapter({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const secret of [...harness.secrets, harness.wire.credentials.value]) {
    check(!holds(adapter, secret), 'Whoever prints the adapter prints a secret.');
  }
}

async function checkObservers({ harness, open, draft }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const events: unknown[] = [];
  for (const name of ['request', 'warning'] as const) {
    adapter.on(name, (payload) => events.push(payload));
  }
  await adapter.tickets.get(ticketId);
  for (const query of [{ tags: [CANARY] }, { callerKey: CANARY }]) {
    // A filter that does not exist is refused, also at once.
    await Promise.resolve()
      .then(() => adapter.tickets.list(query).toArray({ limit: 1 }))
      .catch(() => []);
  }
  await adapter.tickets.create?.(draft({ subject: CANARY, tags: [CANARY], category: CANARY }));
  check(events.length > 0, 'Observers are told of nothing.');
  for (const secret of [...harness.secrets, harness.wire.credentials.value, CANARY]) {
    check(!holds(events, secret), 'An event holds a secret or text of a customer.');
  }
}

async function checkWarnings({ open, draft }: CaseContext): Promise<void> {
  const { ticket } = (await open()).adapter.translate;
  const { warnings } = ticket.fromUnified(
    draft({ subject: CANARY, category: CANARY, callerKey: CANARY, tags: [CANARY] }),
  );
  check(!holds(warnings, CANARY), 'A warning about a draft quotes its text.');
}

const ELSEWHERE = 'https://elsewhere.example';

async function checkForeignHost({ open }: CaseContext): Promise<void> {
  const { adapter, requests } = await open({ maxRetries: 0 });
  for (const path of [`${ELSEWHERE}/steal`, '//elsewhere.example/steal', '/\\elsewhere.example']) {
    const run = () => adapter.request({ method: 'GET', path });
    const error = await run().catch((reason: unknown) => reason);
    const away = requests.filter(({ url }) => url.hostname === 'elsewhere.example');
    equal(away.length, 0, 'Requests with credentials to another host');
    const sane = !(error instanceof Error) || SupportError.isInstance(error);
    check(sane, `request() to ${path} threw a foreign error.`);
  }
}

async function checkRedirect({ harness, open }: CaseContext): Promise<void> {
  const { adapter, intercept, requests, ticketId } = await open({ maxRetries: 0 });
  const { header } = harness.wire.credentials;
  intercept(({ url }) =>
    url.origin === ELSEWHERE
      ? Response.json({})
      : new Response(null, { status: 302, headers: { location: `${ELSEWHERE}/steal` } }),
  );
  await thrown(() => adapter.tickets.get(ticketId), 'A read that is redirected to another host');
  const leaked = requests.filter(
    ({ url, headers }) => url.origin === ELSEWHERE && headers.has(header),
  );
  equal(leaked.length, 0, 'Requests with credentials to the host of a redirect');
}

/** What may be logged: everything polydesk says of itself. */
export const privacyCases: readonly CaseDefinition[] = [
  { title: 'keeps secrets out of errors, causes and events when calls fail', run: checkSecrets },
  { title: 'keeps customer text out of errors, causes and events', run: checkText },
  { title: 'keeps secrets out of the adapter itself', run: checkAdapter },
  { title: 'tells observers neither secrets nor customer text', run: checkObservers },
  { title: 'quotes no customer text in warnings', run: checkWarnings },
  { title: 'sends credentials to no other host', run: checkForeignHost },
  { title: 'does not take credentials along a redirect', run: checkRedirect },
];
