import type { Issue } from '../errors/index.ts';

/** An object of whatever, such as JSON gives. */
export const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const problem = (isFine: boolean, path: string, message: string): readonly Issue[] =>
  isFine ? [] : [{ path, message }];
