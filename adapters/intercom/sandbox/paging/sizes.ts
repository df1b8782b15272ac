import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import { problems } from '../errors.ts';

export interface PageSizes {
  readonly fallback: number;
  readonly largest: number;
}

/** Too large is an error, not a smaller page (section 5). */
export function sizeOf(given: unknown, { fallback, largest }: PageSizes): number {
  if (given === null || given === undefined || given === '') return fallback;
  const size = asInteger(given);
  if (size === null || size < 1) throw problems.invalid('Per Page is invalid');
  if (size > largest) throw problems.invalid('Per Page is too big');
  return size;
}
