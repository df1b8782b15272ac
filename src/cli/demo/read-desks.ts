import type { Hub, HubTicket } from '../../hub/index.ts';
import type { Message } from '../../model/message.ts';
import type { LossLog } from './losses.ts';
import type { ReadingSummary } from './report.ts';

/** How many threads are read in full. */
const THREADS = 24;

/** Reads every ticket of every desk. */
export async function readTickets(hub: Hub, losses: LossLog): Promise<readonly HubTicket[]> {
  const tickets: HubTicket[] = [];
  for await (const ticket of hub.tickets.list()) tickets.push(ticket);
  for (const { provenance } of tickets)
    losses.add(provenance.provider, 'read', provenance.warnings);
  return tickets;
}

/** How many tickets each desk has. */
export function countByDesk(tickets: readonly HubTicket[]): ReadingSummary['byDesk'] {
  const counts: Record<string, number> = {};
  for (const { provenance } of tickets)
    counts[provenance.provider] = (counts[provenance.provider] ?? 0) + 1;
  return counts;
}

/** Reads the threads of the tickets that changed last, wherever they are. */
export async function readThreads(
  hub: Hub,
  tickets: readonly HubTicket[],
  losses: LossLog,
): Promise<Pick<ReadingSummary, 'threads' | 'messages' | 'internalNotes'>> {
  const latest = [...tickets]
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .slice(0, THREADS);
  const messages: Message[] = [];
  // One after the other, so that the same seed meets the same faults.
  for (const { id } of latest)
    messages.push(...(await hub.deskOf(id).messages.list(id).toArray({ limit: 500 })));
  for (const { provenance } of messages)
    losses.add(provenance.provider, 'read', provenance.warnings);
  return {
    threads: latest.length,
    messages: messages.length,
    internalNotes: messages.filter((message) => message.visibility === 'internal').length,
  };
}
