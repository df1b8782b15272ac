import type { SourceFile } from './source-file.ts';

interface Pattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** The published example secret of Zendesk's webhooks: no secret at all. */
const HARMLESS = ['dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=='];

const SECRETS: readonly Pattern[] = [
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: 'a cloud key', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  {
    name: 'a code host token',
    pattern: /\b(gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})/,
  },
  { name: 'a chat token', pattern: /\bxox[abprs]-[\w-]{20,}/ },
  { name: 'a payment key', pattern: /\b[rs]k_live_\w{16,}/ },
  { name: 'a registry token', pattern: /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=/ },
  { name: 'a signed token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  { name: 'a search key', pattern: /\bAIza[\w-]{35}\b/ },
];

const PLACES: readonly Pattern[] = [
  { name: 'a machine path', pattern: /(^|[\s'"`(=:,])\/(work|home|root|Users|farm)\/[\w.-]+/m },
  { name: 'a machine path', pattern: /\b[A-Z]:\\Users\\\w+/ },
  {
    name: 'a package registry',
    pattern:
      /registry\.(npmjs|yarnpkg|npmmirror)\.\w+|npm\.pkg\.github\.com|\bunpk[g]\.com|artifactor[y]/i,
  },
];

const WORDS: readonly Pattern[] = [
  { name: 'unfinished work', pattern: /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/ },
  { name: 'how it was made', pattern: /\b(claud[e]|anthropi[c]|chatgp[t]|copilo[t]|gpt-\d)\b/i },
  { name: 'how it was made', pattern: /\bas an ai\b|\bai[- ]generated\b|\bsub-?agents?\b/i },
  { name: 'a page that is not here', pattern: /\b(rulings|craft|field-defects)\.md\b/ },
];

/** A long word of mixed letters and digits looks like a token; hashes in hex do not. */
const LONG_WORD = /(?<![\w+/=.-])[A-Za-z0-9]{40,}(?![\w+/=.-])/g;
const looksRandom = (word: string): boolean =>
  // An alphabet uses every character once.
  new Set(word).size < word.length &&
  /[A-Z].*[A-Z].*[A-Z]/.test(word) &&
  /[a-z]/.test(word) &&
  (word.match(/\d/g) ?? []).length >= 4;

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

function matches(file: SourceFile, patterns: readonly Pattern[]): readonly string[] {
  return patterns.flatMap(({ name, pattern }) => {
    const found = pattern.exec(file.text);
    return found === null ? [] : [`${file.path}:${lineOf(file.text, found.index)} holds ${name}`];
  });
}

/** Every file with something in it that looks like a secret. Says where, never what. */
export function secretViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    if (file.path === 'package-lock.json') return matches(file, SECRETS);
    const random = [...file.text.matchAll(LONG_WORD)]
      .filter(([word]) => looksRandom(word) && !HARMLESS.some((known) => known.startsWith(word)))
      .map(({ index }) => `${file.path}:${lineOf(file.text, index)} holds a random-looking word`);
    return [...matches(file, SECRETS), ...random];
  });
}

/** Every file that names a machine, a registry, or how or where it was written. */
export function placeViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => matches(file, [...PLACES, ...WORDS]));
}
