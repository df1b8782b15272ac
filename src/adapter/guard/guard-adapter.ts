import { UnsupportedError, ValidationError } from '../../errors/classes.ts';
import type { MappingWarning } from '../../model/provenance.ts';
import { type Manifest, RESOURCE_NAMES, type ResourceName } from '../manifest.ts';
import { type Argument, ARGUMENTS, isLazy } from './arguments.ts';
import type { ArgumentIssue } from './checks.ts';

type Operation = (...given: readonly unknown[]) => unknown;

/**
 * Puts the checks that all adapters share around an adapter's operations: arguments that make no sense
 * are refused before anything is sent, and a key against double creation that the provider does not
 * honour is told instead of swallowed.
 *
 * @example
 * export const createPaperdesk = (options: PaperdeskOptions): PaperdeskAdapter =>
 *   guardAdapter(connect(options));
 */
export function guardAdapter<Adapter extends { readonly manifest: Manifest }>(
  adapter: Adapter,
): Adapter {
  const groups = RESOURCE_NAMES.flatMap((name) => {
    const group: unknown = Reflect.get(adapter, name);
    return typeof group === 'object' && group !== null
      ? [[name, guardGroup(name, group, adapter.manifest)] as const]
      : [];
  });
  return { ...adapter, ...Object.fromEntries(groups) };
}

function guardGroup(name: ResourceName, group: object, manifest: Manifest): object {
  const entries = Object.entries(group).map(([operation, run]: [string, unknown]) => [
    operation,
    // Safe: what is not a function is no operation and is handed on as it is.
    typeof run === 'function' ? guarded([name, operation], run as Operation, manifest) : run,
  ]);
  return Object.fromEntries(entries);
}

function guarded(
  [resource, operation]: readonly [ResourceName, string],
  run: Operation,
  manifest: Manifest,
): Operation {
  const name = `${resource}.${operation}`;
  const expected = ARGUMENTS[resource]?.[operation] ?? [];
  const { dedupe } = manifest.resources[resource]?.operations[operation] ?? {};
  return (...given) => {
    const error = refusalOf(name, expected, given, manifest);
    if (error !== null && isLazy(resource, operation)) throw error;
    if (error !== null) return Promise.reject(error);
    const hasKey = given.slice(expected.length).some(namesKey);
    if (!hasKey || dedupe === 'idempotency-key') return run(...given);
    return WITHOUT_WARNINGS.has(resource)
      ? Promise.reject(keyError(name, manifest))
      : withoutKey(run(...given), name, manifest);
  };
}

function refusalOf(
  operation: string,
  expected: readonly Argument[],
  given: readonly unknown[],
  { provider }: Manifest,
): ValidationError | null {
  const issues = expected.flatMap(({ name, check, optional = false }, index) => {
    const value = given[index];
    const found: ArgumentIssue[] = [];
    if (value !== undefined || !optional) check(value, '', found);
    return found.map(({ path, message }) => ({
      path: path === '' || path.startsWith('[') ? name + path : path,
      message,
    }));
  });
  if (issues.length === 0) return null;
  return new ValidationError(`${operation} cannot take this; nothing was sent.`, {
    issues,
    provider,
  });
}

// Their creates answer the record alone.
const WITHOUT_WARNINGS: ReadonlySet<ResourceName> = new Set([
  'workLogs',
  'subscriptions',
  'sideConversations',
]);

const namesKey = (options: unknown): boolean => Object(options).idempotencyKey !== undefined;

const noKeys = (name: string, { label }: Manifest): string =>
  `${label} honours no keys in ${name}: called twice, it writes twice. Look for the record before you repeat it.`;

const keyError = (name: string, manifest: Manifest): UnsupportedError =>
  new UnsupportedError(`${noKeys(name, manifest)} Nothing was sent; leave idempotencyKey out.`, {
    operation: `${name} with idempotencyKey`,
    provider: manifest.provider,
  });

/** Says that a key was not sent, in the warnings of the answer. */
async function withoutKey(answer: unknown, name: string, manifest: Manifest): Promise<unknown> {
  const mapped: unknown = await answer;
  const warnings: unknown = Object(mapped).warnings;
  if (!Array.isArray(warnings)) return mapped;
  const reason = noKeys(name, manifest);
  const warning: MappingWarning = { type: 'dropped', field: 'idempotencyKey', reason };
  return { ...Object(mapped), warnings: [...warnings, warning] };
}
