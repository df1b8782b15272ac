import type { SupportEvent, SupportEventOf } from '../../model/event.ts';
import type { HubTicket } from '../types.ts';

/** Knows which events are a reason to sort their ticket. */
export interface TriageOccasions {
  /** A new ticket; or a customer's message on one that said nothing yet. */
  isOne(
    event: SupportEvent,
  ): event is SupportEventOf<'ticket.created'> | SupportEventOf<'message.created'>;
  /** Remembers a ticket that was sorted without a word of its customer. */
  note(ticket: HubTicket): void;
}

const MAX_SPEECHLESS = 10_000;

/** Starts with nothing remembered. */
export function createTriageOccasions(): TriageOccasions {
  const speechless = new Set<string>();
  return {
    isOne(event): event is SupportEventOf<'ticket.created'> | SupportEventOf<'message.created'> {
      if (event.type === 'ticket.created') return true;
      if (event.type !== 'message.created') return false;
      return event.message.author?.kind === 'customer' && speechless.has(event.ticket.id);
    },
    note({ id, description }) {
      speechless.delete(id);
      if ((description ?? '').trim() !== '') return;
      speechless.add(id);
      for (const oldest of speechless) {
        if (speechless.size <= MAX_SPEECHLESS) break;
        speechless.delete(oldest);
      }
    },
  };
}
