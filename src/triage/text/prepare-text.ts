import { itemAt } from '../classifier/places.ts';
import {
  AUTO_FOOTERS,
  CLOSINGS,
  HEADER_NAMES,
  ORIGINAL_MESSAGE,
  REPLY_HEADERS,
} from '../data/mail-marks.ts';

/** All kinds of parts that are taken out of a message. */
export const REMOVED_PARTS = ['quoted_reply', 'signature', 'html', 'tracking_link'] as const;
/** What was not the customer's own words of this message. */
export type RemovedPart = (typeof REMOVED_PARTS)[number];

/** A message without what is not part of it. */
export interface PreparedText {
  readonly text: string;
  /** The kinds of parts that were taken out, in order of `REMOVED_PARTS`. */
  readonly removed: readonly RemovedPart[];
}

/**
 * The customer's own words: quoted replies, signatures, markup and tracking links are taken out, in
 * ten languages. Error codes and quoted labels stay. When nothing would be left, the text stays as
 * it is. A text without such parts comes back unchanged.
 *
 * @example prepareText('It works now.\n\nOn Monday Ada wrote:\n> Try again').text //=> 'It works now.'
 */
export function prepareText(original: string): PreparedText {
  const plain = MARKUP.test(original) ? withoutMarkup(original) : original;
  const lines = plain.split(/\r?\n/u);
  const end = quoteStart(lines);
  const own = lines.slice(0, end).filter((line) => !/^\s*>/u.test(line));
  const kept = own.slice(0, signatureStart(own)).filter((line) => !isFooter(line));
  const linkless = kept.map(withoutTracking);
  const found: Readonly<Record<RemovedPart, boolean>> = {
    quoted_reply: own.length < lines.length,
    signature: kept.length < own.length,
    html: plain !== original,
    tracking_link: linkless.some((line, index) => line !== kept[index]),
  };
  const removed = REMOVED_PARTS.filter((part) => found[part]);
  const text = linkless.join('\n').trim();
  return removed.length === 0 || text === '' ? { text: original, removed: [] } : { text, removed };
}

// A tag has no line break and is not long, so that "a < b" and long texts are no markup.
const MARKUP =
  /<\/?(?:html|body|div|p|br|span|table|a|b|i|ul|ol|li|strong|em|blockquote)\b[^<>\n]{0,500}>/i;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

function withoutMarkup(text: string): string {
  return withoutElements(text, ['script', 'style', 'blockquote'])
    .replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, ' ')
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]{2,}/g, ' ');
}

/** Cut by position: a lazy pattern over an unclosed element would be slow, and quotes stand in quotes. */
function withoutElements(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => {
    const parts: string[] = [];
    let depth = 0;
    let start = 0;
    let kept = 0;
    for (const { 0: tag, 1: slash, index } of rest.matchAll(tagsOf(name))) {
      if (slash === '') {
        if (depth === 0) start = index;
        depth += 1;
      } else if (depth > 0) {
        if (kept <= start) parts.push(rest.slice(kept, start));
        kept = index + tag.length;
        depth -= 1;
      }
    }
    return [...parts, rest.slice(kept)].join('\n');
  }, text);
}

const tagsOf = (name: string): RegExp => new RegExp(`<(/?)${name}\\b[^<>]{0,500}>?`, 'gi');

/** The line where an earlier message begins; the number of lines when there is none. */
function quoteStart(lines: readonly string[]): number {
  const start = lines.findIndex((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.length > 300) return false;
    if (ORIGINAL_MESSAGE.test(trimmed)) return true;
    // A reply header may be broken into two lines.
    if (isReplyHeader(trimmed) || isReplyHeader(`${trimmed} ${(lines[index + 1] ?? '').trim()}`))
      return index > 0;
    return isHeader(trimmed, 'from') && lines.slice(index + 1, index + 5).some(isOtherHeader);
  });
  return start < 0 ? lines.length : start;
}

const isReplyHeader = (line: string): boolean =>
  line.length <= 300 && REPLY_HEADERS.some((pattern) => pattern.test(line));

function isHeader(line: string, kind: keyof typeof HEADER_NAMES): boolean {
  const colon = line.search(/[:：]/u);
  if (colon < 0 || colon > 20) return false;
  const name = line.slice(0, colon).replace(/[*_]/g, '').trim().toLowerCase();
  return HEADER_NAMES[kind].includes(name);
}

const isOtherHeader = (line: string): boolean => isHeader(line.trim(), 'other');

// What follows a closing phrase is a signature when it is short.
const LONGEST_SIGNATURE = 7;
const LONGEST_LINE = 70;

function signatureStart(lines: readonly string[]): number {
  const mark = lines.findIndex((line, index) => index > 0 && /^--\s?$/u.test(line));
  if (mark >= 0) return mark;
  // From below, so that the work grows with the text and no faster.
  let closing = lines.length;
  let after = 0;
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const line = itemAt(lines, index).trim();
    if (isClosing(line)) closing = index;
    if (line === '') continue;
    after += 1;
    if (after > LONGEST_SIGNATURE || line.length > LONGEST_LINE || /[?？]$/u.test(line)) break;
  }
  return closing;
}

function isClosing(line: string): boolean {
  // The pattern would be slow on a long row of dots.
  if (line.length > LONGEST_LINE) return false;
  const bare = line.toLowerCase().replace(/[,.!。、，！]+$/u, '');
  return CLOSINGS.includes(bare);
}

const isFooter = (line: string): boolean => {
  const bare = line.trim().toLowerCase();
  return bare.length <= LONGEST_LINE && AUTO_FOOTERS.some((footer) => bare.startsWith(footer));
};

const TRACKED =
  /[?&](?:utm_|mc_eid|mc_cid|fbclid|gclid|trk)|^https?:\/\/(?:click|track|links?|email)\./i;
const LONGEST_LINK = 200;

/** Web addresses that count clicks say nothing; others are kept. */
function withoutTracking(line: string): string {
  if (!line.includes('://')) return line;
  return line
    .split(' ')
    .filter((part) => !(part.includes('://') && (part.length > LONGEST_LINK || TRACKED.test(part))))
    .join(' ');
}
