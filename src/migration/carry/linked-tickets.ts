import type { SourceTicket } from '../translate/types.ts';
import { ADDRESS } from '../translate/addresses.ts';
import { leadingBack } from './leads-back.ts';
import { callOptions, type Work } from './work.ts';

/** Other tickets of the source that a ticket names, and where they are at the target. */
export interface LinkedTickets {
  /** Target ids by source ids; those that are not there yet have none. */
  readonly targets: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
  /** Those to which the target itself can link it, if they are there first. */
  readonly natives: ReadonlySet<string>;
}

/**
 * Looks up the tickets that a ticket is linked to, and those that its texts lead to. Of one that is written `again`,
 * those that lead back to it are left out where the target itself does not link them: both would be written anew, one
 * because of the other, for ever.
 */
export async function linkedTickets(
  work: Pick<Work, 'links' | 'ledger' | 'to' | 'signal'>,
  { ticket, messages }: SourceTicket,
  { isAgain, takesLinks }: { readonly isAgain: boolean; readonly takesLinks: boolean },
): Promise<LinkedTickets> {
  const { links, ledger, to } = work;
  const named = new Set<string>();
  const natives = new Set<string>();
  const kinds =
    (takesLinks ? to.manifest.resources.imports?.operations['ticket']?.links : {}) ?? {};
  for (const { kind, ticketId } of ticket.links) {
    // An implied link is written with the other ticket.
    if (ticketId !== null && kinds[kind] !== 'implied') named.add(ticketId);
    if (ticketId !== null && kinds[kind] === 'kept') natives.add(ticketId);
  }
  for (const { bodyHtml, bodyText } of messages) {
    for (const [address] of (bodyHtml ?? bodyText ?? '').matchAll(ADDRESS)) {
      const source = links.sourceAt(address);
      if (source !== null) named.add(source);
    }
  }
  named.delete(ticket.id);
  if (named.size === 0) return { targets: new Map(), missing: [], natives };
  const there = await ledger.targets('ticket', [...named]);
  const [known] = there.values();
  if (known !== undefined) await seeAddress(work, known);
  const missing = [...named].filter((source) => !there.has(source));
  const doubtful = isAgain ? [...there.keys()].filter((source) => !natives.has(source)) : [];
  const back = await leadingBack(work, doubtful, ticket.id);
  const targets = new Map([...there].filter(([source]) => !back.has(source)));
  return { targets, missing, natives };
}

/** As long as this process has written nothing, what addresses look like is seen from what is there. */
export async function seeAddress(
  work: Pick<Work, 'links' | 'to' | 'signal'>,
  target: string,
): Promise<void> {
  const { links, to } = work;
  if (links.patterns().to !== null) return;
  const [there] = (await to.tickets.getMany?.([target], callOptions(work))) ?? [];
  if (there !== undefined) links.learn('to', there);
}
