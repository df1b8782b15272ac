import {
  CANCELLATION_LEXICON,
  CANCELLATION_WINDOWS,
  TRADITIONAL_TO_SIMPLIFIED,
} from './data/cancellation-lexicon.ts';
import { detectLanguage } from './detect-language.ts';
import { normalizeText } from './text/normalize-text.ts';
import { createPhraseIndex, findPhrases, type PhraseIndex } from './text/phrase-index.ts';
import { judgeSentence, type Role, type SentenceHit } from './text/cancellation-rule.ts';
import type { CancellationIntent, CancellationLexicon } from './types.ts';

interface CompiledLexicon {
  readonly language: string;
  readonly spaced: boolean;
  readonly index: PhraseIndex<Role>;
}

const ROLES = {
  mailing: 'mailing',
  verbs: 'verb',
  nouns: 'noun',
  objects: 'object',
  strong: 'strong',
  intent: 'intent',
  excluded: 'excluded',
  negators: 'negator',
  neutral: 'neutral',
  gapStops: 'gapStop',
  breaks: 'break',
} as const satisfies Record<Exclude<keyof CancellationLexicon, 'spaced'>, Role>;

const compiled = new Map<string, CompiledLexicon>();

function lexiconOf(language: string): CompiledLexicon | null {
  const known = compiled.get(language);
  if (known !== undefined) return known;
  const lexicon = Object.hasOwn(CANCELLATION_LEXICON, language)
    ? CANCELLATION_LEXICON[language]
    : undefined;
  if (lexicon === undefined) return null;
  const built = compile(language, lexicon);
  compiled.set(language, built);
  return built;
}

function compile(language: string, lexicon: CancellationLexicon): CompiledLexicon {
  const lists = Object.entries(ROLES).map(
    ([list, role]) =>
      // `Object.entries` widens the keys of ROLES, which are exactly the phrase lists.
      [lexicon[list as keyof typeof ROLES], role] as const,
  );
  const entries = lists.flatMap(([phrases, role]) =>
    phrases
      .split('|')
      .filter((phrase) => phrase !== '')
      .map((phrase) => ({
        phrase,
        payload: role,
        plural: role === 'object' || role === 'excluded' || role === 'noun',
      })),
  );
  return { language, spaced: lexicon.spaced, index: createPhraseIndex(entries) };
}

const SENTENCE_END = /[!?。;\n]|\.(?=\s|$)/gu;
const LONGEST_SENTENCE = 1000;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LATIN_WORDS = /\b[a-z']{1,20} [a-z']{1,20} [a-z']{1,20}\b/u;

/**
 * Where a text says that the customer wants to cancel the subscription, close the account or go
 * to a competitor, or `null`. Negation ("I don't want to cancel") and other things that people
 * cancel (orders, meetings, uploads) do not count. Knows English, Chinese, Spanish, German,
 * French, Portuguese and Japanese.
 *
 * @param options.language BCP 47 tag of the text. Left out, it is detected; when it cannot be told,
 *   all languages are tried.
 * @example findCancellationIntent('Please cancel my subscription.')?.kind //=> 'strong'
 */
export function findCancellationIntent(
  text: string,
  options: { readonly language?: string | null } = {},
): CancellationIntent | null {
  const normalized = normalizeText(text);
  for (const lexicon of lexiconsFor(text, normalized.text, options.language)) {
    const readable = lexicon.language === 'zh' ? simplify(normalized.text) : normalized.text;
    const hit = firstHit(readable, lexicon);
    if (hit === null) continue;
    const start = normalized.starts[hit.start] ?? 0;
    const end = normalized.ends[hit.end - 1] ?? text.length;
    return { kind: hit.kind, phrase: hit.phrase, language: lexicon.language, span: { start, end } };
  }
  return null;
}

function firstHit(text: string, lexicon: CompiledLexicon): SentenceHit | null {
  const windows = lexicon.spaced ? CANCELLATION_WINDOWS.spaced : CANCELLATION_WINDOWS.unspaced;
  for (const { start, end } of sentencesOf(text)) {
    const sentence = text.slice(start, end);
    const matches = findPhrases(sentence, lexicon.index);
    const hit = judgeSentence(sentence, matches, { language: lexicon.language, windows });
    if (hit !== null) return { ...hit, start: hit.start + start, end: hit.end + start };
  }
  return null;
}

/**
 * Sentences; those without an end are cut at a comma, else by length, so that the work grows with
 * the text and no faster.
 */
function* sentencesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  const ends = [...text.matchAll(SENTENCE_END)].map(({ index }) => index);
  for (const end of [...ends, text.length]) {
    while (end - start > LONGEST_SENTENCE) {
      const comma = text.lastIndexOf(',', start + LONGEST_SENTENCE);
      const cut = comma > start ? comma + 1 : start + LONGEST_SENTENCE;
      yield { start, end: cut };
      start = cut;
    }
    yield { start, end };
    start = end + 1;
  }
}

function lexiconsFor(
  text: string,
  normalized: string,
  given: string | null | undefined,
): readonly CompiledLexicon[] {
  const told = given?.toLowerCase().split(/[-_]/u)[0];
  const language = told === undefined || told === '' ? detectLanguage(text).language : told;
  const unspaced = UNSPACED.test(normalized);
  const certain = lexiconOf(language);
  // Customers quote English product words, so English is read beside Chinese and Japanese.
  const names =
    language === 'und'
      ? Object.keys(CANCELLATION_LEXICON)
      : certain !== null && !certain.spaced && LATIN_WORDS.test(normalized)
        ? [language, 'en']
        : [language];
  return names
    .map(lexiconOf)
    .filter((lexicon) => lexicon !== null)
    .filter((lexicon) => lexicon.spaced || unspaced);
}

let simplified: ReadonlyMap<string, string> | null = null;

/** One character for one, so offsets stay as they are. */
function simplify(text: string): string {
  simplified ??= new Map(
    [...TRADITIONAL_TO_SIMPLIFIED.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [from, to]),
  );
  const table = simplified;
  return text.replace(/\p{Script=Han}/gu, (character) => table.get(character) ?? character);
}
