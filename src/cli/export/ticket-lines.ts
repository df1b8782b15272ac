import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { supports } from '../../adapter/manifest.ts';
import { mapConcurrently } from '../../adapter/map-concurrently.ts';
import { hasCode, UnsupportedError } from '../../errors/index.ts';
import { encodeUnknown } from '../../model/codec.ts';
import type { TicketEvent } from '../../model/event.ts';
import { messageToJson, ticketToJson } from '../../model/json.ts';

/** What was counted. */
export interface LineCounts {
  readonly tickets: number;
  readonly messages: number;
  readonly events: number;
  /** Tickets that were deleted before their thread was read. */
  readonly gone: number;
}

/** A page of tickets as text, and where the next one begins. */
export interface LinesPage extends LineCounts {
  /** One ticket with its thread a line; its events, each on a line of its own, behind it. */
  readonly text: string;
  readonly nextCursor: string | null;
}

const THREADS_AT_ONCE = 8;

type ReadOptions = Readonly<{ signal: AbortSignal; lane: 'bulk' }>;

/**
 * A desk's tickets with their threads, and with their histories where `events` asks for them, page by page, from
 * a cursor on.
 */
export async function* ticketLines(
  desk: AnySupportAdapter,
  {
    cursor,
    since,
    events,
    signal,
  }: {
    readonly cursor: string | null;
    readonly since: Date | undefined;
    readonly events: boolean;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<LinesPage> {
  const query = {
    ...(cursor === null ? {} : { cursor }),
    ...(since === undefined ? {} : { updatedSince: since }),
  };
  const options = { signal, lane: 'bulk' } as const;
  for await (const { items, nextCursor } of desk.tickets.list(query, options).pages()) {
    const records = await mapConcurrently(items, THREADS_AT_ONCE, async (ticket) => {
      try {
        const messages = await threadOf(desk, ticket.id, options);
        const history = events ? await historyOf(desk, ticket.id, options) : [];
        const first = JSON.stringify({ ticket: ticketToJson(ticket), messages });
        const text = [first, ...history].map((line) => `${line}\n`).join('');
        return { text, messages: messages.length, events: history.length };
      } catch (error) {
        if (hasCode(error, 'not_found')) return null;
        throw error;
      }
    });
    const there = records.filter((record) => record !== null);
    yield {
      text: there.map(({ text }) => text).join(''),
      tickets: there.length,
      messages: there.reduce((sum, { messages }) => sum + messages, 0),
      events: there.reduce((sum, record) => sum + record.events, 0),
      gone: records.length - there.length,
      nextCursor,
    };
  }
}

async function threadOf(desk: AnySupportAdapter, id: string, options: ReadOptions) {
  const messages = [];
  for await (const message of desk.messages.list(id, {}, options)) {
    messages.push(messageToJson(message));
  }
  return messages;
}

/** Whether a desk gives the histories of its tickets. @throws {UnsupportedError} when it does not. */
export function requireEvents({ manifest }: AnySupportAdapter): void {
  if (supports(manifest, 'events.list')) return;
  throw new UnsupportedError(
    `${manifest.label} gives no histories of tickets: leave --events out.`,
    { operation: 'events.list' },
  );
}

/** Its history as lines, oldest first. */
async function historyOf(
  desk: AnySupportAdapter,
  id: string,
  options: ReadOptions,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const event of desk.events?.list?.(id, {}, options) ?? []) {
    lines.push(JSON.stringify({ kind: 'event', event: eventJson(event) }));
  }
  return lines;
}

/** As `ticketToJson` writes: without `raw`, dates as ISO 8601. */
function eventJson({ raw: _raw, ...event }: TicketEvent<unknown>) {
  const changes = event.changes.map((change) => encodeUnknown(change));
  return { ...event, at: event.at.toISOString(), changes };
}
