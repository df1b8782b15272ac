import { ConfigurationError } from '../../errors/index.ts';
import { SLA_METRICS, TICKET_PRIORITIES } from '../../model/enums.ts';
import { SLA_STATUS_KEYS } from '../engine/event-types.ts';
import type { SlaPolicy } from './policy-types.ts';

/** @throws ConfigurationError that names the policy and says what it needs. */
export function check({ id }: Pick<SlaPolicy, 'id'>, isRight: boolean, what: string): void {
  if (!isRight) throw new ConfigurationError(`The SLA policy ${JSON.stringify(id)} ${what}.`);
}

/**
 * Refuses names that nobody knows: a promise for `firstReply` in a file would be kept by no clock.
 *
 * @throws ConfigurationError for a policy that is not made as policies are.
 */
export function checkNames(policy: unknown): void {
  if (!isRecord(policy) || typeof policy['id'] !== 'string')
    throw new ConfigurationError('An SLA policy must be an object with an id.');
  const { id, targets, hours, pauseOn, escalations } = policy;
  const is = (isRight: boolean, what: string): void => check({ id: String(id) }, isRight, what);
  is(
    hasOnly(targets, TICKET_PRIORITIES) &&
      Object.values(targets).every((metrics) => isAbsent(metrics) || hasOnly(metrics, SLA_METRICS)),
    `needs targets by ${TICKET_PRIORITIES.join(', ')}, then by ${SLA_METRICS.join(', ')}`,
  );
  is(
    !isRecord(hours) || hasOnly(hours, TICKET_PRIORITIES),
    `needs hours by ${TICKET_PRIORITIES.join(', ')}`,
  );
  is(
    isAbsent(pauseOn) ||
      (hasOnly(pauseOn, SLA_METRICS) &&
        Object.values(pauseOn).every((keys) => isListOf(keys, SLA_STATUS_KEYS))),
    `needs pauseOn by metric, with lists of ${SLA_STATUS_KEYS.join(', ')}`,
  );
  is(
    isAbsent(escalations) || (Array.isArray(escalations) && escalations.every(isEscalation)),
    'needs escalations of a metric, with offsetMinutes and a list of whom to notify',
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value: unknown): boolean => value === undefined;
const isOneOf = (value: unknown, names: readonly string[]): boolean =>
  names.some((name) => name === value);
const isListOf = (value: unknown, names: readonly string[]): boolean =>
  Array.isArray(value) && value.every((one) => isOneOf(one, names));
const hasOnly = (
  value: unknown,
  names: readonly string[],
): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.keys(value).every((key) => isOneOf(key, names));
const isEscalation = (value: unknown): boolean =>
  isRecord(value) &&
  isOneOf(value['metric'], SLA_METRICS) &&
  Number.isFinite(value['offsetMinutes']) &&
  Array.isArray(value['notify']) &&
  value['notify'].every((one) => typeof one === 'string');
