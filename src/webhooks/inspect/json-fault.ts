/** Where a text stops being JSON, and in what way. Holds nothing of the text. */
export interface JsonFault {
  readonly kind: 'line_break_in_text' | 'quote_in_text' | 'ends_early' | 'other';
  /** From 1; `null` where it is not known. */
  readonly line: number | null;
  readonly column: number | null;
}

const placeOf = (text: string, at: number): Pick<JsonFault, 'line' | 'column'> => {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: at - lastBreak };
};

const ENDS_A_TEXT = /[\s,:}\]]/;

/** The end of the text that opens at `start`, or the fault inside it. */
function walkText(text: string, start: number): number | JsonFault {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if (character < ' ') return { kind: 'line_break_in_text', ...placeOf(text, at) };
    else if (character === '"') {
      const next = text[at + 1];
      if (next === undefined || ENDS_A_TEXT.test(next)) return at;
      return { kind: 'quote_in_text', ...placeOf(text, at) };
    }
  }
  return { kind: 'ends_early', ...placeOf(text, text.length) };
}

/**
 * Looks for the mistakes of templates in a text that is no JSON: free text that was put in without
 * escaping its quotes and line breaks, or the end cut off.
 *
 * @example jsonFault('{"a":"say "hi""}') //=> { kind: 'quote_in_text', line: 1, column: 11 }
 */
export function jsonFault(text: string): JsonFault {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') {
      const end = walkText(text, at);
      if (typeof end !== 'number') return end;
      at = end;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
  }
  return depth > 0
    ? { kind: 'ends_early', ...placeOf(text, text.length) }
    : { kind: 'other', line: null, column: null };
}
