import { createBurstWindows, judgeBurst } from '../../numbers/bursts.ts';
import { refuse } from '../../numbers/check-numbers.ts';
import { instantIssues, toMs } from '../../numbers/instant.ts';
import {
  cosine,
  createWordWeights,
  jaccard,
  profileOf,
  type TextProfile,
  type WordVector,
} from './text-similarity.ts';
import type { ComparedTicket } from './types.ts';

/** From when on many tickets are an incident. */
export interface IncidentOptions {
  readonly now: Date | number;
  /** @default 60 */
  readonly windowMinutes?: number;
  /** @default 5 */
  readonly leastTickets?: number;
  /** @default 3 */
  readonly leastCustomers?: number;
  /** Cosine from which two tickets are about the same. @default 0.9 */
  readonly nearFrom?: number;
  /** Overlap of word pairs that counts as well. @default 0.8 */
  readonly overlapFrom?: number;
  /** Chance of so many tickets without an incident must be below this. @default 0.001 */
  readonly significance?: number;
  /** IANA zone whose clock "the same hour of the week" follows. @default 'UTC' */
  readonly timeZone?: string;
}

/** Many customers report the same at once. A suggestion for people to open an incident. */
export interface SuggestedIncident {
  readonly severity: 'SEV2';
  /** Oldest first. */
  readonly ticketIds: readonly string[];
  readonly customers: number;
  /** Such tickets to expect in a window of this hour of the week. */
  readonly expected: number;
  /** Chance of at least so many when `expected` is right (Poisson). */
  readonly probability: number;
  readonly reasons: readonly {
    readonly code: 'burst_of_near_tickets';
    readonly message: string;
    readonly evidence: Readonly<Record<string, unknown>>;
  }[];
}

const MINUTE = 60_000;

interface Compared {
  readonly ticket: ComparedTicket;
  readonly createdMs: number;
  readonly profile: TextProfile;
  readonly vector: WordVector;
}

/**
 * Bursts of near tickets: at least five from three customers within an hour, and more than the same
 * hour of the last four weeks makes likely (Poisson, p below .001). The largest first. `tickets` holds the
 * last hour and, for the comparison, the four weeks before.
 *
 * @throws ValidationError naming each instant that is none.
 * @throws ConfigurationError when the time zone is not known.
 * @example detectIncidents(tickets, { now })[0]?.ticketIds.length //=> 7
 */
export function detectIncidents(
  tickets: readonly ComparedTicket[],
  options: IncidentOptions,
): readonly SuggestedIncident[] {
  refuse('The search for incidents', [
    ...instantIssues('now', options.now),
    ...tickets.flatMap(({ createdAt }, index) =>
      instantIssues(`tickets.${index}.createdAt`, createdAt),
    ),
  ]);
  const nowMs = toMs(options.now);
  const { windowMinutes = 60, timeZone = 'UTC' } = options;
  const windowOf = createBurstWindows({ nowMs, lengthMs: windowMinutes * MINUTE, timeZone });
  const profiled = tickets
    .map((ticket) => ({
      ticket,
      createdMs: toMs(ticket.createdAt),
      profile: profileOf(ticket),
    }))
    .filter(({ profile }) => profile.words.length > 0);
  const vectorOf = createWordWeights(profiled.map(({ profile }) => profile));
  const compared = profiled.map((one) => ({ ...one, vector: vectorOf(one.profile) }));
  const inWindow = (wanted: 'now' | 'before') =>
    compared.filter(({ createdMs }) => windowOf(createdMs) === wanted);
  const [recent, past] = [inWindow('now'), inWindow('before')];
  return groupsOf(recent, options)
    .flatMap((group) => suggest(group, past, options))
    .sort((a, b) => b.ticketIds.length - a.ticketIds.length || a.probability - b.probability);
}

function areNear(one: Compared, other: Compared, options: IncidentOptions): boolean {
  const { nearFrom = 0.9, overlapFrom = 0.8 } = options;
  const similarity = Math.round(cosine(one.vector, other.vector) * 1e9) / 1e9;
  return (
    similarity >= nearFrom || jaccard(one.profile.shingles, other.profile.shingles) >= overlapFrom
  );
}

/** Tickets that are near each other, directly or through others. */
function groupsOf(
  recent: readonly Compared[],
  options: IncidentOptions,
): readonly (readonly Compared[])[] {
  const groups: Compared[][] = [];
  const grouped = new Set<Compared>();
  for (const first of recent) {
    if (grouped.has(first)) continue;
    const group: Compared[] = [];
    const open = [first];
    grouped.add(first);
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      group.push(one);
      for (const other of recent)
        if (!grouped.has(other) && areNear(one, other, options)) {
          grouped.add(other);
          open.push(other);
        }
    }
    groups.push(group);
  }
  return groups;
}

function suggest(
  group: readonly Compared[],
  past: readonly Compared[],
  options: IncidentOptions,
): readonly SuggestedIncident[] {
  const { leastTickets = 5, leastCustomers = 3, significance = 0.001 } = options;
  const customers = new Set(
    group.map(({ ticket }) => ticket.customerId ?? ticket.requesterId ?? ticket.id),
  ).size;
  if (group.length < leastTickets || customers < leastCustomers) return [];
  const before = past.filter((one) => group.some((other) => areNear(one, other, options))).length;
  const { expected, probability } = judgeBurst(group.length, before);
  if (probability >= significance) return [];
  return [
    {
      severity: 'SEV2',
      ticketIds: group
        .toSorted((a, b) => a.createdMs - b.createdMs || (a.ticket.id < b.ticket.id ? -1 : 1))
        .map(({ ticket }) => ticket.id),
      customers,
      expected,
      probability,
      reasons: [
        {
          code: 'burst_of_near_tickets',
          message: 'Many customers report the same within a short time.',
          evidence: { tickets: group.length, customers, expected, probability },
        },
      ],
    },
  ];
}
