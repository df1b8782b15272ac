import { bytesOf, splitText } from './split-text.ts';

/** An element that is open; the outer ones behind it. */
interface Open {
  readonly name: string;
  readonly tag: string;
  readonly outer: Open | null;
  readonly openBytes: number;
  readonly closeBytes: number;
  /** A cut in here would be read: the second half of a link says its address again, that of a list item has a dash. */
  readonly isWhole: boolean;
}

/** A piece that is never cut, with how good a cut before it is: 0 in a word, 1 between words, 2 between blocks. */
interface Atom {
  readonly raw: string;
  readonly bytes: number;
  readonly inside: Open | null;
  readonly cut: 0 | 1 | 2 | null;
}

const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);
const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead tr ul br'.split(
    ' ',
  ),
);
/** Of these one ends where the next begins. */
const FOLLOWING: ReadonlySet<string> = new Set('p li tr td th dt dd option'.split(' '));
const WHOLE: ReadonlySet<string> = new Set(['a', 'li']);
const UNSEEN = /<!--|<(script|style|head|title|template)\b/gi;
const PIECE = /<\/?[a-z][^>]*>|[^<]+|</gi;
const WORD = /&[#\w]{1,10};|\s+|[^&\s]+|&/g;
const LONGEST_WORD = 512;
const JOINED = /^[\p{M}\u200d\ufe0f&]/u;

/** Without what nobody reads. Endings that are missing are looked for once: a text can have very many beginnings. */
function withoutUnseen(html: string): string {
  const parts: string[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  for (const { 0: beginning, 1: name = '', index } of html.matchAll(UNSEEN)) {
    if (index < at || unclosed.has(name.toLowerCase())) continue;
    const ending = beginning === '<!--' ? /-->/g : new RegExp(`</${name}\\s*>`, 'gi');
    ending.lastIndex = index;
    if (ending.exec(html) === null) {
      unclosed.add(name.toLowerCase());
      continue;
    }
    parts.push(html.slice(at, index));
    at = ending.lastIndex;
  }
  return [...parts, html.slice(at)].join('');
}

/** Tags and what is between them. Behind the last `>` there are no tags. */
function* piecesOf(html: string): Generator<string> {
  const end = html.lastIndexOf('>') + 1;
  for (const [piece] of html.slice(0, end).matchAll(PIECE)) yield piece;
  if (end < html.length) yield html.slice(end);
}

const nameOf = (tag: string): string =>
  /^<\/?([a-z][^\s/>]*)[^>]*>$/i.exec(tag)?.[1]?.toLowerCase() ?? '';

function opened(tag: string, name: string, outer: Open | null): Open {
  const isWhole = WHOLE.has(name) || outer?.isWhole === true;
  const close = name.length + 3;
  return {
    name,
    tag,
    outer,
    openBytes: bytesOf(tag) + (outer?.openBytes ?? 0),
    closeBytes: close + (outer?.closeBytes ?? 0),
    isWhole,
  };
}

/** What is open behind a closing tag; one that closes nothing changes nothing. */
function closed(name: string, inside: Open | null): Open | null {
  for (let open = inside; open !== null; open = open.outer) {
    if (open.name === name) return open.outer;
  }
  return inside;
}

function* atomsOf(html: string): Generator<Atom> {
  let inside: Open | null = null;
  let isBlockSeam = false;
  let last = '';
  for (const piece of piecesOf(withoutUnseen(html))) {
    const name = nameOf(piece);
    if (name === '') {
      for (const raw of wordsOf(piece)) {
        const isSeam = /^\s/.test(raw) || /\s$/.test(last) || last === '';
        const isJoined = !isSeam && (JOINED.test(raw) || last.startsWith('&'));
        const cut = isBlockSeam ? 2 : isJoined ? null : isSeam ? 1 : 0;
        yield { raw, bytes: weightOf(raw), inside, cut: inside?.isWhole === true ? null : cut };
        last = raw;
        isBlockSeam = false;
      }
      continue;
    }
    const isEnd = piece.startsWith('</');
    if (!isEnd && FOLLOWING.has(name) && inside?.name === name) inside = inside.outer;
    const isBlock = BLOCKS.has(name);
    const cut = isBlock && !isEnd ? 2 : isBlockSeam && !isEnd ? 2 : null;
    yield {
      raw: piece,
      bytes: weightOf(piece),
      inside,
      cut: inside?.isWhole === true ? null : cut,
    };
    if (isEnd) inside = closed(name, inside);
    else if (!VOID.has(name) && !piece.endsWith('/>')) inside = opened(piece, name, inside);
    isBlockSeam = isBlock && (isEnd || VOID.has(name));
    if (isBlock) last = '';
  }
}

function* wordsOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(WORD)) {
    if (word.length <= LONGEST_WORD) yield word;
    else yield* pieces(word);
  }
}

/** Blanks that a part would consist of say nothing; writing without blanks is cut between characters. */
const pieces = (word: string): readonly string[] =>
  word.trim() === '' ? [' '] : splitText(word, LONGEST_WORD, bytesOf);

/** Two braces may be escaped. */
const weightOf = (raw: string): number => bytesOf(raw) + (raw.split('{').length - 1);

function tagsOf(inside: Open | null): { readonly opening: string; readonly closing: string } {
  const tags: Open[] = [];
  for (let open = inside; open !== null; open = open.outer) tags.push(open);
  return {
    opening: tags
      .toReversed()
      .map(({ tag }) => tag)
      .join(''),
    closing: tags.map(({ name }) => `</${name}>`).join(''),
  };
}

/**
 * Cuts HTML into parts of at most `most` bytes, each whole by itself: what was open is closed, and opened again in
 * the next. Cut between blocks where it can be, else between words; never inside of a tag, an entity, a link or a
 * list item. Comments and styles are left out. `null` where no such cut is.
 *
 * @example splitHtml('<p>one</p><p>two</p>', 12) //=> ['<p>one</p>', '<p>two</p>']
 */
export function splitHtml(html: string, most: number): readonly string[] | null {
  const atoms = [...atomsOf(html)];
  const parts: string[] = [];
  let start = 0;
  while (start < atoms.length) {
    const end = endOfPart(atoms, start, most);
    if (end === null) return null;
    const { opening } = tagsOf(start === 0 ? null : (atoms[start]?.inside ?? null));
    const { closing } = tagsOf(end === atoms.length ? null : (atoms[end]?.inside ?? null));
    const inner = atoms.slice(start, end).map(({ raw }) => raw);
    parts.push(`${opening}${inner.join('')}${closing}`);
    start = end;
  }
  return parts;
}

/** Behind the last atom of a part that begins with one; `null` where there is no place for a cut. */
function endOfPart(atoms: readonly Atom[], start: number, most: number): number | null {
  let bytes = start === 0 ? 0 : (atoms[start]?.inside?.openBytes ?? 0);
  // More markup than words: the text alone says it better.
  if (bytes > most / 2) return null;
  const best: (number | null)[] = [null, null, null];
  const half: (number | null)[] = [null, null, null];
  for (let index = start; index < atoms.length; index += 1) {
    const atom = atoms[index];
    if (atom === undefined) break;
    const isFitting = bytes + (atom.inside?.closeBytes ?? 0) <= most;
    if (!isFitting) break;
    if (atom.cut !== null && index > start) {
      best[atom.cut] = index;
      if (bytes > most / 2) half[atom.cut] = index;
    }
    bytes += atom.bytes;
    if (index === atoms.length - 1 && bytes <= most) return atoms.length;
  }
  return half[2] ?? half[1] ?? best[2] ?? best[1] ?? best[0] ?? null;
}
