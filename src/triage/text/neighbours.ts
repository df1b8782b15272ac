import type { PhraseMatch } from './phrase-index.ts';

type Span = Pick<PhraseMatch<unknown>, 'start' | 'end'>;

const BREAK = /[.!?。,;\n]/u;

/**
 * Tells of a place whether one of the phrases ends there, or at most `gap` characters before it in the
 * same clause: "no problem" has a negator before it, "No. Problem!" has not.
 */
export function endsShortlyBefore(
  phrases: readonly Span[],
  { text, gap }: { readonly text: string; readonly gap: number },
): (start: number) => boolean {
  const ends = new Set(phrases.map(({ end }) => end));
  return (start) => {
    for (let end = start; end >= start - gap; end -= 1)
      if (ends.has(end)) return !BREAK.test(text.slice(end, start));
    return false;
  };
}

/**
 * Of matches in order of place, those that are inside no longer one: "not working" is one cue, and what
 * is in it does not count again.
 */
export function outermost<Match extends Span>(matches: readonly Match[]): readonly Match[] {
  const furthest = new Map<number, number>();
  for (const { start, end } of matches)
    furthest.set(start, Math.max(end, furthest.get(start) ?? 0));
  // How far those reach that begin earlier.
  let reach = 0;
  let next = 0;
  let last = -1;
  return matches.filter(({ start, end }) => {
    if (start !== last) {
      reach = Math.max(reach, next);
      next = furthest.get(start) ?? 0;
      last = start;
    }
    return end > reach && end === next;
  });
}
