import { numberIssues, refuse } from '../../numbers/check-numbers.ts';
import { instantIssues, toMs } from '../../numbers/instant.ts';
import { cosine, createWordWeights, jaccard, profileOf } from './text-similarity.ts';
import type {
  ComparedTicket,
  DuplicateKind,
  DuplicateReasonCode,
  DuplicateTicket,
} from './types.ts';

/** From when on two tickets say the same. */
export interface DuplicateOptions {
  /** The same words of the same requester count as exact within this time. @default 72 */
  readonly exactWithinHours?: number;
  /** @default 0.9 */
  readonly nearFrom?: number;
  /** Overlap of word pairs that counts as near as well. @default 0.8 */
  readonly overlapFrom?: number;
  /** @default 0.75 */
  readonly likelyFrom?: number;
  /** @default 10 */
  readonly limit?: number;
}

const HOUR = 3_600_000;
const KINDS: readonly DuplicateKind[] = ['exact', 'near', 'likely'];

const MESSAGES: Readonly<Record<DuplicateReasonCode, string>> = {
  same_text_same_requester: 'The same requester wrote the same a short time apart.',
  almost_same_text: 'Almost the same text.',
  similar_text_same_requester: 'The same requester wrote something similar.',
  similar_text_same_incident: 'A similar text, and both belong to the same open incident.',
};

/**
 * Tickets that say the same as this one: exact (same words and requester within 72 hours), near
 * (cosine from .9, or an overlap of word pairs from .8) or likely (cosine from .75 and the same requester
 * or open incident). Best first; to be suggested to people, never merged by itself. How rare words
 * are is learned from the tickets given, so a few hundred recent ones are better than five.
 *
 * @throws ValidationError naming each `createdAt` that is no instant, and a `limit` that is none.
 * @example findDuplicates(ticket, recent)[0]?.kind //=> 'near'
 */
export function findDuplicates(
  ticket: ComparedTicket,
  others: readonly ComparedTicket[],
  options: DuplicateOptions = {},
): readonly DuplicateTicket[] {
  const { limit = 10 } = options;
  refuse('The comparison', [
    ...instantIssues('ticket.createdAt', ticket.createdAt),
    ...others.flatMap(({ createdAt }, index) =>
      instantIssues(`others.${index}.createdAt`, createdAt),
    ),
    ...numberIssues('limit', limit, 'count'),
  ]);
  const own = profileOf(ticket);
  if (own.words.length === 0) return [];
  const candidates = others
    .filter(({ id }) => id !== ticket.id)
    .map((other) => ({ other, profile: profileOf(other) }));
  const vectorOf = createWordWeights([own, ...candidates.map(({ profile }) => profile)]);
  const vector = vectorOf(own);
  return candidates
    .flatMap(({ other, profile }): readonly DuplicateTicket[] => {
      const similarity = cosine(vector, vectorOf(profile));
      const overlap = jaccard(own.shingles, profile.shingles);
      const isSame = own.normalized === profile.normalized;
      const found = judge({ ticket, other, similarity, overlap, isSame }, options);
      if (found === null) return [];
      const [kind, code] = found;
      return [
        { id: other.id, kind, similarity, overlap, reasons: [{ code, message: MESSAGES[code] }] },
      ];
    })
    .sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        b.similarity - a.similarity ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, limit);
}

interface Pair {
  readonly ticket: ComparedTicket;
  readonly other: ComparedTicket;
  readonly similarity: number;
  readonly overlap: number;
  readonly isSame: boolean;
}

const areSame = (one: string | null | undefined, other: string | null | undefined): boolean =>
  one != null && one === other;

function judge(
  { ticket, other, similarity, overlap, isSame }: Pair,
  options: DuplicateOptions,
): readonly [DuplicateKind, DuplicateReasonCode] | null {
  const { exactWithinHours = 72, nearFrom = 0.9, overlapFrom = 0.8, likelyFrom = 0.75 } = options;
  const apart = Math.abs(toMs(ticket.createdAt) - toMs(other.createdAt));
  const sameRequester = areSame(ticket.requesterId, other.requesterId);
  if (isSame && sameRequester && apart <= exactWithinHours * HOUR)
    return ['exact', 'same_text_same_requester'];
  // Rounded, so that a cosine of .9 is not lost to the last bit.
  const cosineOf = Math.round(similarity * 1e9) / 1e9;
  if (cosineOf >= nearFrom || overlap >= overlapFrom) return ['near', 'almost_same_text'];
  if (cosineOf < likelyFrom) return null;
  if (sameRequester) return ['likely', 'similar_text_same_requester'];
  return areSame(ticket.incidentId, other.incidentId)
    ? ['likely', 'similar_text_same_incident']
    : null;
}
