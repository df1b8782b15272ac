import { freshdeskCapabilities } from 'polydesk/freshdesk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sent } from './support/connect.ts';
import { DOCUMENTED_CALLS, type DocumentedCall } from './support/documented-parameters.ts';
import { tourOfOperations } from './support/tour-of-operations.ts';

interface Visit {
  readonly operation: string;
  readonly sent: readonly Sent[];
}

async function takeTour(): Promise<readonly Visit[]> {
  const { tour, connection } = tourOfOperations();
  const visits: Visit[] = [];
  for (const [resource, operations] of Object.entries(tour)) {
    for (const [name, call] of Object.entries(operations)) {
      connection.forget();
      await call();
      visits.push({ operation: `${resource}.${name}`, sent: connection.sent() });
    }
  }
  return visits;
}

const promised = Object.entries(freshdeskCapabilities.resources).flatMap(
  ([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`),
);

/**
 * Answers that are no error: an archived ticket and a new translation are looked for first, and a
 * filter is tried that the sheet does not confirm.
 */
const EXPECTED_MISSES: readonly RegExp[] = [
  /^tickets\.get GET \/api\/v2\/tickets\/\d+ 404$/,
  /^contacts\.find GET \/api\/v2\/contacts 400$/,
  /^articles\.translate PUT \/api\/v2\/solutions\/articles\/\d+\/de 404$/,
];

let visits: readonly Visit[] = [];
beforeAll(async () => {
  visits = await takeTour();
}, 60_000);
const requests = () =>
  visits.flatMap(({ operation, sent }) => sent.map((one) => ({ operation, ...one })));

describe('a tour through every operation of the adapter', () => {
  it('visits what the manifest promises, and nothing else', () => {
    expect(visits.map(({ operation }) => operation).sort()).toEqual([...promised].sort());
  });

  it('finds no operation that sends nothing and no request that is refused', () => {
    expect(visits.filter(({ sent }) => sent.length === 0)).toEqual([]);
    const refused = requests()
      .filter(({ status }) => status >= 400)
      .map(({ operation, method, path, status }) => `${operation} ${method} ${path} ${status}`)
      .filter((line) => !EXPECTED_MISSES.some((pattern) => pattern.test(line)));
    expect(refused).toEqual([]);
  });

  it('sends bodies as JSON or as a form with a boundary, and no body with a GET', () => {
    for (const { operation, method, body, parts, headers } of requests()) {
      const type = headers.get('content-type');
      if (method === 'GET')
        expect([body, parts, type], operation).toEqual([undefined, undefined, null]);
      if (parts !== undefined)
        expect(type, operation).toMatch(/^multipart\/form-data; boundary=\S+/);
      if (body !== undefined) expect(type, operation).toMatch(/^application\/json/);
    }
  });
});

describe('the requests and what the provider sheet documents', () => {
  const used = new Set<DocumentedCall>();
  const guesses = new Set<string>();

  const complaintsOf = ({ method, path, query, body, parts }: Sent): readonly string[] => {
    const below = path.replace('/api/v2', '');
    const call = DOCUMENTED_CALLS.find((one) => one.method === method && one.path.test(below));
    // Files are fetched from signed links elsewhere, not from the API.
    if (!path.startsWith('/api/v2/')) return [];
    if (call === undefined) return [`${method} ${below} is not documented`];
    used.add(call);
    const { unconfirmed = {} } = call;
    for (const name of query.keys()) if (Object.hasOwn(unconfirmed, name)) guesses.add(name);
    const keys =
      parts === undefined
        ? Object.keys(typeof body === 'object' && body !== null ? body : {})
        : parts.map(({ name }) => name.replace(/\[.*$/, ''));
    return [
      ...[...query.keys()]
        .filter((name) => call.query?.includes(name) !== true && !Object.hasOwn(unconfirmed, name))
        .map((name) => `${method} ${below}: query ${name} is not documented`),
      ...keys
        .filter((name) => call.body?.includes(name) !== true)
        .map((name) => `${method} ${below}: ${name} in the body is not documented`),
    ];
  };

  it('agree in path, query and body', () => {
    const problems = requests().flatMap((one) =>
      complaintsOf(one).map((what) => `${one.operation}: ${what}`),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it('list nothing that is never sent', () => {
    const idle = DOCUMENTED_CALLS.filter((call) => !used.has(call));
    // The thread of an archived ticket is read in a test of its own.
    expect(idle.map(({ method, path }) => `${method} ${path.source}`)).toEqual([
      'GET ^\\/tickets\\/archived\\/\\d+\\/conversations$',
    ]);
    expect([...guesses].sort()).toEqual(['include', 'unique_external_id']);
  });

  afterAll(() => {
    console.info(
      `requests: ${visits.length} operations sent ${requests().length} requests; ` +
        `${used.size} documented calls were used`,
    );
  });
});
