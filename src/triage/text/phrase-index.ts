/** A phrase to look for, in the form that `normalizeText` produces. */
export interface PhraseEntry<Payload> {
  readonly phrase: string;
  readonly payload: Payload;
  /** Also match with a final s or es. */
  readonly plural?: boolean;
}

export interface PhraseMatch<Payload> {
  readonly phrase: string;
  readonly payload: Payload;
  readonly start: number;
  readonly end: number;
}

export type PhraseIndex<Payload> = ReadonlyMap<string, readonly PhraseEntry<Payload>[]>;

/** Groups phrases by their first character, so that a text is read once for all of them. */
export function createPhraseIndex<Payload>(
  entries: readonly PhraseEntry<Payload>[],
): PhraseIndex<Payload> {
  const index = new Map<string, PhraseEntry<Payload>[]>();
  for (const entry of entries) {
    const first = entry.phrase.charAt(0);
    const bucket = index.get(first);
    if (bucket === undefined) index.set(first, [entry]);
    else bucket.push(entry);
  }
  return index;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{N}]/u;

/** True for a character of a script that separates its words by spaces. */
function isSpacedWordCharacter(character: string): boolean {
  if (character < '\u0080') return /[a-z0-9]/i.test(character);
  return WORD.test(character) && !UNSPACED.test(character);
}

/**
 * Every place where a phrase of the index stands, in order of position. Latin phrases match whole
 * words only, also next to Chinese or Japanese, where words have no spaces around them.
 */
export function findPhrases<Payload>(
  text: string,
  index: PhraseIndex<Payload>,
): readonly PhraseMatch<Payload>[] {
  const matches: PhraseMatch<Payload>[] = [];
  let previousIsWord = false;
  for (let start = 0; start < text.length; start += 1) {
    const character = text.charAt(start);
    const isWord = isSpacedWordCharacter(character);
    const insideWord = isWord && previousIsWord;
    previousIsWord = isWord;
    if (insideWord) continue;
    for (const entry of index.get(character) ?? []) {
      if (!text.startsWith(entry.phrase, start)) continue;
      const end = matchEnd(text, start + entry.phrase.length, entry.plural ?? false);
      if (end !== null) matches.push({ phrase: entry.phrase, payload: entry.payload, start, end });
    }
  }
  return matches;
}

function matchEnd(text: string, end: number, plural: boolean): number | null {
  const endsWord = (at: number) =>
    !isSpacedWordCharacter(text.charAt(at - 1)) || !isSpacedWordCharacter(text.charAt(at));
  if (endsWord(end)) return end;
  if (!plural) return null;
  if (text.startsWith('s', end) && endsWord(end + 1)) return end + 1;
  return text.startsWith('es', end) && endsWord(end + 2) ? end + 2 : null;
}
