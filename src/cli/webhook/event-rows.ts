import type { SupportEvent } from '../../model/event.ts';

/** What is shown of an event: nothing that a customer wrote, unless it is asked for. */
export interface EventRow {
  readonly type: SupportEvent['type'];
  readonly id: string;
  readonly nativeType: string;
  readonly occurredAt: string | null;
  /** The record that it is about; `null` where it is about none. */
  readonly recordId: string | null;
  /** Names of the fields that moved. */
  readonly changes: readonly string[];
  readonly text?: { readonly subject: string | null; readonly message: string | null };
}

function recordIdOf(event: SupportEvent): string | null {
  if ('ticket' in event) return event.ticket.id;
  if ('contact' in event) return event.contact.id;
  if ('organization' in event) return event.organization.id;
  return 'article' in event ? event.article.id : null;
}

const textOf = (event: SupportEvent): NonNullable<EventRow['text']> => ({
  subject: 'ticket' in event ? (event.ticket.subject ?? null) : null,
  message: 'message' in event ? (event.message.bodyText ?? null) : null,
});

/** Puts events into rows. */
export const eventRows = (
  events: readonly SupportEvent[],
  options: { readonly showText: boolean },
): readonly EventRow[] =>
  events.map((event) => ({
    type: event.type,
    id: event.id,
    nativeType: event.nativeType,
    occurredAt: event.occurredAt?.toISOString() ?? null,
    recordId: recordIdOf(event),
    changes: 'changes' in event ? event.changes.map(({ field }) => field) : [],
    ...(options.showText ? { text: textOf(event) } : {}),
  }));
