/** Text made comparable, with the way back to the original. */
export interface NormalizedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where its source begins in the original. */
  readonly starts: readonly number[];
  /** For each UTF-16 unit of `text`, where its source ends in the original. */
  readonly ends: readonly number[];
}

// A character with the marks that belong to it. Half-width kana voicing marks count as marks:
// NFKC joins them to the kana before them. More marks than any language needs begin a new cluster: to
// put a hundred thousand in order takes minutes.
const CLUSTER = /[\s\S][\p{M}\uFF9E\uFF9F]{0,30}/gu;
const LATIN_MARKS = /[\u0300-\u036f]/g;
const LETTER_FORMS: Readonly<Record<string, string>> = { ß: 'ss', '’': "'", '‘': "'", '´': "'" };

const fold = (cluster: string): string => {
  // ASCII has no marks and no forms; most text is ASCII.
  if (cluster.length === 1 && cluster < '\u0080') return cluster.toLowerCase();
  const composed = cluster.normalize('NFKC').toLowerCase();
  // The diaeresis of ü goes, the voicing mark of プ stays: only Latin marks are removed.
  const bare = composed.normalize('NFD').replace(LATIN_MARKS, '').normalize('NFC');
  return LETTER_FORMS[bare] ?? bare;
};

/**
 * Width, case and Latin diacritics no longer matter; white space is one blank, an empty line is
 * `\n`. `Ｋüｎｄｉｇｅ` and `kundige` become the same.
 */
export function normalizeText(original: string): NormalizedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const push = (part: string, start: number, end: number) => {
    parts.push(part);
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  let space: { start: number; end: number; lines: number } | null = null;
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    if (/^\s/u.test(cluster)) {
      const lines = cluster[0] === '\n' ? 1 : 0;
      space ??= { start: index, end: index, lines: 0 };
      space = { ...space, end: index + cluster.length, lines: space.lines + lines };
      continue;
    }
    if (space !== null) push(space.lines > 1 ? '\n' : ' ', space.start, space.end);
    space = null;
    push(fold(cluster), index, index + cluster.length);
  }
  return { text: parts.join(''), starts, ends };
}
