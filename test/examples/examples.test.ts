import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { finish, startProgram } from '../cli/support/run-cli.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
const fileHash = createHash('sha256').update('12 rolls of labels').digest('hex').slice(0, 12);

/** What each example must say; other lines may stand between. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  '01-quick-start.ts': ['zendesk:acme:1 urgent Label printing is down'],
  '02-answer-and-note.ts': [
    'public   My card was charged twice in May.',
    'public   The second payment is on its way back.',
    'internal Refund 4711, approved by finance.',
    "resolved [ 'refund' ]",
  ],
  '03-webhook-handler.ts': [
    'ticket.created zendesk:acme:5158 urgent',
    'handled',
    'genuine: 200',
    'duplicate',
    'again: 200',
    'refused',
    'forged: 401',
  ],
  '04-triage-sla-health.ts': [
    "triage: urgent customer-success [ 'churn-risk' ]",
    'sla: No first response after 600 minutes; the target for normal tickets is 480.',
    'health: 16 critical',
  ],
  '05-custom-fields.ts': [
    'plan: pro seats: 12',
    'plan: null',
    'warning: dropped customFields.plan',
  ],
  '06-errors-and-retries.ts': [
    'retry 1: GET after server_error',
    'read: Late parcel',
    'reply: outcome_unknown - the thread has 2 messages',
    'missing: NotFoundError not_found docs/errors.md#not_found',
  ],
  '07-change-feed.ts': ['first run: 5 tickets', 'second run: 4 tickets; A better subject'],
  '08-attachments.ts': [`Lieferschein № 7.txt 18 bytes, ${fileHash}`, '12 rolls of labels'],
  '09-import-history.ts': [
    'old-desk-8841 closed 2024-03-04T01:15:00.000Z',
    '2024-03-04T01:15:00.000Z public 花村 千尋',
    '2024-03-04T02:10:00.000Z internal Piet Holloway',
    'warnings: 0 messages to customers: 0',
  ],
  '10-sandbox-in-your-tests.ts': ['passed: 2 requests'],
  '11-one-hub-three-desks.ts': [
    'zendesk Label printing is down pro',
    'intercom Locked out pro',
    'freshdesk Charged twice pro',
    "zendesk open { field: 'statusDetail', from: 'new', to: null }",
    'internal Seen by the hub.',
  ],
  '12-poll-for-events.ts': [
    'new: Label printing is down',
    'message: Nothing comes out.',
    "changed: { field: 'priority', from: 'low', to: 'urgent' }",
    'note: Printer 3 again.',
    'nothing new, nothing told',
  ],
  '13-swap-the-provider.ts': [
    'zendesk:acme:1: public, internal, public',
    '  coerced status: in_progress became open',
    'intercom:abc123de:1: public, internal, public',
    '  coerced status: in_progress became open',
    'freshdesk:acme:1: public, internal, public',
    '  coerced status: in_progress became open',
  ],
  '14-webhooks-next-hono-workers.ts': [
    'ticket.created zendesk:acme:5158 urgent',
    'Next.js: 200',
    'Deno, Bun: 200',
    'in a worker: zendesk:acme:5158',
    'Workers: 200',
    'forged: 401',
  ],
  '15-webhooks-node-http.ts': [
    'ticket.created zendesk:acme:5158 urgent',
    'genuine: 200',
    'forged: 401',
  ],
  '16-webhooks-express.ts': [
    'ticket.created zendesk:acme:5158 urgent',
    'before express.json(): 200',
    'body_already_parsed',
    'after express.json(): 503',
  ],
  '17-webhooks-fastify.ts': [
    'ticket.created zendesk:acme:5158 urgent',
    'genuine: 200',
    'forged: 401',
    'orders: {"parsed":{"id":7}}',
  ],
  '18-webhooks-hono.ts': ['ticket.created zendesk:acme:5158 urgent', 'genuine: 200', 'forged: 401'],
  '20-subscriptions-as-code.ts': [
    'zendesk:acme https://app.example.com/webhooks/zendesk',
    '  + create "polydesk"',
    'first: zendesk:acme create',
    'first: intercom:abc123de manual',
    'first: freshdesk:acme manual',
    'second: zendesk:acme unchanged',
    'second: intercom:abc123de manual',
    'second: freshdesk:acme manual',
    'webhooks: 1, secrets: zendesk:acme',
  ],
  '21-hub-gateway.ts': [
    'acme Locked out of acme high fresh',
    'delivered 200',
    'north Locked out of north high fresh',
    'delivered 200',
    'of another desk: 401',
    'of no desk: 404',
    '{ waiting: 0, running: 0, dead: 0, done: 2 }',
  ],
  '22-hub-stages.ts': [
    'triage: subscription.cancel_subscription urgent',
    'health: 19 8400',
    "written back: urgent [ 'churn-risk' ]",
    'sla: first_response 30 late',
  ],
  '23-own-writes.ts': [
    'heard: Is anybody there?',
    "[ 'Is anybody there?', 'We are on it.' ]",
    'came back and left alone: 1',
  ],
  '24-escalate-and-hand-over.ts': [
    'severity: SEV2 - The function is unavailable, and no workaround is known.',
    'goes to: L3 severity_deadline, failed_attempts',
    'state: escalated set_status, notify, time_limit',
    "refused: The handoff is not complete. attempted_solutions: Say what was tried, or 'none tried'.",
    'taken out: timeline[0].text secret',
    'It stops. My password is [secret removed], see yourself.',
  ],
  '25-rules-templates-alerts.ts': [
    "patch: { priority: 'high', groupId: 'IT infrastructure support' }",
    'look again: 2026-03-02T12:30:00.000Z',
    "remind: { type: 'notify', to: 'group_lead', channels: [ 'mail', 'todo' ] }",
    'wie zufrieden sind Sie mit 1042? https://acme.example/s/1',
    'three: 0',
    'four: create_task:customer_health_warning',
    'highlight: high_value_urgent',
  ],
  '26-health-over-time.ts': [
    'health: 63.25 at-risk',
    'trend: sharp_fall -17',
    "would help: { signal: 'product_usage', from: 60, to: 82.5, by: 22.5 }",
    'alerts: sharp_fall, first_failed_payment',
    'tomorrow: 0 suppressed: 2',
  ],
  '27-train-rules-and-queue.ts': [
    'category: technical.bug | evidence: classified',
    "patch: { priority: 'high' } | to do: notify",
    'ada takes: new',
    'waits: old no_agent_with_capacity',
  ],
  '28-sla-engine.ts': [
    '2026-05-09T12:00:00.000Z standard ok',
    '  requester_wait 30 of 480 2026-05-11T20:30:00.000Z',
    '  first_reply 30 of 120 2026-05-11T14:30:00.000Z',
    '2026-05-11T15:00:00.000Z standard paused',
    '  requester_wait 90 of 480 paused',
    '  first_reply 90 of 120 2026-05-11T14:30:00.000Z',
    'opens: 2026-05-11T13:00:00.000Z',
  ],
  '30-metrics.ts': [
    'time to resolution: median 1500 p90 2604',
    'waiting for a first reply: [ 960 ]',
    'csat: 1 of 2',
    'first reply: off_target (few tickets)',
    'together: 3',
    'busiest hour in New York: mon 4',
  ],
  '31-planning.ts': [
    'calls: 14 agents, 20 scheduled',
    'mail: 27.78 so 28',
    'forecast: holt_winters 214 206',
    'shifts: early 1, mid 1, late 1',
    'split: chat 5, phone 7',
    'a ticket costs 16',
  ],
  '32-feedback.ts': [
    '2026-03 next candidate: export',
    'export rise true 0.029',
    'billing steady false 0.079',
    'burst: login 6 where 0.5 is usual',
  ],
  '33-operations-report.ts': [
    'Tickets created: 5 n = 5',
    'First reply, median: 45 n = 5',
    'First reply, 90th percentile: 168 n = 5, few',
    'SLA attainment: 90 n = 10',
    'triage: no predictions were given',
    'one file without a script: true',
  ],
  '40-migrate.ts': [
    'findings: 0 unmapped: 0',
    'verified: 2',
    'freshdesk:acme:1 is string with 0 differences',
    'page for people: true',
    'messages to customers: 0',
  ],
  '41-migrate-script.ts': ['verified: 2 failed: 0'],
};

/** Node 26 warns of `localStorage`, for which msw looks; what Node tries out is not the examples' to tell. */
const QUIET_NODE = { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };

describe('the examples', () => {
  it('each have their expected output here', () => {
    expect(files.sort()).toEqual(Object.keys(OUTPUTS));
  });

  it.each(Object.entries(OUTPUTS))(
    '%s runs without a network and says what it should',
    async (file, expected) => {
      const { exitCode, stdout, stderr } = await finish(
        startProgram(`examples/${file}`, [], QUIET_NODE),
      );
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      expect(lines.filter((line) => expected.includes(line))).toEqual(expected);
    },
    30_000,
  );

  it('use only the public entry points', () => {
    for (const file of files) {
      const source = readFileSync(new URL(file, FOLDER), 'utf8');
      expect(source, file).not.toMatch(/from '\.\.?\/(?!data\/)/);
    }
  });

  it('stay short: one idea in at most 70 lines', () => {
    for (const file of files) {
      const source = readFileSync(new URL(file, FOLDER), 'utf8');
      expect(source.split('\n').length, file).toBeLessThanOrEqual(70);
    }
  });
});
