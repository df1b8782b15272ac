import type { Paint } from '../../terminal/paint.ts';
import { formatTable } from '../../terminal/table.ts';
import type { DemoReport, HealthRow, SlaSummary } from '../report.ts';
import { labelOf, ticketLabel } from './labels.ts';
import { losses } from './losses-section.ts';
import { PRIORITY_LOOKS } from './triage-line.ts';

const SHOWN_ACCOUNTS = 8;
const SHOWN_BREACHES = 6;

type Section = (report: DemoReport, paint: Paint) => readonly string[];

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;

const duration = (minutes: number): string => {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
};

const events: Section = ({ webhooks }, paint) => {
  const types = [...new Set(webhooks.flatMap(({ byType }) => Object.keys(byType)))].sort();
  const rows: readonly (readonly [string, (desk: (typeof webhooks)[number]) => unknown])[] = [
    ['proven by', ({ proof }) => proof],
    ['deliveries', ({ deliveries }) => deliveries],
    ['known already', ({ duplicates }) => duplicates],
    ['forgeries refused', ({ refused }) => refused.length],
    ...types.map((type) => [type, byTypeOf(type)] as const),
  ];
  return [
    `${sum(webhooks.map(({ accepted }) => accepted))} events, proven and read, came to one handler`,
    ...formatTable(
      [
        { title: '' },
        ...webhooks.map(({ desk }) => ({ title: labelOf(desk), align: 'right' as const })),
      ],
      rows.map(([title, valueOf]) => [title, ...webhooks.map((desk) => String(valueOf(desk)))]),
      paint,
    ),
    ...webhooks
      .filter(({ proof }) => proof === 'shared-secret')
      .map(({ desk }) =>
        paint('dim', `${labelOf(desk)} numbers no events: what looks the same counts as known`),
      ),
  ];
};

const byTypeOf =
  (type: string) =>
  ({ byType }: DemoReport['webhooks'][number]): number | string =>
    Object.entries(byType).find(([name]) => name === type)?.[1] ?? '–';

const triage: Section = ({ triage: entries }, paint) => {
  const categories = new Map<string, typeof entries>();
  for (const entry of entries)
    categories.set(entry.category, [...(categories.get(entry.category) ?? []), entry]);
  const raised = entries.filter(({ before, after }) => before !== after).length;
  const leaving = entries.filter(({ churnRisk }) => churnRisk).length;
  return [
    `${entries.length} tickets triaged and written back with a note`,
    `${raised} got another priority; ${paint('magenta', `${leaving} customers want to leave`)}`,
    ...formatTable(
      [
        { title: 'category' },
        { title: 'tickets', align: 'right' },
        { title: 'urgent', align: 'right' },
        { title: 'team' },
      ],
      [...categories]
        .sort(([, a], [, b]) => b.length - a.length)
        .slice(0, 10)
        .map(([category, group]) => [
          category,
          String(group.length),
          String(group.filter(({ after }) => after === 'urgent').length),
          group[0]?.team ?? '',
        ]),
      paint,
    ),
  ];
};

const slaLine = (summary: SlaSummary): string =>
  `${summary.at.slice(11, 16)}  ${summary.breached} of ${summary.checked} open tickets late ` +
  `(${summary.byType.first_response} first responses, ${summary.byType.resolution} resolutions)`;

const sla: Section = ({ sla: { atOpening, atNoon } }, paint) => [
  slaLine(atOpening),
  slaLine(atNoon),
  ...formatTable(
    [
      { title: 'ticket' },
      { title: 'priority' },
      { title: 'missed' },
      { title: 'late by', align: 'right' },
      { title: 'account', maxWidth: 15 },
      { title: 'subject', maxWidth: 17 },
    ],
    atNoon.worst
      .slice(0, SHOWN_BREACHES)
      .map((row) => [
        ticketLabel(row.desk, row.ticket),
        { text: row.priority, look: PRIORITY_LOOKS[row.priority] },
        row.type.replace('_', ' '),
        duration(row.minutesOverdue),
        row.account ?? '–',
        row.subject ?? '(no subject)',
      ]),
    paint,
  ),
];

const weakSignals = (row: HealthRow): string =>
  row.weak.map(({ signal, score }) => `${signal} ${Math.round(score)}`).join(', ');

const health: Section = ({ health: summary }, paint) => [
  `${summary.byStatus.healthy} healthy, ${summary.byStatus['at-risk']} at risk, ` +
    `${summary.byStatus.critical} critical; call now: ` +
    paint('red', `${summary.alerts.length} accounts`),
  ...formatTable(
    [
      { title: 'account', maxWidth: 22 },
      { title: 'mrr', align: 'right' },
      { title: 'score', align: 'right' },
      { title: 'status' },
      { title: 'weak signals', maxWidth: 26 },
    ],
    summary.atRisk.slice(0, SHOWN_ACCOUNTS).map((row) => [
      row.name,
      String(row.mrr),
      String(row.score ?? '–'),
      {
        text: row.alert ? `${row.status} ☎` : row.status,
        look: row.status === 'critical' ? 'red' : 'yellow',
      },
      weakSignals(row),
    ]),
    paint,
  ),
];

const traffic: Section = ({ traffic: summaries, timings }, paint) => [
  `${sum(summaries.map(({ requests }) => requests))} requests, ` +
    `${((timings['totalMs'] ?? 0) / 1000).toFixed(1)} s in all`,
  ...formatTable(
    [
      { title: 'desk' },
      { title: 'requests', align: 'right' },
      { title: 'retried', align: 'right' },
      { title: 'waits', align: 'right' },
      { title: 'most used of its budget', align: 'right' },
    ],
    summaries.map(({ desk, requests, retries, rateLimitWaits, budgets }) => {
      const [budget] = budgets;
      const { limit = null, lowestRemaining = 0 } = budget ?? {};
      return [
        labelOf(desk),
        String(requests),
        String(retries.length),
        String(rateLimitWaits),
        limit === null ? '–' : `${percent(limit - lowestRemaining, limit)} of ${limit}`,
      ];
    }),
    paint,
  ),
];

const SECTIONS: readonly (readonly [title: string, section: Section])[] = [
  ['Events', events],
  ['Triage', triage],
  ['SLA', sla],
  ['Accounts at risk, over all desks', health],
  ['Lost in translation', losses],
  ['Traffic', traffic],
];

/** The lines of the final dashboard. */
export function dashboardLines(report: DemoReport, paint: Paint): readonly string[] {
  const lines = SECTIONS.flatMap(([title, section]) => [
    '',
    paint('bold', title),
    ...section(report, paint).map((line) => `  ${line}`),
  ]);
  const again = `Same morning again: polydesk demo --seed ${report.seed}; for machines: --json`;
  return [...lines, '', paint('dim', again)];
}
