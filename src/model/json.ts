import { fromJson, type Json } from './codec.ts';
import { messageCodec, type StoredTicket, ticketCodec } from './codecs.ts';
import type { Message } from './message.ts';
import type { SupportTicket } from './ticket.ts';

export type { StoredTicket };

/** What a record is written with. */
export interface ToJsonOptions {
  /** Keep the provider's own record. @default false */
  readonly raw?: boolean;
}

/** What `ticketToJson` gives. */
export type TicketJson = Json<StoredTicket>;
/** What `messageToJson` gives. */
export type MessageJson = Json<Message>;

const withoutRaw = <T extends { readonly raw?: unknown }>(value: T, keep: boolean): T => {
  if (keep) return value;
  const { raw: _raw, ...rest } = value;
  // Safe: `raw` is optional in T, so T without it is still a T.
  return rest as T;
};

/**
 * A ticket as plain JSON, for a file, a queue or a database column. Dates become ISO 8601 text in
 * UTC with milliseconds; dates in custom fields and in `metadata.extra` become
 * `{ "$date": "…" }`, since a text there could be any text. `raw` is left out unless asked for.
 *
 * @example JSON.stringify(ticketToJson(ticket))
 * //=> '{"id":"zendesk:acme:42", … "createdAt":"2026-03-02T09:12:07.000Z", …}'
 */
export function ticketToJson(
  value: SupportTicket<unknown, object>,
  options: ToJsonOptions = {},
): TicketJson {
  // Safe: whatever types an application gave its fields, their values are what the codec writes.
  const stored = value as StoredTicket;
  // Safe: the codec writes every key of the type as `Json` describes it.
  return ticketCodec.encode(withoutRaw(stored, options.raw ?? false)) as TicketJson;
}

/**
 * The exact inverse of `ticketToJson`: the same values, the same absent keys. Keys that no version
 * of the model knows are left out.
 *
 * @throws {WireFormatError} that names every wrong path, never a value.
 * @example ticketFromJson(JSON.parse(column)).createdAt instanceof Date //=> true
 */
export function ticketFromJson(json: unknown): StoredTicket {
  return fromJson(ticketCodec, json, 'ticket');
}

/**
 * A message as plain JSON; dates and `raw` as in `ticketToJson`.
 *
 * @example messageToJson(message).createdAt //=> '2026-03-02T09:12:07.000Z'
 */
export function messageToJson(value: Message, options: ToJsonOptions = {}): MessageJson {
  // Safe: the codec writes every key of the type as `Json` describes it.
  return messageCodec.encode(withoutRaw(value, options.raw ?? false)) as MessageJson;
}

/**
 * The exact inverse of `messageToJson`.
 *
 * @throws {WireFormatError} that names every wrong path, never a value.
 * @example messageFromJson(messageToJson(message)) //=> deep-equal to message
 */
export function messageFromJson(json: unknown): Message {
  return fromJson(messageCodec, json, 'message');
}
