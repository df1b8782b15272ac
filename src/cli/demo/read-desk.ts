import type { ZendeskAdapter } from '../../../adapters/zendesk/index.ts';
import type { Message } from '../../model/message.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { LossLog } from './losses.ts';
import type { ReadingSummary } from './report.ts';

/** How many threads are read in full. */
const THREADS = 24;

/** Reads every ticket, page by page. */
export async function readTickets(
  adapter: ZendeskAdapter,
  losses: LossLog,
): Promise<{ readonly tickets: readonly SupportTicket[]; readonly pages: number }> {
  const tickets: SupportTicket[] = [];
  let pages = 0;
  for await (const page of adapter.tickets.list().pages()) {
    pages += 1;
    tickets.push(...page.items);
  }
  for (const ticket of tickets) losses.add('read', ticket.provenance.warnings);
  return { tickets, pages };
}

/** Reads the threads of the tickets that changed last. */
export async function readThreads(
  adapter: ZendeskAdapter,
  tickets: readonly SupportTicket[],
  losses: LossLog,
): Promise<Pick<ReadingSummary, 'threads' | 'messages' | 'internalNotes'>> {
  const latest = [...tickets]
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .slice(0, THREADS);
  const messages: Message[] = [];
  // One after the other, so that the same seed meets the same faults.
  for (const ticket of latest)
    messages.push(...(await adapter.messages.list(ticket.id).toArray({ limit: 500 })));
  for (const message of messages) losses.add('read', message.provenance.warnings);
  return {
    threads: latest.length,
    messages: messages.length,
    internalNotes: messages.filter((message) => message.visibility === 'internal').length,
  };
}
