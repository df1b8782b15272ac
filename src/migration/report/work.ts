import {
  badge,
  bucketSeries,
  facts,
  html,
  lineChart,
  type ReportSection,
  table,
  type Tone,
} from '../../report/index.ts';
import type { DeskRequests } from './types.ts';
import type { ReportContext } from './results.ts';
import { type RunStatus, runStatus } from './verdict.ts';

const RUN_TONES: Readonly<Record<RunStatus, Tone>> = {
  done: 'good',
  failed: 'bad',
  cancelled: 'warning',
  running: 'muted',
  killed: 'bad',
};

/** Kills that are drawn; their number is said in full. */
const MOST_EVENTS = 20;

/** How people were matched. */
export function peopleSection({ report, format, maxRows }: ReportContext): ReportSection {
  const { people } = report;
  if (people === null) {
    return {
      id: 'people',
      title: 'People',
      body: html`<p class="empty">People were not part of this migration.</p>`,
    };
  }
  const { roles, fallbackAuthor, conflicts } = people;
  const number = { kind: 'number' } as const;
  return {
    id: 'people',
    title: 'People',
    body: html`<p class="intro">Stand-ins: contacts that the source has deleted, made anew with their name; agents without a counterpart, whom the first line of what they wrote names.</p>
${facts([['Author of last resort', fallbackAuthor === null ? 'the agent whose credentials write' : html`<code>${fallbackAuthor}</code>`]])}
${table({
  id: 'people-table',
  caption: 'People by role',
  columns: [
    { title: 'Role' },
    { title: 'Matched', ...number },
    { title: 'Created', ...number },
    { title: 'Conflicts', ...number },
    { title: 'Stand-ins', ...number },
  ],
  rows: roles.map((each) => [
    each.role === 'agent' ? 'Agents' : 'Contacts',
    ...[each.matched, each.created, each.conflicts, each.fallback].map((count) =>
      format.number(count),
    ),
  ]),
  format,
})}
${table({
  id: 'conflicts-table',
  caption: 'People without a single match',
  columns: ['At the source', 'Role', 'Candidates at the target', 'Why', 'Decision'].map(
    (title) => ({ title }),
  ),
  rows: conflicts.items
    .slice(0, maxRows)
    .map((person) => [
      html`<code>${person.source}</code>${report.containsCustomerText && person.name && html` (${person.name})`}`,
      person.role,
      person.candidates.map(
        (candidate, index) => html`${index > 0 && ', '}<code>${candidate}</code>`,
      ),
      person.reason,
      person.decision ?? 'none yet',
    ]),
  total: conflicts.total,
  maxRows,
  empty: 'none.',
  format,
})}`,
  };
}

/** Runs, and how fast they went. */
export function runsSection({ report, format, maxRows }: ReportContext): ReportSection {
  const runs = report.runs.toReversed().sort((one, other) => one.startedAt - other.startedAt);
  const killed = runs.filter((run) => runStatus(run, report) === 'killed');
  const { width, points } = bucketSeries(
    report.throughput.map(({ at, items }) => ({ at, count: items })),
  );
  const chart = lineChart({
    id: 'throughput',
    title: 'Throughput',
    valueTitle: 'Items per minute',
    timeTitle: 'From',
    series: [{ name: 'Items per minute', points }],
    events:
      points.length === 0
        ? []
        : killed.slice(-MOST_EVENTS).map((run) => ({ at: run.heartbeatAt, label: 'killed' })),
    maxRows,
    format,
  });
  const rows = runs.slice(-maxRows).map((run) => {
    const status = runStatus(run, report);
    // Nobody saw the end of a run that was killed: its last heartbeat is the last that is known.
    const end = run.endedAt ?? (status === 'killed' ? run.heartbeatAt : report.generatedAt);
    const last = html`last heard of ${format.moment(run.heartbeatAt)}`;
    return [
      format.moment(run.startedAt),
      run.phase,
      run.endedAt === null ? last : format.moment(run.endedAt),
      format.duration(Math.max(0, end - run.startedAt)),
      badge(RUN_TONES[status], status),
      html`<code>${run.id}</code>`,
    ];
  });
  return {
    id: 'runs',
    title: 'Runs and throughput',
    body: html`${killed.length > 0 && html`<p>${format.number(killed.length)} of ${format.number(runs.length)} runs were killed. A run after a kill goes on from the ledger.</p>`}
${table({
  id: 'runs-table',
  caption: runs.length > maxRows ? 'The latest runs, oldest first' : 'Runs, oldest first',
  columns: [
    { title: 'Start' },
    { title: 'Phase' },
    { title: 'End' },
    { title: 'Duration', kind: 'number' },
    { title: 'Outcome' },
    { title: 'Run' },
  ],
  rows,
  total: runs.length,
  maxRows,
  empty: 'none yet.',
  format,
})}
${points.length > 0 && html`<p class="intro">Items confirmed at the target per minute, averaged over ${format.duration(width)}.</p>`}
${chart}`,
  };
}

/** What was asked of the desks. */
export function requestsSection({ report, format, maxRows }: ReportContext): ReportSection {
  const number = { kind: 'number' } as const;
  const name = ({ side, account, budget }: DeskRequests) =>
    html`${side}: <code>${account}</code>${budget !== null && html` (${budget})`}`;
  return {
    id: 'requests',
    title: 'Requests',
    body: table({
      id: 'requests-table',
      caption: 'Requests by desk',
      columns: [
        { title: 'Desk' },
        { title: 'Requests', ...number },
        { title: 'Answers 429', ...number },
        { title: 'Retries', ...number },
        { title: 'Allowed per minute', ...number },
        { title: 'Rate limit used', ...number },
        { title: 'Waited', ...number },
      ],
      rows: report.requests
        .slice(0, maxRows)
        .map((desk) => [
          name(desk),
          format.number(desk.requests),
          format.number(desk.rateLimited),
          format.number(desk.retries),
          desk.limitPerMinute === null ? null : format.number(desk.limitPerMinute),
          desk.limitUsed === null ? null : format.percent(desk.limitUsed),
          format.duration(desk.waitedMs),
        ]),
      total: report.requests.length,
      maxRows,
      empty: 'none.',
      format,
    }),
  };
}

/** What the migration was told. */
export function settingsSection({ report, format, maxRows }: ReportContext): ReportSection {
  const settings = Object.entries(report.settings);
  const shown = (value: string | number | boolean | null) => {
    if (value === null) return 'not set';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return typeof value === 'number' ? format.number(value, 3) : value;
  };
  return {
    id: 'settings',
    title: 'Settings',
    body: table({
      id: 'settings-table',
      caption: 'Settings used',
      columns: [{ title: 'Setting' }, { title: 'Value' }],
      total: settings.length,
      rows: settings
        .slice(0, maxRows)
        .map(([name, value]) => [html`<code>${name}</code>`, shown(value)]),
      maxRows,
      empty: 'none.',
      format,
    }),
  };
}
