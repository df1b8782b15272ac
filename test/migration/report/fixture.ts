import type {
  FieldCoverage,
  LossGroup,
  MigrationReport,
  ReportItem,
} from '../../../src/migration/report/index.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23, 18, 0);

const ticket = (id: number, linked = true): ReportItem => ({
  kind: 'ticket',
  source: `zendesk:acme:${id}`,
  target: `freshdesk:acme:${id - 30_000}`,
  ...(linked && {
    sourceUrl: `https://acme.zendesk.example/agent/tickets/${id}`,
    targetUrl: `https://acme.freshdesk.example/a/tickets/${id - 30_000}`,
  }),
  title: `Refund for order ${id}`,
});

const field = (
  kind: FieldCoverage['kind'],
  name: string,
  [native, derived, lossy]: readonly [number, number, number],
): FieldCoverage => ({ kind, field: name, native, derived, lossy, affected: derived + lossy });

const loss = (
  type: LossGroup['type'],
  name: string,
  reason: string,
  count: number,
  ids: readonly number[],
): LossGroup => ({
  type,
  field: name,
  reason,
  count,
  items: count,
  examples: ids.map((id) => ticket(id)),
});

/** Two evenings of work with a kill in between, in the shape of real ones; every number is made up. */
const throughput = Array.from({ length: 430 }, (_, index) => {
  const evening = index < 215 ? 0 : 24 * 60 * MINUTE;
  const minute = index % 215;
  const wave = 24 + Math.round(6 * Math.sin(minute / 9)) - (minute % 37 === 0 ? 14 : 0);
  return { at: START + evening + (minute + 10) * MINUTE, items: minute > 190 ? wave - 12 : wave };
});

