import { FUNCTION_WORDS } from '../data/function-words.ts';

const MINIMUM_CONTENT_WORDS = 2;
const DESCRIPTION_CHARACTERS = 200;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** The subject; when it says too little, with the beginning of the description. */
export function articleQueryText(subject: string, description: string): string {
  const trimmed = subject.trim();
  if (contentWords(trimmed) >= MINIMUM_CONTENT_WORDS) return trimmed;
  // Whole characters: cutting between surrogates would search for half of one.
  const beginning = [...description.trim()].slice(0, DESCRIPTION_CHARACTERS).join('');
  return `${trimmed} ${beginning}`.trim();
}

/** Words that say something; two characters of Chinese or Japanese make about one word. */
function contentWords(text: string): number {
  const unspaced = (text.match(UNSPACED) ?? []).reduce((sum, run) => sum + run.length / 2, 0);
  const words =
    text
      .toLowerCase()
      .replace(UNSPACED, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return Math.floor(unspaced) + words.filter((word) => !isFunctionWord(word)).length;
}

let functionWords: ReadonlySet<string> | null = null;

function isFunctionWord(word: string): boolean {
  functionWords ??= new Set(Object.values(FUNCTION_WORDS).flatMap((words) => words.split(' ')));
  return functionWords.has(word);
}
