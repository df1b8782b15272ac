import { ConfigurationError } from '../errors/classes.ts';

/** Where the reading of one desk's list stands; `null` when it is read to its end. */
export type ListPosition = {
  /** The page at hand begins after this cursor. */
  readonly cursor: string | null;
  /** Native ids of its items that were given out: by then another page may stand there. */
  readonly taken: readonly string[];
} | null;

/** Positions by desk. */
export type ListPositions = ReadonlyMap<string, ListPosition>;

const PREFIX = 'h1.';

/** The text in which positions are handed out. */
export const formatListCursor = (positions: ListPositions): string =>
  PREFIX +
  JSON.stringify(
    [...positions].map(([desk, at]) => (at === null ? [desk] : [desk, at.cursor, at.taken])),
  );

/** @throws {ConfigurationError} when the text is no cursor of a hub with these desks. */
export function parseListCursor(cursor: string, desks: readonly string[]): ListPositions {
  const positions = new Map(entriesOf(cursor));
  const unknown = [...positions.keys()].filter((desk) => !desks.includes(desk));
  if (positions.size > 0 && unknown.length === 0) return positions;
  throw new ConfigurationError(
    unknown.length === 0
      ? 'This cursor does not belong to hub.tickets.list; pass one of its own pages’ cursors.'
      : `This cursor also reads ${unknown.join(', ')}, which this list does not: use it with the same desks and the same query.`,
  );
}

function entriesOf(cursor: string): readonly (readonly [string, ListPosition])[] {
  if (!cursor.startsWith(PREFIX)) return [];
  let json: unknown;
  try {
    json = JSON.parse(cursor.slice(PREFIX.length));
  } catch {
    return [];
  }
  // Safe: whatever it is, its elements are looked at one by one.
  return Array.isArray(json) ? (json as readonly unknown[]).flatMap(readEntry) : [];
}

function readEntry(entry: unknown): readonly (readonly [string, ListPosition])[] {
  // Safe: as above.
  const [desk, cursor, ids = []] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
  if (typeof desk !== 'string' || !Array.isArray(ids)) return [];
  const taken = ids.filter((id): id is string => typeof id === 'string');
  if (cursor === undefined) return [[desk, null]];
  return [[desk, { cursor: typeof cursor === 'string' ? cursor : null, taken }]];
}
