import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft } from '../../adapter/resources.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import { foldText, wordsOf } from '../translate/plain-words.ts';
import { callOptions, type Work } from './work.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

/** How the target finds what an import has made whose answer was lost; `null` where it cannot. */
export const lookupOf = ({ to }: Pick<Work, 'to'>) =>
  to.manifest.resources.imports?.operations['ticket']?.lookup ?? null;

const POLL_MS = 1000;

/**
 * The ticket that an earlier attempt has made of this draft, if it has. New records can stay out of sight
 * for a while: that long is waited before the answer is no.
 */
export async function findTarget(
  work: Work,
  draft: ImportDraft<AnyFields>,
): Promise<Ticket | null> {
  const lookup = lookupOf(work);
  if (lookup === null) return null;
  const until = work.clock.now() + lookup.lagMs;
  for (;;) {
    const found = await (lookup.by === 'callerKey'
      ? findByKey(work, draft)
      : findByRequester(work, draft));
    if (found !== null || work.clock.now() >= until) return found;
    await work.clock.sleep(Math.min(POLL_MS, lookup.lagMs), work.signal);
  }
}

async function findByKey(
  work: Work,
  { callerKey }: ImportDraft<AnyFields>,
): Promise<Ticket | null> {
  if (callerKey == null) return null;
  const list = work.to.tickets.list({ callerKey }, callOptions(work));
  for await (const ticket of list) if (ticket.callerKey === callerKey) return ticket;
  return null;
}

/** By the person, the second and the first words: what a desk keeps that takes no key with the first call. */
async function findByRequester(work: Work, draft: ImportDraft<AnyFields>): Promise<Ticket | null> {
  const options = callOptions(work);
  const second = Math.floor(draft.createdAt.getTime() / 1000);
  const [first] = draft.messages;
  const words = foldText(
    wordsOf({ bodyHtml: first?.body.html ?? null, bodyText: first?.body.text ?? null }),
  );
  for await (const ticket of work.to.tickets.list({ requesterId: draft.requester.id }, options)) {
    if (ticket.callerKey !== null && ticket.callerKey === draft.callerKey) return ticket;
    if (ticket.callerKey !== null) continue;
    if (Math.floor(ticket.createdAt.getTime() / 1000) !== second) continue;
    const [opening] = await work.to.messages.list(ticket.id, {}, options).toArray({ limit: 1 });
    if (opening !== undefined && wordsOf(opening) === words) return ticket;
  }
  return null;
}
