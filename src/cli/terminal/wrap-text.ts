import { displayWidth } from './display-width.ts';

/**
 * Breaks a text between words, so that no line takes more columns; a longer word has its own line.
 *
 * @example wrapText('Label printing is down', 14) //=> ['Label printing', 'is down']
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
