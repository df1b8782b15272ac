import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { folded } from '../folded.ts';

export const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of a date, a number or an ISO string with a zone; else null. */
export function instantOf(value: unknown): number | null {
  const ms =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? value
        : typeof value === 'string' && ISO_INSTANT.test(value)
          ? Date.parse(value)
          : Number.NaN;
  return Number.isFinite(ms) ? ms : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Equal by type and value, with nothing and `null` as one; strings without regard to case and width,
 * dates by their instant, lists and objects part by part.
 */
export function areEqual(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return folded(one) === folded(other);
  if (one instanceof Date || other instanceof Date) {
    const [a, b] = [instantOf(one), instantOf(other)];
    return a !== null && a === b;
  }
  if (!isRecord(one) || !isRecord(other)) return (one ?? null) === (other ?? null);
  if (one === other) return true;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && areEqual(one[key], other[key]))
  );
}

/** A list holds an item, a text holds a part; case and width do not matter. */
export function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((item) => areEqual(item, wanted));
  return (
    typeof actual === 'string' &&
    typeof wanted === 'string' &&
    folded(actual).includes(folded(wanted))
  );
}

/**
 * Negative, 0 or positive; null when the two cannot be compared: different types, or neither
 * numbers, priorities, instants nor strings.
 */
export function compareValues(one: unknown, other: unknown): number | null {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const ranks = [rankOf(one), rankOf(other)] as const;
  if (ranks[0] >= 0 && ranks[1] >= 0) return ranks[0] - ranks[1];
  const instants = [instantOf(one), instantOf(other)] as const;
  if (instants[0] !== null && instants[1] !== null) return instants[0] - instants[1];
  if (typeof one !== 'string' || typeof other !== 'string') return null;
  const [a, b] = [folded(one), folded(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const rankOf = (value: unknown): number =>
  TICKET_PRIORITIES.findIndex((priority) => priority === value);
