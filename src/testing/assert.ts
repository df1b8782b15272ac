import { type ErrorCode, SupportError } from '../errors/index.ts';
import { deepEqual } from './deep.ts';

/** A conformance case that did not hold. Any test framework reports it as a failure. */
export class ConformanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConformanceError';
  }
}

/** Fails with a sentence unless the condition holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceError(message);
}

const show = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

/** Fails unless both values are deeply equal (dates by instant). */
export function equal(actual: unknown, expected: unknown, what: string): void {
  check(deepEqual(actual, expected), `${what}: expected ${show(expected)}, got ${show(actual)}.`);
}

/** Fails when a value is `undefined`, which is how a missing operation shows. */
export function present<T>(value: T | undefined, what: string): T {
  check(value !== undefined, `${what} is missing although the manifest lists it.`);
  return value;
}

/** What a call threw; fails when it did not throw. */
export async function thrown(run: () => unknown, what: string): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new ConformanceError(`${what} should fail, but it succeeded.`);
}

/** The polydesk error a call threw; fails on success, on a foreign error and on another code. */
export async function rejected(
  run: () => unknown,
  codes: ErrorCode | readonly ErrorCode[],
  what: string,
): Promise<SupportError> {
  const error = await thrown(run, what);
  const expected = typeof codes === 'string' ? [codes] : codes;
  if (error instanceof ConformanceError) throw error;
  check(
    SupportError.isInstance(error),
    `${what} should throw a SupportError, but threw ${describeForeign(error)}.`,
  );
  check(
    expected.includes(error.code),
    `${what} should fail with ${expected.join(' or ')}, but failed with ${error.code}: ${error.message}`,
  );
  return error;
}

const describeForeign = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : `a ${typeof error}`;

const macrotask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Lets everything that is ready to run finish, without waiting for any length of time. */
export async function settle(turns = 25): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await macrotask();
}

/** Whether a promise settles without any more time passing. */
export async function settlesAtOnce(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  promise.then(done, done);
  await settle();
  return settled;
}

const PATIENCE_MS = 3_000;

/** Fails when a call that should end by itself does not; the patience is only used up by failures. */
export async function ends(run: () => Promise<unknown>, what: string): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ConformanceError(`${what} does not end.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([run(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
