import type { OperationName } from '../../adapter/manifest.ts';
import { hasCode, UnsupportedError } from '../../errors/classes.ts';
import type { Work } from './work.ts';

/** What a desk answers of one person; `null` for who is not there, or not for these credentials. */
export const orNull = async <T>(read: Promise<T> | undefined): Promise<T | null> => {
  try {
    return (await read) ?? null;
  } catch (error) {
    // Somebody who was deleted, or whom these credentials may not see.
    if (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')) return null;
    throw error;
  }
};

/** The error of a target without an operation that a migration cannot do without. */
export const missing = ({ to }: Work, operation: OperationName): UnsupportedError =>
  new UnsupportedError(`${to.manifest.label} cannot do ${operation}, which a migration needs.`, {
    operation,
  });
