import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { mapConcurrently } from '../../adapter/map-concurrently.ts';
import { hasCode } from '../../errors/index.ts';
import { messageToJson, ticketToJson } from '../../model/json.ts';

/** A page of tickets as text, and where the next one begins. */
export interface LinesPage {
  /** One ticket with its thread a line. */
  readonly text: string;
  readonly tickets: number;
  readonly messages: number;
  /** Tickets that were deleted before their thread was read. */
  readonly gone: number;
  readonly nextCursor: string | null;
}

const THREADS_AT_ONCE = 8;

/** A desk's tickets with their threads, page by page, from a cursor on. */
export async function* ticketLines(
  desk: AnySupportAdapter,
  {
    cursor,
    since,
    signal,
  }: {
    readonly cursor: string | null;
    readonly since: Date | undefined;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<LinesPage> {
  const query = {
    ...(cursor === null ? {} : { cursor }),
    ...(since === undefined ? {} : { updatedSince: since }),
  };
  const options = { signal, lane: 'bulk' } as const;
  for await (const { items, nextCursor } of desk.tickets.list(query, options).pages()) {
    const lines = await mapConcurrently(items, THREADS_AT_ONCE, async (ticket) => {
      try {
        const messages = [];
        for await (const message of desk.messages.list(ticket.id, {}, options)) {
          messages.push(messageToJson(message));
        }
        const text = `${JSON.stringify({ ticket: ticketToJson(ticket), messages })}\n`;
        return { text, messages: messages.length };
      } catch (error) {
        if (hasCode(error, 'not_found')) return null;
        throw error;
      }
    });
    const there = lines.filter((line) => line !== null);
    yield {
      text: there.map(({ text }) => text).join(''),
      tickets: there.length,
      messages: there.reduce((sum, { messages }) => sum + messages, 0),
      gone: lines.length - there.length,
      nextCursor,
    };
  }
}
