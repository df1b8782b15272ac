import { ConfigurationError } from '../../errors/index.ts';
import { folded } from '../folded.ts';

/** One character of a pattern: does it accept this one? */
export type CharacterTest = (character: string) => boolean;

/** A pattern as a tree. */
export type PatternNode =
  | { readonly kind: 'character'; readonly accepts: CharacterTest }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number;
    };

const LONGEST_PATTERN = 200;
const MOST_REPEATS = 50;
const DEEPEST = 20;
const WORD = /[\p{L}\p{M}\p{N}_]/u;
const SPACE = /\s/u;
const DIGIT = /\p{Nd}/u;

const ESCAPES: Readonly<Record<string, CharacterTest>> = {
  d: (character) => DIGIT.test(character),
  D: (character) => !DIGIT.test(character),
  w: (character) => WORD.test(character),
  W: (character) => !WORD.test(character),
  s: (character) => SPACE.test(character),
  S: (character) => !SPACE.test(character),
  n: (character) => character === '\n',
  t: (character) => character === '\t',
};

/**
 * Reads a pattern: literals, `.`, classes (`[a-z]`, `[^0-9]`, `\d \w \s` and their opposites),
 * groups, `|`, `* + ? {2,5}`, `^` and `$`. Nothing in it can make matching slow: there are no
 * back-references and no look-around.
 *
 * @throws ConfigurationError for anything else. The message holds the position, not the pattern.
 */
export function parsePattern(pattern: string): PatternNode {
  const reader = createReader(pattern);
  const tree = choice(reader, 0);
  return reader.peek() === undefined ? tree : reader.fail('a group is closed that was not opened');
}

/** The pattern, one character after the other. */
interface Reader {
  peek(ahead?: number): string | undefined;
  take(): string;
  fail(what: string): never;
}

function createReader(pattern: string): Reader {
  // Composed, as the texts are.
  const characters = [...pattern.normalize('NFC')];
  if (characters.length > LONGEST_PATTERN)
    throw new ConfigurationError(`A pattern may have ${LONGEST_PATTERN} characters at most.`);
  let at = 0;
  const fail = (what: string): never => {
    throw new ConfigurationError(`The pattern is not usable at position ${at}: ${what}.`);
  };
  return {
    peek: (ahead = 0) => characters[at + ahead],
    take() {
      at += 1;
      return characters[at - 1] ?? fail('it ends too early');
    },
    fail,
  };
}

function choice(reader: Reader, depth: number): PatternNode {
  if (depth > DEEPEST) reader.fail('groups are nested too deeply');
  const parts = [sequence(reader, depth)];
  while (reader.peek() === '|') {
    reader.take();
    parts.push(sequence(reader, depth));
  }
  return { kind: 'choice', parts };
}

function sequence(reader: Reader, depth: number): PatternNode {
  const parts: PatternNode[] = [];
  for (
    let next = reader.peek();
    next !== undefined && next !== '|' && next !== ')';
    next = reader.peek()
  )
    parts.push(repeated(reader, depth));
  return { kind: 'sequence', parts };
}

function repeated(reader: Reader, depth: number): PatternNode {
  const node = atom(reader, depth);
  if (!isRepetition(reader.peek())) return node;
  if (node.kind === 'start' || node.kind === 'end') reader.fail('an anchor cannot repeat');
  const [least, most] = bounds(reader);
  if (isRepetition(reader.peek())) reader.fail('two repetitions follow each other');
  return { kind: 'repeat', part: node, least, most };
}

const isRepetition = (sign: string | undefined): boolean =>
  sign !== undefined && '*+?{'.includes(sign);

function bounds(reader: Reader): readonly [number, number] {
  const sign = reader.take();
  if (sign !== '{') return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY];
  let text = '';
  while (reader.peek() !== '}') text += reader.take();
  reader.take();
  const parts =
    /^(\d{1,3})(,?)(\d{0,3})$/.exec(text) ?? reader.fail('a repetition is {2} or {2,5}');
  const [, from = '', comma, to = ''] = parts;
  const least = Number(from);
  const most = to !== '' ? Number(to) : comma === '' ? least : Number.POSITIVE_INFINITY;
  if (least > MOST_REPEATS || most < least || (to !== '' && most > MOST_REPEATS))
    reader.fail(`a repetition goes up to ${MOST_REPEATS}`);
  return [least, most];
}

function atom(reader: Reader, depth: number): PatternNode {
  const next = reader.take();
  if (isRepetition(next)) reader.fail('there is nothing to repeat');
  if (next === '(') {
    if (reader.peek() === '?') reader.fail('groups with ? are not supported');
    const inner = choice(reader, depth + 1);
    if (reader.take() !== ')') reader.fail('a group is not closed');
    return inner;
  }
  if (next === '^') return { kind: 'start' };
  if (next === '$') return { kind: 'end' };
  // `㎏` is `kg` in a folded text.
  const signs = '.[\\'.includes(next) ? [] : [...folded(next)];
  return signs.length > 1
    ? {
        kind: 'sequence',
        parts: signs.map((sign) => ({ kind: 'character', accepts: literal(sign) })),
      }
    : { kind: 'character', accepts: acceptedBy(reader, next) };
}

function acceptedBy(reader: Reader, sign: string): CharacterTest {
  if (sign === '.') return (character) => character !== '\n';
  if (sign === '[') return characterClass(reader);
  return sign === '\\' ? escaped(reader) : literal(sign);
}

function escaped(reader: Reader): CharacterTest {
  const sign = reader.take();
  const known = Object.hasOwn(ESCAPES, sign) ? ESCAPES[sign] : undefined;
  if (known === undefined && /[a-z0-9]/iu.test(sign)) reader.fail('the escape is not supported');
  return known ?? literal(sign);
}

function characterClass(reader: Reader): CharacterTest {
  const negated = reader.peek() === '^';
  if (negated) reader.take();
  const tests: CharacterTest[] = [];
  while (reader.peek() !== ']' || tests.length === 0) {
    const first = reader.take();
    const after = reader.peek(1);
    if (first === '\\') tests.push(escaped(reader));
    else if (reader.peek() === '-' && after !== ']' && after !== undefined) {
      reader.take();
      tests.push(range(folded(first), folded(reader.take())));
    } else tests.push(literal(first));
  }
  reader.take();
  return (character) => tests.some((test) => test(character)) !== negated;
}

const literal = (sign: string): CharacterTest => {
  const wanted = folded(sign);
  return (character) => character === wanted;
};

const range =
  (from: string, to: string): CharacterTest =>
  (character) =>
    character >= from && character <= to;
