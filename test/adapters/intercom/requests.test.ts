import { intercomCapabilities } from 'polydesk/intercom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSpecification, type Specification } from '../../support/openapi.ts';
import { describeWithReference } from '../../support/reference.ts';
import type { Sent } from './support/connect.ts';
import { tourOfOperations } from './support/tour-of-operations.ts';

interface Visit {
  readonly operation: string;
  readonly sent: readonly Sent[];
}

/** Where a request follows the provider sheet against the published description. */
interface Deviation {
  /** `METHOD /path` as the description spells it. */
  readonly operation: string;
  readonly complaint: string;
  /** The section of the provider sheet that says so. */
  readonly reason: string;
}

const unlisted = (
  parameter: string,
  reason: string,
  operations: readonly string[],
): readonly Deviation[] =>
  operations.map((operation) => ({
    operation,
    complaint: `query ${parameter} is unknown`,
    reason,
  }));

const byPage = ['GET /articles', 'GET /articles/search', 'GET /help_center/collections'];

const deviations: readonly Deviation[] = [
  {
    operation: 'POST /conversations',
    complaint: '/from/id must match format "uuid"',
    reason: 'section 12: ids of contacts are 24 hex digits, as the description’s own examples',
  },
  {
    operation: 'POST /tags',
    complaint: ' must match exactly one schema in oneOf',
    reason: 'section 14: tagging a company also has the form of the other requests',
  },
  ...unlisted('per_page', 'section 5: 50 a page, 150 at most', [
    'GET /contacts',
    'GET /companies/{company_id}/contacts',
  ]),
  ...unlisted('per_page', 'section 5: pages by number', byPage),
  ...unlisted('page', 'section 5: pages by number', byPage),
];

/** Paths that the description leaves out altogether, and the sheet's section on them. */
const undescribed: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /^\/i\/o\//, reason: 'section 10: a download, not a call of the API' },
];

/** The sandbox does not answer these; each has a test of its own over a canned answer. */
const elsewhere = ['products.list'];

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

const promised = Object.entries(intercomCapabilities.resources).flatMap(
  ([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`),
);

let visits: readonly Visit[] = [];
beforeAll(async () => {
  visits = await takeTour();
});
const requests = () =>
  visits.flatMap(({ operation, sent }) => sent.map((one) => ({ operation, ...one })));

describe('a tour through every operation of the adapter', () => {
  it('visits what the manifest promises, and nothing else', () => {
    expect(visits.map(({ operation }) => operation).sort()).toEqual([...promised].sort());
  });

  it('finds no operation that sends nothing and no request that is refused', () => {
    const silent = visits.filter(({ sent }) => sent.length === 0);
    expect(silent.map(({ operation }) => operation)).toEqual(elsewhere);
    const refused = requests().filter(({ status }) => status === null || status >= 400);
    expect(refused.map(({ operation, path, status }) => `${operation} ${path} ${status}`)).toEqual(
      [],
    );
  });

  it('sends JSON bodies as JSON, no body with a GET, and the version with everything', () => {
    for (const { operation, method, path, body, headers } of requests()) {
      if (method === 'GET') expect(body, operation).toBeUndefined();
      else if (typeof body === 'object')
        expect(headers['content-type'], operation).toMatch(/^application\/json/);
      // Files lie on another host, which gets nothing but the question.
      if (operation !== 'attachments.download')
        expect(headers['intercom-version'], `${operation} ${path}`).toBe('2.16');
    }
  });
});

describeWithReference('the requests and the published description', () => {
  const described = new Set<string>();
  const used = new Set<string>();
  let specification: Specification;
  const complaintsOf = (request: Sent): readonly (readonly [string, string])[] => {
    const operation = specification.find(request.method, request.path);
    if (operation === null) {
      const known = undescribed.find(({ path }) => path.test(request.path));
      if (known === undefined) return [[`${request.method} ${request.path}`, 'is not described']];
      used.add(known.reason);
      return [];
    }
    described.add(operation.name);
    const complaints = [
      ...operation.unknownQuery(request.query).map((name) => `query ${name} is unknown`),
      ...(request.body === undefined ? [] : (operation.validateRequest(request.body) ?? [])),
    ];
    return complaints.flatMap((complaint): readonly (readonly [string, string])[] => {
      const excuse = deviations.find(
        (one) => one.operation === operation.name && one.complaint === complaint,
      );
      if (excuse !== undefined) used.add(`${excuse.operation} ${excuse.complaint}`);
      return excuse === undefined ? [[operation.name, complaint]] : [];
    });
  };

  it('agree in path, query and body, but for what is listed', () => {
    specification = loadSpecification('providers', 'intercom', 'openapi-2.16.yaml');
    const problems = requests().flatMap((one) =>
      complaintsOf(one).map(([where, what]) => `${one.operation}: ${where}: ${what}`),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it('differ nowhere that is no longer needed', () => {
    const idle = [
      ...deviations.map(({ operation, complaint }) => `${operation} ${complaint}`),
      ...undescribed.map(({ reason }) => reason),
    ].filter((entry) => !used.has(entry));
    expect(idle).toEqual([]);
  });

  afterAll(() => {
    console.info(
      `requests: ${visits.length} operations sent ${requests().length} requests; ` +
        `${described.size} operations of the description were used`,
    );
  });
});
