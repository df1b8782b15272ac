/** Headers that were copied, so that odd values can do no harm any more. */
export interface KnownHeaders {
  /** @param name in any case. */
  get(name: string): string | null;
  /** In lower case, sorted; `null` when they cannot be listed. */
  readonly names: readonly string[] | null;
}

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join(', ') : null;
};

function entriesOf(headers: object): readonly (readonly [string, unknown])[] | null {
  if (!('get' in headers) || typeof headers.get !== 'function') return Object.entries(headers);
  if (!('forEach' in headers) || typeof headers.forEach !== 'function') return null;
  const entries: [string, unknown][] = [];
  headers.forEach((value: unknown, name: unknown) => entries.push([String(name), value]));
  return entries;
}

/** Headers of a list of names and values. A later one of the same name replaces an earlier one. */
export function headersFrom(entries: readonly (readonly [string, unknown])[]): KnownHeaders {
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    const text = textOf(value);
    if (text !== null) values.set(name.toLowerCase(), text);
  }
  return {
    get: (name) => values.get(name.toLowerCase()) ?? null,
    names: [...values.keys()].sort(),
  };
}

/** Copies headers of any form. What is no text is left out; nothing makes it throw. */
export function knownHeaders(headers: unknown): KnownHeaders {
  if (typeof headers !== 'object' || headers === null) return headersFrom([]);
  try {
    const entries = entriesOf(headers);
    if (entries !== null) return headersFrom(entries);
  } catch {
    return headersFrom([]);
  }
  return {
    get(name) {
      try {
        // Safe: it was found to be a function, and what it answers is looked at.
        return textOf((headers as { get(name: string): unknown }).get(name.toLowerCase()));
      } catch {
        return null;
      }
    },
    names: null,
  };
}

/** The same headers with one of them set anew. */
export const withHeader = (headers: KnownHeaders, name: string, value: string): KnownHeaders => ({
  get: (asked) => (asked.toLowerCase() === name ? value : headers.get(asked)),
  names: headers.names,
});

/** Names as they may be shown: those that HTTP allows, and not too long. */
export const showName = (name: string): string =>
  /^[\w!#$%&'*+.^`|~-]{1,80}$/.test(name) ? name : 'a header with an odd name';
