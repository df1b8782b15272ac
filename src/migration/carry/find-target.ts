import type { AnyFields } from '../../adapter/contract.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import { wordsOf } from '../translate/plain-words.ts';
import { hashOf, secondOf, type SentTrace } from './sent-trace.ts';
import { callOptions, type Work } from './work.ts';

type Ticket = SupportTicket<unknown, AnyFields>;
type Desk = Pick<Work, 'to' | 'clock' | 'signal'>;

/** How the target finds what an import has made whose answer was lost; `null` where it cannot. */
export const lookupOf = ({ to }: Pick<Work, 'to'>) =>
  to.manifest.resources.imports?.operations['ticket']?.lookup ?? null;

const POLL_MS = 1000;

/**
 * The ticket that an earlier attempt has made, if it has; never the one `besides` it. New records can stay out
 * of sight for a while: that long is waited before the answer is no.
 */
export async function findTarget(
  desk: Desk,
  trace: SentTrace,
  besides: string | null = null,
): Promise<Ticket | null> {
  const lookup = lookupOf(desk);
  if (lookup === null) return null;
  const { clock, signal } = desk;
  const until = clock.now() + lookup.lagMs;
  for (;;) {
    const found = await (lookup.by === 'callerKey'
      ? findByKey(desk, trace, besides)
      : findByRequester(desk, trace, besides));
    if (found !== null || clock.now() >= until) return found;
    await clock.sleep(Math.min(POLL_MS, lookup.lagMs), signal);
  }
}

async function findByKey(
  desk: Desk,
  { callerKey }: SentTrace,
  besides: string | null,
): Promise<Ticket | null> {
  if (callerKey === '') return null;
  for await (const ticket of desk.to.tickets.list({ callerKey }, callOptions(desk))) {
    if (ticket.callerKey === callerKey && ticket.id !== besides) return ticket;
  }
  return null;
}

/** By the person, the second and the first words: what a desk keeps that takes no key with the first call. */
async function findByRequester(
  desk: Desk,
  trace: SentTrace,
  besides: string | null,
): Promise<Ticket | null> {
  const { tickets, messages } = desk.to;
  const options = callOptions(desk);
  for await (const ticket of tickets.list({ requesterId: trace.requester }, options)) {
    if (ticket.id === besides) continue;
    if (ticket.callerKey !== null && ticket.callerKey === trace.callerKey) return ticket;
    if (ticket.callerKey !== null || secondOf(ticket.createdAt) !== trace.second) continue;
    const [opening] = await messages.list(ticket.id, {}, options).toArray({ limit: 1 });
    if (opening !== undefined && (await hashOf(wordsOf(opening))) === trace.words) return ticket;
  }
  return null;
}
