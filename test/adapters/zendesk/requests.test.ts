import { zendeskCapabilities } from 'polydesk/zendesk';
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

const listed = [
  'GET /api/v2/tickets',
  'GET /api/v2/tickets/{ticket_id}/comments',
  'GET /api/v2/tickets/{ticket_id}/audits',
  'GET /api/v2/tags',
  'GET /api/v2/users',
  'GET /api/v2/organizations',
  'GET /api/v2/groups',
  'GET /api/v2/satisfaction_ratings',
];

const deviations: readonly Deviation[] = [
  ...unlisted('page[size]', 'section 3.1: cursors work on all of these lists', listed),
  ...unlisted('page[after]', 'section 3.1: cursors work on all of these lists', [
    'GET /api/v2/tickets',
  ]),
  ...unlisted('sort', 'section 3.1: the one way to sort a list by cursor', [
    'GET /api/v2/tickets',
    'GET /api/v2/tickets/{ticket_id}/comments',
  ]),
  ...unlisted('include', 'section 21: side-loading', [
    'GET /api/v2/tickets',
    'GET /api/v2/tickets/{ticket_id}',
    'GET /api/v2/tickets/show_many',
    'GET /api/v2/tickets/{ticket_id}/audits',
    'GET /api/v2/incremental/tickets/cursor',
  ]),
  ...unlisted('per_page', 'section 14: 1 to 1000', ['GET /api/v2/incremental/tickets/cursor']),
  ...unlisted('per_page', 'section 3.2: the recorded list has the form of numbered pages', [
    'GET /api/v2/macros',
  ]),
  ...unlisted('page', 'section 3.2: the recorded list has the form of numbered pages', [
    'GET /api/v2/macros',
  ]),
  ...unlisted('filename', 'section 10', ['POST /api/v2/uploads']),
  ...unlisted('start_time', 'section 16', ['GET /api/v2/satisfaction_ratings']),
];

/** Paths that the description leaves out altogether, and the sheet's section on them. */
const undescribed: readonly { readonly path: RegExp; readonly reason: string }[] = [
  {
    path: /^\/api\/v2\/help_center\//,
    reason: 'section 19: the Help Center has its own description',
  },
  { path: /\/side_conversations(\/|$)/, reason: 'section 18: an add-on' },
  { path: /^\/api\/v2\/business_hours\//, reason: 'section 17: schedules' },
  { path: /^\/attachments?\//, reason: 'section 10: a download, not a call of the API' },
  { path: /^\/api\/v2\/tickets\/\d+\/metrics$/, reason: 'section 7.3' },
  {
    path: /^\/api\/v2\/groups\/\d+\/memberships$/,
    reason: 'section 9.3: memberships of one group',
  },
  { path: /^\/api\/v2\/users\/\d+\/tickets\/requested$/, reason: 'section 6.1: one requester’s' },
  { path: /^\/api\/v2\/organizations\/\d+\/tickets$/, reason: 'section 6.1: one organization’s' },
  {
    path: /^\/api\/v2\/organizations\/\d+\/users$/,
    reason: 'section 9.1: one organization’s people',
  },
];

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

const promised = Object.entries(zendeskCapabilities.resources).flatMap(
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
    expect(visits.filter(({ sent }) => sent.length === 0)).toEqual([]);
    const refused = requests().filter(({ status }) => status === null || status >= 400);
    expect(refused.map(({ operation, path, status }) => `${operation} ${path} ${status}`)).toEqual(
      [],
    );
  });

  it('sends JSON bodies as JSON and no body with a GET', () => {
    for (const { operation, method, body, headers } of requests()) {
      if (method === 'GET') expect(body, operation).toBeUndefined();
      else if (typeof body === 'object')
        expect(headers['content-type'], operation).toMatch(/^application\/json/);
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
    specification = loadSpecification('providers', 'zendesk', 'openapi.json');
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
