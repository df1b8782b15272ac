/** Bytes of a text in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}

/** How much room a text takes. */
export type Measure = (text: string) => number;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Longer sequences of marks are nobody's writing. */
const LONGEST_GRAPHEME = 64;

/** The last place up to `end` at which no character is cut apart: no pair, no mark from its letter, no family. */
function betweenCharacters(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const from = Math.max(0, end - LONGEST_GRAPHEME);
  const start = isInPair(text, from) ? from + 1 : from;
  const found = graphemes
    .segment(text.slice(start, end + LONGEST_GRAPHEME))
    .containing(end - start);
  const at = start + (found?.index ?? 0);
  // All of it one character: only pairs are kept whole then.
  if (at > start) return at;
  return isInPair(text, end) ? end - 1 : end;
}

const isInPair = (text: string, at: number): boolean =>
  at > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));

/** Where a reader would cut, best first. */
const SEAMS = ['\n\n', '\n', ' '] as const;

/** The best place for a cut up to `end`: in the second half, so that parts stay long. */
function bestCut(text: string, end: number): number {
  for (const seam of SEAMS) {
    const at = text.lastIndexOf(seam, end - seam.length);
    if (at + seam.length > end / 2) return at + seam.length;
  }
  const at = betweenCharacters(text, end);
  return at > 0 ? at : end;
}

/**
 * Cuts a text into parts of at most `most`, at paragraphs, lines or words where it can, and never inside of what
 * readers take for one character. The parts together are the text; those without words are left out.
 *
 * @example splitText('one two three', 8, bytesOf) //=> ['one two ', 'three']
 */
export function splitText(text: string, most: number, measure: Measure): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    // No character takes less than one.
    const window = text.slice(at, at + most + 1);
    const length = measure(window) <= most ? window.length : cutWithin(window, most, measure);
    const part = window.slice(0, length);
    if (part.trim() !== '') parts.push(part);
    at += length;
  }
  return parts;
}

function cutWithin(window: string, most: number, measure: Measure): number {
  let [fits, tooLong] = [1, window.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (measure(window.slice(0, middle)) <= most) fits = middle;
    else tooLong = middle;
  }
  // What a blank takes depends on what is behind it: the place that was found can be a little too far.
  for (let end = fits; end > 1; end -= 1) {
    const cut = bestCut(window, end);
    if (measure(window.slice(0, cut)) <= most) return cut;
  }
  return 1;
}
