import { ConfigurationError } from '../errors/classes.ts';
import type { PageQuery } from './queries.ts';

/** Where a list starts, in the form that `paginate` takes. */
export const startOf = (
  page: PageQuery | undefined,
): { readonly cursor: string | null; readonly prefetch: 0 | 1 } => ({
  cursor: page?.cursor ?? null,
  prefetch: page?.prefetch ?? 0,
});

/** @throws {ConfigurationError} for a size outside 1 to `maxPageSize`. */
export function pageSizeOf(page: PageQuery | undefined, maxPageSize: number): number {
  const size = page?.pageSize ?? maxPageSize;
  if (Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size;
  throw new ConfigurationError(`pageSize must be a whole number from 1 to ${maxPageSize} here.`);
}

/** The page number in a cursor of a list that knows page numbers only; 1 without a cursor. */
export function pageNumberOf(cursor: string | null): number {
  const page = cursor === null ? 1 : Number(cursor);
  if (Number.isInteger(page) && page >= 1) return page;
  throw foreignCursor();
}

/** The error of a cursor that the list did not give. */
export const foreignCursor = (cause?: unknown): ConfigurationError =>
  new ConfigurationError(
    'This cursor does not belong to this list; pass one of its own pages’ cursors.',
    cause === undefined ? {} : { cause },
  );
