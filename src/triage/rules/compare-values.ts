import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { folded } from './parse-pattern.ts';

/** The own value at a dotted path, or undefined. Inherited properties do not exist here. */
export function valueAt(facts: unknown, path: string): unknown {
  let value: unknown = facts;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    // Safe: the key was just found on this object.
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

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

/** Equal by type and value; strings without regard to case and width; lists item by item. */
export function areEqual(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return folded(one) === folded(other);
  if (one instanceof Date || other instanceof Date) {
    const [a, b] = [instantOf(one), instantOf(other)];
    return a !== null && a === b;
  }
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => areEqual(item, other[index]));
  return one === other;
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
  const areDates = typeof one !== 'number' || typeof other !== 'number';
  if (areDates && instants[0] !== null && instants[1] !== null) return instants[0] - instants[1];
  if (typeof one !== 'string' || typeof other !== 'string') return null;
  const [a, b] = [folded(one), folded(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const rankOf = (value: unknown): number =>
  TICKET_PRIORITIES.findIndex((priority) => priority === value);