/** A migration that is nearly done: some failed, some differ, one run was killed. */
export const REPORT: MigrationReport = {
  version: 1,
  generatedAt: START + 30 * 60 * MINUTE,
  release: '0.0.0',
  subject: { from: 'zendesk:acme', to: 'freshdesk:acme' },
  containsCustomerText: false,
  counts: {
    organization: { verified: 212 },
    contact: { verified: 3_988, skipped: 14, failed: 3 },
    // `verify` leaves what differs confirmed: six tickets and an article.
    ticket: { verified: 5_896, confirmed: 67, failed: 17, skipped: 22, planned: 4, sent: 1 },
    link: { verified: 340, skipped: 2 },
    article: { verified: 117, confirmed: 1 },
  },
  differing: { ticket: 6, article: 1 },
  fields: [
    field('ticket', 'subject', [6_007, 0, 0]),
    field('ticket', 'status', [5_101, 0, 906]),
    field('ticket', 'priority', [4_210, 1_797, 0]),
    field('ticket', 'type', [5_500, 0, 507]),
    field('ticket', 'tags', [5_990, 0, 17]),
    field('ticket', 'createdAt', [0, 6_007, 0]),
    field('ticket', 'messages.body', [28_811, 0, 412]),
    field('ticket', 'messages.author', [28_940, 283, 0]),
    field('ticket', 'attachments', [3_313, 0, 9]),
    field('contact', 'email', [3_988, 0, 0]),
    field('contact', 'phone', [2_120, 0, 44]),
    field('organization', 'domains', [212, 0, 0]),
    field('article', 'body', [112, 0, 6]),
  ],
  losses: {
    total: 5,
    items: [
      loss(
        'derived',
        'createdAt',
        'The target sets its own date; a header in the first note has the original one.',
        6_007,
        [35_001, 35_002, 35_003, 35_004, 35_005],
      ),
      loss(
        'coerced',
        'status',
        'The target has no status for "on hold"; it became pending.',
        906,
        [35_020, 35_044],
      ),
      loss('coerced', 'type', 'The type "task" is not one of the target.', 507, [35_101]),
      loss(
        'coerced',
        'messages.body',
        'Tables with merged cells were made plain.',
        412,
        [35_007, 35_008],
      ),
      loss(
        'dropped',
        'attachments',
        'Larger than 20 MB, which is the most that the target takes.',
        9,
        [35_350],
      ),
    ],
  },
  failures: [
    {
      code: 'validation_failed',
      count: 12,
      examples: [35_610, 35_611, 35_702, 35_777, 35_801].map((id) => ({
        ...ticket(id),
        target: null,
        message: 'The desk refuses the ticket. custom_fields.cf_region: is required',
      })),
    },
    {
      code: 'permission_denied',
      count: 5,
      examples: [
        { ...ticket(35_990), target: null, message: 'The token may not write to group 7.' },
      ],
    },
    {
      code: 'conflict',
      count: 3,
      examples: [
        {
          kind: 'contact',
          source: 'zendesk:acme:9911',
          target: null,
          message: 'Another contact has the same address.',
        },
      ],
    },
  ],
  differences: {
    total: 7,
    items: [
      {
        ...ticket(35_201),
        differences: [
          { field: 'messages[3].visibility', expected: 'private', actual: 'public' },
          { field: 'tags', expected: '4 tags', actual: '3 tags' },
        ],
      },
      { ...ticket(35_377), differences: [{ field: 'status', expected: 'solved', actual: 'open' }] },
      {
        ...ticket(35_378),
        differences: [
          { field: 'messages[0].attachments[1].sha256', expected: '9f2c…', actual: null },
        ],
      },
      {
        kind: 'article',
        source: 'zendesk:acme:77',
        target: 'freshdesk:acme:12',
        differences: [
          { field: 'section', expected: 'freshdesk:acme:4', actual: 'freshdesk:acme:1' },
        ],
      },
    ],
  },
  skipped: [
    {
      kind: 'ticket',
      reason: 'Deleted at the source',
      count: 22,
      examples: [{ ...ticket(35_400), target: null }],
    },
    { kind: 'contact', reason: 'No address and no phone number', count: 14, examples: [] },
    { kind: 'link', reason: 'One of the two tickets was skipped', count: 2, examples: [] },
  ],
  people: {
    roles: [
      { role: 'agent', matched: 31, created: 0, conflicts: 2, fallback: 4 },
      { role: 'contact', matched: 611, created: 3_377, conflicts: 3, fallback: 11 },
    ],
    fallbackAuthor: 'freshdesk:acme:1',
    conflicts: {
      total: 5,
      items: [
        {
          role: 'agent',
          source: 'zendesk:acme:41',
          candidates: ['freshdesk:acme:8', 'freshdesk:acme:19'],
          reason: 'Two agents share the name, neither has the address',
          decision: 'author of last resort',
          name: 'Kim Example',
        },
        {
          role: 'contact',
          source: 'zendesk:acme:9911',
          candidates: ['freshdesk:acme:702'],
          reason: 'The address belongs to a contact of another organization',
          decision: null,
          name: 'Ada Sample',
        },
      ],
    },
  },
  runs: [
    {
      id: 'run-5',
      phase: 'verify',
      startedAt: START + 28 * 60 * MINUTE,
      heartbeatAt: START + 29 * 60 * MINUTE,
      endedAt: START + 29 * 60 * MINUTE,
      outcome: 'done',
    },
    {
      id: 'run-4',
      phase: 'run',
      startedAt: START + 24 * 60 * MINUTE,
      heartbeatAt: START + 28 * 60 * MINUTE,
      endedAt: START + 28 * 60 * MINUTE,
      outcome: 'done',
    },
    {
      id: 'run-3',
      phase: 'run',
      startedAt: START + 8 * MINUTE,
      heartbeatAt: START + 225 * MINUTE,
      endedAt: null,
      outcome: null,
    },
    {
      id: 'run-2',
      phase: 'preflight',
      startedAt: START + 4 * MINUTE,
      heartbeatAt: START + 5 * MINUTE,
      endedAt: START + 5 * MINUTE,
      outcome: 'done',
    },
    {
      id: 'run-1',
      phase: 'plan',
      startedAt: START,
      heartbeatAt: START + 4 * MINUTE,
      endedAt: START + 4 * MINUTE,
      outcome: 'done',
    },
  ],
  runTimeoutMs: 60_000,
  throughput,
  requests: [
    {
      side: 'source',
      account: 'zendesk:acme',
      budget: null,
      requests: 41_220,
      rateLimited: 3,
      retries: 11,
      limitPerMinute: 700,
      limitUsed: 0.413,
      waitedMs: 95_000,
    },
    {
      side: 'target',
      account: 'freshdesk:acme',
      budget: 'all',
      requests: 93_847,
      rateLimited: 27,
      retries: 64,
      limitPerMinute: 400,
      limitUsed: 0.9996,
      waitedMs: 11_100_000,
    },
    {
      side: 'target',
      account: 'freshdesk:acme',
      budget: 'tickets create',
      requests: 6_071,
      rateLimited: 0,
      retries: 2,
      limitPerMinute: null,
      limitUsed: null,
      waitedMs: 0,
    },
  ],
  settings: {
    concurrency: 8,
    'share of the rate limit': 0.9,
    ledger: 'sqlite',
    'closed tickets': true,
    'deleted tickets': false,
    'tickets since': null,
    'author of last resort': 'freshdesk:acme:1',
  },
};
