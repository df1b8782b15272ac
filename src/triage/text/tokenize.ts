import { cutText, PLACEHOLDERS, WORD_SIZE } from './cut-text.ts';

/**
 * The words of a text in a comparable form: NFKC, lower case; Chinese, Japanese and Thai are cut
 * into words by `Intl.Segmenter` (where it is missing: pairs of characters). Numbers become `<num>`,
 * e-mail addresses `<email>`, web addresses `<url>`, order numbers and the like `<id>`; error codes
 * such as `e-1042` stay whole.
 *
 * @example tokenize('Order #12345678 fails with E-1042') //=> ['order', '<id>', 'fails', 'with', 'e-1042']
 */
export function tokenize(text: string): readonly string[] {
  const cut = cutText(text);
  const { spans, used } = cut;
  const words = cut.isRaw ? text.toLowerCase() : cut.text;
  const tokens: string[] = [];
  for (let slot = 0; slot < used; slot += WORD_SIZE) {
    const start = placeAt(spans, slot);
    tokens.push(start < 0 ? placeholder(start) : words.slice(start, placeAt(spans, slot + 1)));
  }
  return tokens;
}

// Safe: the loops end at the last word.
const placeAt = (spans: Int32Array, slot: number): number => spans[slot] as number;

// Safe: only the places of placeholders are below zero.
const placeholder = (place: number): string => PLACEHOLDERS[-1 - place] as string;
