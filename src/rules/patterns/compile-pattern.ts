import { ConfigurationError } from '../../errors/index.ts';
import { folded } from '../folded.ts';
import { type CharacterTest, parsePattern, type PatternNode } from './parse-pattern.ts';

/** A state: it accepts a character and goes on, splits, checks an edge, or is the end. */
type State =
  | { readonly kind: 'character'; readonly accepts: CharacterTest; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'match' };

const MOST_STATES = 2000;

/**
 * A test whether a pattern occurs in a text, in time proportional to the text whatever the pattern:
 * all its states advance together (Thompson, "Regular Expression Search Algorithm", 1968). Case and
 * width do not matter.
 *
 * @throws ConfigurationError for a pattern that is malformed or too large.
 * @example compilePattern('error \\d+')('Error 500 again') //=> true
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new ConfigurationError('The pattern is too large.');
    return states.push(state) - 1;
  };
  // Built from the end: each part is told where to go on.
  const build = (node: PatternNode, next: number): number => {
    if (node.kind === 'character') return add({ kind: 'character', accepts: node.accepts, next });
    if (node.kind === 'start' || node.kind === 'end') return add({ kind: node.kind, next });
    if (node.kind === 'sequence')
      return node.parts.reduceRight((then, part) => build(part, then), next);
    if (node.kind === 'choice') {
      const entries = node.parts.map((part) => build(part, next));
      return entries.reduceRight((other, entry) => add({ kind: 'split', next: entry, other }));
    }
    return repeat(node, next);
  };
  const repeat = (
    { part, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
    next: number,
  ): number => {
    let entry = next;
    if (most === Number.POSITIVE_INFINITY) {
      const split = { kind: 'split' as const, next: 0, other: next };
      entry = add(split);
      split.next = build(part, entry);
    } else
      for (let times = least; times < most; times += 1)
        entry = add({ kind: 'split', next: build(part, entry), other: next });
    for (let times = 0; times < least; times += 1) entry = build(part, entry);
    return entry;
  };
  const first = build(parsePattern(pattern), add({ kind: 'match' }));
  return (text) => run(states, first, [...folded(text)]);
}

/** One list of states moves through the text; a state is in it once. */
function run(states: readonly State[], first: number, characters: readonly string[]): boolean {
  const seenAt = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  for (let at = 0; at <= characters.length; at += 1) {
    const reached: number[] = [];
    // A match may begin anywhere, so the first state joins at each position.
    const open = [...current, first];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seenAt[place] === at) continue;
      seenAt[place] = at;
      const state = states[place];
      if (state === undefined || state.kind === 'match') return state !== undefined;
      if (state.kind === 'split') open.push(state.next, state.other);
      else if (state.kind === 'character') reached.push(place);
      else if (state.kind === 'start' ? at === 0 : at === characters.length) open.push(state.next);
    }
    const character = characters[at];
    if (character === undefined) return false;
    current = reached.flatMap((place) => {
      const state = states[place];
      return state?.kind === 'character' && state.accepts(character) ? [state.next] : [];
    });
  }
  return false;
}
