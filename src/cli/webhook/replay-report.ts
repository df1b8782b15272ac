import type { Paint } from '../terminal/paint.ts';
import { safeText } from './safe-text.ts';
import type { Receipt } from './send-delivery.ts';

/** One delivery that was sent. */
export interface ReplayRow extends Receipt {
  /** The file, and the line where it holds several. */
  readonly name: string;
  /** From 1. */
  readonly number: number;
}

/** What came of all of them. */
export interface ReplaySummary {
  readonly sent: number;
  readonly accepted: number;
  /** How often each status, or each failure, was the answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Of those that were answered; `null` when none was. */
  readonly latencyMs: {
    readonly median: number;
    readonly p95: number;
    readonly max: number;
  } | null;
}

const answerOf = ({ status, failure }: Receipt): string => String(status ?? failure ?? 'failed');

/** True for 2xx. */
export const isAccepted = ({ status }: Receipt): boolean =>
  status !== null && status >= 200 && status < 300;

/** Counts what came of a replay. */
export function summarize(rows: readonly Receipt[]): ReplaySummary {
  const answers = new Map<string, number>();
  for (const row of rows) answers.set(answerOf(row), (answers.get(answerOf(row)) ?? 0) + 1);
  const times = rows
    .filter(({ status }) => status !== null)
    .map(({ latencyMs }) => latencyMs)
    .sort((left, right) => left - right);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0;
  return {
    sent: rows.length,
    accepted: rows.filter(isAccepted).length,
    answers: Object.fromEntries([...answers].sort(([left], [right]) => left.localeCompare(right))),
    latencyMs: times.length === 0 ? null : { median: at(0.5), p95: at(0.95), max: at(1) },
  };
}

/** One delivery, on a line. */
export function rowLine(row: ReplayRow, paint: Paint): string {
  const answer = answerOf(row).padEnd(14);
  const time = `${row.latencyMs.toFixed(1)} ms`.padStart(11);
  const look = isAccepted(row) ? 'green' : 'red';
  return `  ${String(row.number).padStart(5)}  ${paint(look, answer)}${time}  ${safeText(row.name)}`;
}

/** The figures at the end. */
export function summaryLines(summary: ReplaySummary, paint: Paint): readonly string[] {
  const { sent, accepted, answers, latencyMs } = summary;
  const counts = Object.entries(answers).map(([answer, count]) => `${count} × ${answer}`);
  const times =
    latencyMs === null
      ? 'no answer'
      : `median ${latencyMs.median} ms, 95 % within ${latencyMs.p95} ms, longest ${latencyMs.max} ms`;
  return [
    '',
    paint('bold', `${accepted} of ${sent} accepted`) + ` (${counts.join(', ')})`,
    paint('dim', times),
  ];
}
