const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const INVISIBLE = /^[\p{Mark}\p{Cc}\p{Cf}]+$/u;
const COLOUR_CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function widthOfGrapheme(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/**
 * How many columns of a terminal a text takes: East Asian characters and emoji take two, colour
 * codes none.
 *
 * @example displayWidth('会議 ok') //=> 7
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text.replace(COLOUR_CODES, '')))
    width += widthOfGrapheme(segment);
  return width;
}

/**
 * Cuts a text (without colour codes) so that it fits into so many columns.
 *
 * @example cutToWidth('Label printing is down', 10) //=> 'Label pri…'
 */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let taken = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOfGrapheme(segment);
    if (used > width - 1) break;
    taken += segment;
  }
  return `${taken}…`;
}

/**
 * Fills a text up with spaces to so many columns.
 *
 * @example padToWidth('会議', 6) //=> '会議  '
 */
export function padToWidth(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + spaces : spaces + text;
}
