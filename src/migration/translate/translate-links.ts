import type { TicketLinkDraft } from '../../adapter/resources.ts';
import type { SourceTicket, TranslationContext } from './types.ts';

/** The links of a ticket to other tickets. */
export interface TranslatedLinks {
  readonly drafts: readonly TicketLinkDraft[];
  /** Those that the ticket itself shows afterwards. */
  readonly expected: readonly string[];
  /** Those that the target has no place for, for people. */
  readonly noted: readonly (readonly [name: string, value: string])[];
  /** Target ids that were written, by source id. */
  readonly related: Readonly<Record<string, string>>;
  /** The loss of those that the target would hold, and refuses. */
  readonly refusal: string | null;
}

/** How a link is told apart from others of its ticket. */
export const linkName = (kind: string, ticketId: string | null): string => `${kind} ${ticketId}`;

/** Links as the target can hold them; the others lead, in a note, to where the other ticket is now. */
export function translateLinks(
  { links }: SourceTicket['ticket'],
  { takes, targetOf, linkTo, refusalOf }: TranslationContext,
  addresses: Map<string, string>,
): TranslatedLinks {
  const drafts: TicketLinkDraft[] = [];
  const expected: string[] = [];
  const noted: (readonly [string, string])[] = [];
  const related: Record<string, string> = {};
  const refusal = refusalOf('links');
  for (const { kind, ticketId, url } of links) {
    const how = refusal === null ? takes.links[kind] : undefined;
    const target = ticketId === null ? null : targetOf(ticketId);
    if (how === 'implied') {
      drafts.push({ kind, ticketId: null });
      continue;
    }
    if (how === 'kept' && ticketId !== null && target !== null) {
      drafts.push({ kind, ticketId: target });
      expected.push(linkName(kind, target));
      related[ticketId] = target;
      continue;
    }
    const address = ticketId === null ? null : linkTo(ticketId);
    if (ticketId !== null && address !== null) addresses.set(ticketId, address);
    const origin = ticketId ?? url ?? 'unknown';
    const shown = address === null ? origin : `${address} (${origin})`;
    noted.push([`Linked (${kind.replaceAll('_', ' ')})`, shown]);
  }
  return { drafts, expected, noted, related, refusal };
}
