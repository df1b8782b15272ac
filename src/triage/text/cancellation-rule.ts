import type { CancellationKind } from '../types.ts';
import type { PhraseMatch } from './phrase-index.ts';

/** What a phrase of the lexicon does in a sentence. */
export type Role =
  | 'mailing'
  | 'verb'
  | 'noun'
  | 'object'
  | 'strong'
  | 'intent'
  | 'excluded'
  | 'negator'
  | 'neutral'
  | 'gapStop'
  | 'break';

type Match = PhraseMatch<Role>;

interface Windows {
  readonly gap: number;
  readonly negation: number;
  readonly excludedBefore: number;
  readonly excludedAfter: number;
  readonly adjacent: number;
}

interface Context {
  readonly sentence: string;
  readonly language: string;
  readonly windows: Windows;
  readonly of: (role: Role) => readonly Match[];
}

export interface SentenceHit {
  readonly kind: CancellationKind;
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
}

type Span = { readonly start: number; readonly end: number };

// Phrases that are negative themselves ("not renew") cannot be taken back by a negator.
const OWN_NEGATION = /\b(?:not|no|non|won't|wont|nicht|ne|nao)\b|不|弃|ません|ない|見送|やめ/u;

// "Ich kann … nicht kündigen" is no refusal; the verb frame spans this many characters at most.
const GERMAN_FRAME = 40;

// A preposition, an article or pronoun, and the object, in characters.
const PREPOSITION_REACH = 12;

// How far back "it" may reach, in characters.
const PRONOUN_GAP = 45;

// English says what is cancelled after the verb: "service stop" and "account closing" are nouns.
const VERB_FIRST = new Set(['en']);
// 服务停止了 and サービスが停止 are outages: what stops by itself stands before these verbs.
const NEVER_AFTER_OBJECT = new Set(['停止', '关闭', '删除', '停用']);

/**
 * The first reason in a sentence to believe that the customer wants to leave: a strong phrase, an
 * intent phrase, or a verb near its object; not negated, and not about something else.
 */
export function judgeSentence(
  sentence: string,
  matches: readonly Match[],
  options: { readonly language: string; readonly windows: Windows },
): SentenceHit | null {
  const byRole = groupByRole(matches);
  const context: Context = { sentence, ...options, of: (role) => byRole.get(role) ?? [] };
  return strongHit(context) ?? intentHit(context) ?? pairHit(context) ?? pronounHit(context);
}

function groupByRole(matches: readonly Match[]): ReadonlyMap<Role, readonly Match[]> {
  const groups = new Map<Role, Match[]>();
  for (const match of matches)
    groups.set(match.payload, [...(groups.get(match.payload) ?? []), match]);
  return groups;
}

const asHit = (kind: CancellationKind, { phrase, start, end }: Match): SentenceHit => ({
  kind,
  phrase,
  start,
  end,
});

function strongHit(context: Context): SentenceHit | null {
  const hit = context.of('strong').find((match) => isClearlyMeant(context, match));
  return hit === undefined ? null : asHit('strong', hit);
}

function isClearlyMeant(context: Context, match: Match): boolean {
  // 不用了 ends a subscription; 不用了解 and "no, thanks" do not.
  if (context.of('neutral').some((neutral) => within(match, neutral))) return false;
  if (!OWN_NEGATION.test(match.phrase) && isNegated(context, match)) return false;
  const object = context.of('object').find((one) => within(one, match));
  if (object?.start === match.start && hasPrepositionBefore(context, object)) return false;
  // "cancel my subscription" says what; "kündigen" alone may be about something else.
  const isBareVerb = context.of('verb').some(({ start }) => start === match.start);
  if (object === undefined && isBareVerb)
    return !excludedNear(context, match, clauseOf(context, match));
  return !excludedRightAfter(context, match) && !isMailing(context, match);
}

function intentHit(context: Context): SentenceHit | null {
  const whole = { start: 0, end: context.sentence.length };
  const hit = context
    .of('intent')
    .find((match) => !isNegated(context, match) && !excludedNear(context, match, whole));
  return hit === undefined ? null : asHit('intent', hit);
}

function pairHit(context: Context): SentenceHit | null {
  for (const verb of [...context.of('verb'), ...context.of('noun')])
    for (const object of context.of('object')) {
      if (!belongTogether(context, verb, object)) continue;
      const span = {
        start: Math.min(verb.start, object.start),
        end: Math.max(verb.end, object.end),
      };
      if (!OWN_NEGATION.test(verb.phrase) && isNegated(context, { ...span, start: verb.start }))
        continue;
      if (excludedRightAfter(context, span) || isMailing(context, span)) continue;
      return { kind: 'pair', phrase: `${verb.phrase} + ${object.phrase}`, ...span };
    }
  return null;
}

/** English: "I do not need my free account any more, help me delete it." */
function pronounHit(context: Context): SentenceHit | null {
  if (context.language !== 'en' || context.of('excluded').length > 0) return null;
  for (const verb of context.of('verb')) {
    const end = verb.end + ' it'.length;
    if (!/^ it\b/u.test(context.sentence.slice(verb.end)) || isNegated(context, verb)) continue;
    const object = context
      .of('object')
      .find((match) => match.end <= verb.start && verb.start - match.end <= PRONOUN_GAP);
    if (object !== undefined)
      return {
        kind: 'pair',
        phrase: `${verb.phrase} + ${object.phrase}`,
        start: object.start,
        end,
      };
  }
  return null;
}

function belongTogether(context: Context, verb: Match, object: Match): boolean {
  const verbFirst = verb.end <= object.start;
  if (!verbFirst && object.end > verb.start) return false;
  const gap = verbFirst
    ? { start: verb.end, end: object.start }
    : { start: object.end, end: verb.start };
  if (gap.end - gap.start > context.windows.gap) return false;
  const isNoun = verb.payload === 'noun';
  if (!verbFirst && !isNoun && VERB_FIRST.has(context.language)) return false;
  if (!verbFirst && context.language === 'zh' && !mayFollow(context, verb, gap)) return false;
  // "at the end of my contract" is a date.
  if (!isNoun && /\bthe $/u.test(before(context.sentence, verb.start))) return false;
  if (!verbFirst && !isNoun && hasPrepositionBefore(context, object)) return false;
  const between = (role: Role) => context.of(role).some((match) => within(match, gap));
  return !between('excluded') && (isNoun || !between('gapStop'));
}

/** German: "eine Datei aus meinem Konto löschen" leaves the account alone. */
const hasPrepositionBefore = (context: Context, object: Span): boolean =>
  context
    .of('gapStop')
    .some(({ start, end }) => end <= object.start && object.start - start <= PREPOSITION_REACH);

/** Chinese: 订阅取消 works, 服务停止 is an outage, and 账号被注销 has already happened. */
function mayFollow({ sentence }: Context, verb: Match, gap: Span): boolean {
  const moved = /[把将]/u.test(before(sentence, verb.start));
  if (sentence.slice(gap.start, gap.end).includes('被')) return false;
  return moved || !NEVER_AFTER_OBJECT.has(verb.phrase);
}

/** A few characters, so that long texts stay cheap to judge. */
const before = (sentence: string, at: number): string => sentence.slice(Math.max(0, at - 20), at);

const within = (inner: Span, outer: Span): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** The clause around a span: up to the next comma or conjunction on either side. */
function clauseOf(context: Context, span: Span): Span {
  const { sentence } = context;
  const stops = context.of('break');
  const breaksBefore = stops.filter(({ end }) => end <= span.start).map(({ end }) => end);
  const after = stops.filter(({ start }) => start >= span.end).map(({ start }) => start);
  const comma = sentence.slice(span.end).search(/[,:、]/u);
  return {
    start: Math.max(0, lastComma(sentence, span.start) + 1, ...breaksBefore),
    end: Math.min(sentence.length, comma < 0 ? sentence.length : span.end + comma, ...after),
  };
}

const lastComma = (sentence: string, before: number): number =>
  Math.max(...[',', ':', '、'].map((mark) => sentence.lastIndexOf(mark, before - 1)));

function isNegated(context: Context, hit: Span): boolean {
  const { language, windows, sentence } = context;
  // In Japanese the negation follows: 解約したくない.
  if (language === 'ja') {
    const after = { start: hit.end, end: hit.end + windows.negation };
    return context.of('negator').some(({ start }) => start >= after.start && start <= after.end);
  }
  const comma = Math.max(0, hit.start === 0 ? 0 : lastComma(sentence, hit.start) + 1);
  const lookback = { start: Math.max(comma, hit.start - windows.negation), end: hit.start };
  const counts = (negator: Match) =>
    !context.of('neutral').some(({ start, end }) => negator.end > start && negator.start < end);
  if (language === 'de' && /\bk[oa]nn/u.test(sentence.slice(comma, hit.start).slice(-GERMAN_FRAME)))
    return false;
  const negated = context
    .of('negator')
    .some(
      (negator) => negator.end > lookback.start && negator.end <= lookback.end && counts(negator),
    );
  return negated || (language === 'de' && negatedAtClauseEnd(context, hit));
}

/** German: "Ich kündige nicht." */
function negatedAtClauseEnd(context: Context, hit: Span): boolean {
  const clause = clauseOf(context, hit);
  return /\bnicht\s*$/u.test(context.sentence.slice(hit.end, clause.end));
}

/** "Cancel my subscription to the newsletter" is about e-mails. */
function isMailing(context: Context, hit: Span): boolean {
  const { end } = clauseOf(context, hit);
  return context.of('mailing').some((match) => match.end > hit.start && match.start < end);
}

function excludedRightAfter(context: Context, hit: Span): boolean {
  const { adjacent } = context.windows;
  return context
    .of('excluded')
    .some(({ start }) => start >= hit.end && start <= hit.end + adjacent);
}

function excludedNear(context: Context, hit: Span, bounds: Span): boolean {
  const { excludedBefore, excludedAfter } = context.windows;
  const window = {
    start: Math.max(bounds.start, hit.start - excludedBefore),
    end: Math.min(bounds.end, hit.end + excludedAfter),
  };
  return context.of('excluded').some(({ start, end }) => end > window.start && start < window.end);
}
