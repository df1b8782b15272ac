import { ConfigurationError } from '../../errors/index.ts';
import { SLA_METRICS, TICKET_PRIORITIES } from '../../model/enums.ts';
import { SLA_STATUS_KEYS } from '../engine/event-types.ts';

/** @throws ConfigurationError that names the policy and says what it needs. */
export function check({ id }: { readonly id: unknown }, isRight: boolean, what: string): void {
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
  const { id, targets, hours = {}, pauseOn = {}, escalations = [] } = policy;
  const wrong = [
    ['targets', byPriority(targets, (metrics) => byMetric(metrics, () => true))],
    ['hours', typeof hours === 'string' || byPriority(hours, () => true)],
    ['pauseOn', byMetric(pauseOn, isListOfStatuses)],
    ['escalations', Array.isArray(escalations) && escalations.every(isEscalation)],
  ].find(([, isRight]) => isRight === false);
  check({ id }, wrong === undefined, `has ${wrong?.[0]} that nobody knows`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOneOf = (value: unknown, names: readonly string[]): boolean =>
  names.some((name) => name === value);
type Test = (value: unknown) => boolean;
/** Whether a record has these names alone, each with what it should; what is undefined is not there. */
const named =
  (names: readonly string[]) =>
  (value: unknown, isRight: Test): boolean =>
    isRecord(value) &&
    Object.entries(value).every(
      ([name, one]) => isOneOf(name, names) && (one === undefined || isRight(one)),
    );
const byPriority = named(TICKET_PRIORITIES);
const byMetric = named(SLA_METRICS);
const isListOfStatuses: Test = (value) =>
  Array.isArray(value) && value.every((one) => isOneOf(one, SLA_STATUS_KEYS));
const isEscalation: Test = (value) =>
  isRecord(value) &&
  isOneOf(value['metric'], SLA_METRICS) &&
  Number.isFinite(value['offsetMinutes']) &&
  Array.isArray(value['notify']);
