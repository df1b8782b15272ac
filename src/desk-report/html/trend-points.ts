import type { TimePoint } from '../../report/index.ts';
import type { OperationsReport, TrendRow } from '../operations/types.ts';

/** A figure over both periods, a point for the beginning of each part. */
export const trendPoints = (
  { trend }: OperationsReport,
  valueOf: (row: TrendRow) => number | null,
): readonly TimePoint[] => trend.rows.map((row) => ({ at: row.from, value: valueOf(row) }));
