import type { Paint } from '../../terminal/paint.ts';
import { formatTable } from '../../terminal/table.ts';
import { wrapText } from '../../terminal/wrap-text.ts';
import type { DemoReport, Loss } from '../report.ts';
import { labelOf, WIDTH } from './labels.ts';

const SHOWN_FIELDS = 12;

interface LossRow {
  readonly field: string;
  readonly direction: Loss['direction'];
  readonly type: Loss['type'];
  readonly counts: ReadonlyMap<string, number>;
}

/** One row for a field and what happened to it, with a count for each desk. */
function rowsOf(losses: readonly Loss[]): readonly LossRow[] {
  const rows = new Map<string, LossRow>();
  for (const { field, direction, type, desk, count } of losses) {
    const key = `${direction} ${field} ${type}`;
    const counts = new Map(rows.get(key)?.counts);
    counts.set(desk, (counts.get(desk) ?? 0) + count);
    rows.set(key, { field, direction, type, counts });
  }
  return [...rows.values()];
}

const totalOf = ({ counts }: LossRow): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** What no desk could carry over as it was: how often at each, and for each desk one reason. */
export function losses({ losses: list, desks }: DemoReport, paint: Paint): readonly string[] {
  const rows = [...rowsOf(list)].sort((a, b) => totalOf(b) - totalOf(a));
  const table = formatTable(
    [
      { title: 'field', maxWidth: 26 },
      { title: 'on' },
      { title: 'what' },
      ...desks.map(({ provider }) => ({ title: labelOf(provider), align: 'right' as const })),
    ],
    rows
      .slice(0, SHOWN_FIELDS)
      .map((row) => [
        row.field,
        row.direction,
        { text: row.type, look: row.type === 'dropped' ? 'yellow' : null },
        ...desks.map(({ provider }) => String(row.counts.get(provider) ?? '–')),
      ]),
    paint,
  );
  const reasons = desks.flatMap(({ provider }) => {
    const loss = list.find((one) => one.desk === provider && one.type !== 'defaulted');
    if (loss === undefined) return [];
    const text = `${labelOf(provider)}, ${loss.field} ${loss.type}: ${loss.reason}`;
    return wrapText(text, WIDTH - 2);
  });
  const left = rows.length - SHOWN_FIELDS;
  const more = left > 0 ? [`${left} more; every reason is in --json`] : [];
  return [...table, ...more.map((text) => paint('dim', text)), ...reasons];
}
