import { ConfigurationError } from '../errors/classes.ts';

/** Where polling stands. */
export interface PollPosition {
  /** The cursor of the adapter's change feed; `null` before its first page. */
  readonly feed: string | null;
  /** Whatever came to be until this moment has been told, in milliseconds. */
  readonly newAfter: number;
}

const SHAPE = /^p1\.(-?[0-9a-z]+)\.(.*)$/s;

/** The text in which a position is handed out. */
export function formatPollCursor({ feed, newAfter }: PollPosition): string {
  return `p1.${newAfter.toString(36)}.${feed ?? ''}`;
}

/** @throws {ConfigurationError} when the text is not a cursor of a polling source. */
export function parsePollCursor(cursor: string): PollPosition {
  const [, moment, feed = ''] = SHAPE.exec(cursor) ?? [];
  if (moment === undefined) {
    throw new ConfigurationError(
      'This is not a cursor of a polling source. Pass one that EventPage.cursor gave; a cursor of ' +
        'tickets.changes does not say what has been told.',
    );
  }
  return { feed: feed === '' ? null : feed, newAfter: Number.parseInt(moment, 36) };
}
