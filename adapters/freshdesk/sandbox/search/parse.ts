import { type Token, tokenize } from './tokenize.ts';

export type Condition = Extract<Token, { readonly kind: 'condition' }>;

export type Query = Condition | { readonly kind: 'all' | 'any'; readonly items: readonly Query[] };

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

/** Reads a filter query; `AND` binds closer than `OR`. Null where it is none. */
export function parseQuery(text: string): Query | null {
  const tokens = tokenize(text);
  if (tokens === null || tokens.length === 0) return null;
  const cursor: Cursor = { tokens, at: 0 };
  const query = joined(cursor, 'or');
  return cursor.at === tokens.length ? query : null;
}

function joined(cursor: Cursor, word: 'and' | 'or'): Query | null {
  const items: Query[] = [];
  for (;;) {
    const item = word === 'or' ? joined(cursor, 'and') : single(cursor);
    if (item === null) return null;
    items.push(item);
    if (cursor.tokens[cursor.at]?.kind !== word) break;
    cursor.at += 1;
  }
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return { kind: word === 'or' ? 'any' : 'all', items };
}

function single(cursor: Cursor): Query | null {
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  if (token?.kind === 'condition') return token;
  if (token?.kind !== 'open') return null;
  const inner = joined(cursor, 'or');
  if (cursor.tokens[cursor.at]?.kind !== 'close') return null;
  cursor.at += 1;
  return inner;
}

/** Every condition of a query, for checking the fields before anything is matched. */
export function conditionsOf(query: Query): readonly Condition[] {
  return query.kind === 'condition' ? [query] : query.items.flatMap(conditionsOf);
}
