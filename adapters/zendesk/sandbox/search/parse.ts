/** One condition of a search query. */
export interface Term {
  readonly negated: boolean;
  /** The property, in lower case; null for free text. */
  readonly field: string | null;
  readonly operator: ':' | '<' | '>' | '<=' | '>=';
  readonly value: string;
}

/** Which kinds of record the index holds (section 11). */
export const recordTypes = ['ticket', 'user', 'organization', 'group'] as const;
export type RecordType = (typeof recordTypes)[number];

export interface Query {
  /** Null for all kinds. */
  readonly type: RecordType | null;
  readonly terms: readonly Term[];
}

const termPattern = /(-?)(?:([\w.]+)(<=|>=|:|<|>)("[^"]*"|\S*)|("[^"]*"|\S+))/g;

const unquoted = (text: string) => text.replace(/^"|"$/g, '');

/**
 * Reads the part of the search syntax that section 11 names.
 *
 * @example
 * parseQuery('type:ticket status<solved -tags:vip "printer on fire"').terms.length; // 3
 */
export function parseQuery(text: string): Query {
  let type: RecordType | null = null;
  const terms: Term[] = [];
  for (const match of text.matchAll(termPattern)) {
    const [, minus = '', field, operator = ':', value = '', words = ''] = match;
    const known = recordTypes.find((name) => name === unquoted(value).toLowerCase());
    if (field?.toLowerCase() === 'type' && known !== undefined) type = known;
    else {
      terms.push({
        negated: minus === '-',
        field: field?.toLowerCase() ?? null,
        operator: operator as Term['operator'], // the pattern's own alternatives
        value: unquoted(field === undefined ? words : value),
      });
    }
  }
  return { type, terms };
}
