import { ConfigurationError } from '../../errors/index.ts';
import type { StatusDetail, TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { SlaAttributes } from '../engine/event-types.ts';
import type { SlaCondition, SlaFieldCondition } from './policy-types.ts';

/** What a policy is chosen by. */
export interface SlaSubject {
  readonly priority: TicketPriority;
  readonly status?: TicketStatus;
  readonly detail?: StatusDetail | 'on_hold' | null;
  readonly group?: string | null;
  readonly attributes?: SlaAttributes;
}

const OWN_FIELDS = new Set(['priority', 'status', 'detail', 'group']);

function valueOf(subject: SlaSubject, field: string): unknown {
  // Safe: the set holds nothing but keys of a subject.
  if (OWN_FIELDS.has(field)) return subject[field as 'priority'];
  const { attributes } = subject;
  return attributes !== undefined && Object.hasOwn(attributes, field) ? attributes[field] : null;
}

const plain = (value: unknown): unknown =>
  typeof value === 'string' ? value.normalize('NFKC').toLowerCase() : value;

const isEqual = (left: unknown, right: unknown): boolean => plain(left) === plain(right);

const isAmong = (value: unknown, list: unknown): boolean =>
  Array.isArray(list) && list.some((one) => isEqual(value, one));

/** Below 0, 0 or above; `NaN`, which answers no to every comparison, for what has no order. */
function order(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  return Number.NaN;
}

function contains(value: unknown, part: unknown): boolean {
  if (typeof value === 'string' && typeof part === 'string')
    return String(plain(value)).includes(String(plain(part)));
  return isAmong(part, value);
}

function compare(value: unknown, { op, value: wanted }: SlaFieldCondition): boolean {
  const isMissing = value === null || value === undefined;
  switch (op) {
    case 'exists':
      return isMissing !== (wanted !== false);
    case 'neq':
      return isMissing || !isEqual(value, wanted);
    case 'nin':
      return isMissing || !isAmong(value, wanted);
    case 'eq':
      return !isMissing && isEqual(value, wanted);
    case 'in':
      return !isMissing && isAmong(value, wanted);
    case 'gt':
      return order(value, wanted) > 0;
    case 'gte':
      return order(value, wanted) >= 0;
    case 'lt':
      return order(value, wanted) < 0;
    case 'lte':
      return order(value, wanted) <= 0;
    case 'contains':
      return contains(value, wanted);
    default:
      throw new ConfigurationError('An SLA condition has an unknown operator.');
  }
}

/** Whether a condition holds for a ticket; one that is left out always does. */
export function matchesCondition(
  subject: SlaSubject,
  condition: SlaCondition | undefined,
): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((part) => matchesCondition(subject, part));
  if ('any' in condition) return condition.any.some((part) => matchesCondition(subject, part));
  if ('not' in condition) return !matchesCondition(subject, condition.not);
  return compare(valueOf(subject, condition.field), condition);
}
