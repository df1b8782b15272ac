/** A record that is there now, or one that is gone. */
export type Change<T> =
  | { readonly kind: 'upsert'; readonly record: T; readonly at: Date }
  | {
      readonly kind: 'deleted';
      readonly id: string;
      readonly externalId: string;
      /** `null` when the provider does not say when. */
      readonly at: Date | null;
      readonly permanent: boolean | null;
    };

/** A page of changes. Store `cursor` after handling the page: the next run starts from it. */
export interface ChangePage<T> {
  readonly changes: readonly Change<T>[];
  /** Never null, also at the end of the stream. */
  readonly cursor: string;
  /** True when there is nothing newer at the moment. */
  readonly upToDate: boolean;
}

/** Everything that changed since a moment or a stored cursor, deletions included. */
export interface ChangeFeed<T> extends AsyncIterable<Change<T>> {
  pages(): AsyncIterable<ChangePage<T>>;
}

/** Where a change feed starts. `since` is used when no cursor is given. */
export interface ChangeQuery {
  readonly since?: Date;
  readonly cursor?: string;
  readonly pageSize?: number;
}

/** Builds a change feed from a page fetcher; it ends when the provider says it is up to date. */
export function changeFeed<T>(
  fetchPage: (cursor: string | null) => Promise<ChangePage<T>>,
  start: string | null,
): ChangeFeed<T> {
  async function* pages(): AsyncGenerator<ChangePage<T>, void, void> {
    let cursor = start;
    for (;;) {
      const page = await fetchPage(cursor);
      yield page;
      // A cursor that stands still would repeat the last page for ever.
      if (page.upToDate || page.cursor === cursor) return;
      cursor = page.cursor;
    }
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.changes;
    },
  };
}
