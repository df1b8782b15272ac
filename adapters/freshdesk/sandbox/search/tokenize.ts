export type Token =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'and' }
  | { readonly kind: 'or' }
  | {
      readonly kind: 'condition';
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: Value;
    };

export type Comparison = '=' | '>=' | '<=';
export type Value = string | number | boolean | null;

const pattern =
  /\s*(?:(\()|(\))|(AND|OR)(?=[\s(])|([A-Za-z_]\w*):([<>]?)(?:'((?:[^'\\]|\\.)*)'|([^\s()']+)))/y;

/**
 * The tokens of a filter query (section 8.4): conditions, `AND`, `OR` and parentheses. Null where
 * something else stands: there is no `NOT`, no wildcard and no free text.
 */
export function tokenize(query: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const scan = new RegExp(pattern);
  const text = query.trimEnd();
  while (scan.lastIndex < text.length) {
    const found = scan.exec(text);
    if (found === null) return null;
    const [, open, close, word, field, sign, quoted, bare] = found;
    if (open !== undefined) tokens.push({ kind: 'open' });
    else if (close !== undefined) tokens.push({ kind: 'close' });
    else if (word !== undefined) tokens.push({ kind: word === 'AND' ? 'and' : 'or' });
    else {
      const comparison = sign === '>' ? '>=' : sign === '<' ? '<=' : '=';
      const value = quoted === undefined ? bareValue(bare ?? '') : quoted.replace(/\\(.)/g, '$1');
      if (value === undefined) return null;
      tokens.push({ kind: 'condition', field: field ?? '', comparison, value });
    }
  }
  return tokens;
}

/** Numbers, truth values and the word null stand without quotes; nothing else does. */
function bareValue(text: string): Value | undefined {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
