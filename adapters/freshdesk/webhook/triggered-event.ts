/** What a rule says that happened: words, or a value before and after. */
export type Happening = ReadonlyMap<string, string | Happening>;

// Quotes around a word are read, and a comma, brace or colon inside them is text.
const TOKEN = /\s*(?:([{},:])|"((?:[^"\\]|\\.)*)"|([^{},:"]+))/gy;

interface Token {
  readonly sign: string | null;
  readonly word: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, sign, quoted, bare] = match;
    tokens.push({ sign: sign ?? null, word: quoted ?? bare?.trim() ?? '' });
  }
  return tokens;
}

// Deeper than any event; a body with thousands of braces must not exhaust the stack.
const MAX_DEPTH = 8;

/**
 * Reads `triggered_event`, which looks like JSON and is not: bare words, numbers for choices
 * (`{status:{from:4,to:6}}`). Whatever does not fit is skipped, so that an event of a kind that
 * nobody documented still gives its names.
 *
 * @example readTriggeredEvent('{note_type:private}').get('note_type') //=> 'private'
 * @example readTriggeredEvent('something else').size //=> 0
 */
export function readTriggeredEvent(text: string): Happening {
  const tokens = tokensOf(text);
  let position = 0;
  const readObject = (depth: number): Happening => {
    const entries = new Map<string, string | Happening>();
    let key: string | null = null;
    for (; position < tokens.length; position += 1) {
      const { sign, word } = tokens[position] ?? { sign: null, word: '' };
      // The last name is there also without a value: a note of no type is a note.
      if (sign === '}' && key !== null) entries.set(key, '');
      if (sign === '}') return entries;
      if (sign === '{') {
        position += 1;
        const inner = depth < MAX_DEPTH ? readObject(depth + 1) : new Map<string, string>();
        if (key !== null) entries.set(key, inner);
        key = null;
      } else if (sign === null && word !== '') {
        // The word behind a colon is a value; the others are keys.
        if (tokens[position - 1]?.sign !== ':' || key === null) key = word;
        else {
          entries.set(key, word);
          key = null;
        }
      }
    }
    return entries;
  };
  const start = tokens.findIndex(({ sign }) => sign === '{');
  if (start < 0) return new Map();
  position = start + 1;
  return readObject(1);
}

/** A value before and after, as `{from:4,to:6}` says it; `null` for a happening that says less. */
export function fromAndTo(value: string | Happening | undefined): {
  readonly from: string | null;
  readonly to: string | null;
} | null {
  if (value === undefined || typeof value === 'string' || !value.has('to')) return null;
  const wordOf = (name: string): string | null => {
    const word = value.get(name);
    return typeof word === 'string' && word !== '' && word !== 'null' ? word : null;
  };
  return { from: wordOf('from'), to: wordOf('to') };
}
