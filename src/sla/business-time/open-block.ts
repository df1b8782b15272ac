import type { OpeningsOf } from './day-openings.ts';
import { numberAt } from '../../numbers/rounding.ts';
import { DAY_MS, type TimeZone } from '../../numbers/time-zone.ts';

/** Days in a block: enough for most questions to stay within one, few enough to be worked out at once. */
const BLOCK_DAYS = 64;
export const BLOCK_MS = BLOCK_DAYS * DAY_MS;

/** The open times within a stretch of 64 UTC days, ready to be asked. Instants are epoch milliseconds. */
export interface OpenBlock {
  readonly start: number;
  /** Starts and ends of the open times, in order, none touching the next. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Open milliseconds before each of them, and at the end all of them. */
  readonly before: Float64Array;
  /** For each UTC day, the first open time that ends after its midnight. */
  readonly firstOfDay: Int32Array;
  readonly total: number;
}

/** Works out the open times of the block with this number. */
export function createOpenBlock(
  number: number,
  { zone, openingsOf }: { readonly zone: TimeZone; readonly openingsOf: OpeningsOf },
): OpenBlock {
  const start = number * BLOCK_MS;
  const spans: [number, number][] = [];
  // A local day may begin and end more than a day away from the UTC day of the same date.
  const firstDay = number * BLOCK_DAYS - 3;
  for (let day = firstDay; day < firstDay + BLOCK_DAYS + 6; day += 1) {
    for (const opening of openingsOf(day)) {
      const opens = zone.instantOf(day * DAY_MS + opening.start, 'first');
      const closes = zone.instantOf(day * DAY_MS + opening.end, 'last');
      const span: [number, number] = [Math.max(start, opens), Math.min(start + BLOCK_MS, closes)];
      if (span[1] > span[0]) spans.push(span);
    }
  }
  return indexed(start, merged(spans));
}

/** In order, with those that overlap or touch made one. */
function merged(spans: readonly [number, number][]): readonly [number, number][] {
  const result: [number, number][] = [];
  for (const [opens, closes] of spans.toSorted((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last !== undefined && opens <= last[1]) last[1] = Math.max(last[1], closes);
    else result.push([opens, closes]);
  }
  return result;
}

function indexed(start: number, spans: readonly (readonly [number, number])[]): OpenBlock {
  const before = new Float64Array(spans.length + 1);
  let total = 0;
  for (const [index, [opens, closes]] of spans.entries()) {
    before[index] = total;
    total += closes - opens;
  }
  before[spans.length] = total;
  const closes = Float64Array.from(spans, (span) => span[1]);
  const firstOfDay = Int32Array.from({ length: BLOCK_DAYS }, (_, day) => {
    const found = closes.findIndex((close) => close > start + day * DAY_MS);
    return found === -1 ? spans.length : found;
  });
  return {
    start,
    opens: Float64Array.from(spans, (span) => span[0]),
    closes,
    before,
    firstOfDay,
    total,
  };
}

/** Which open time an instant of the block is in, or comes next; their number when none does. */
export function spanAt(block: OpenBlock, instant: number): number {
  const { closes, firstOfDay } = block;
  let index = numberAt(firstOfDay, Math.floor((instant - block.start) / DAY_MS));
  while (index < closes.length && numberAt(closes, index) <= instant) index += 1;
  return index;
}

/** Open milliseconds of the block before one of its instants. */
export function openBefore(block: OpenBlock, instant: number): number {
  const index = spanAt(block, instant);
  const opens = block.opens[index] ?? instant;
  return numberAt(block.before, index) + (opens < instant ? instant - opens : 0);
}
