import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { type KnownPerson, type Lookups, PROVIDER } from '../to-unified/common.ts';
import { isTicketPayload } from '../to-unified/thread.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import { conversationWire } from '../wire/conversations.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { type IntercomTicket, ticketWire } from '../wire/tickets.ts';
import type { IntercomCore, Json } from './core.ts';

export type Ticket = SupportTicket<IntercomRaw['ticket'], AnyFields>;

/** A contact who is known by name while a case of his is written. */
export interface KnownContact extends KnownPerson {
  readonly id: string;
  readonly role: string;
}

/** Reads a case in the form of the options, with the other form where it says more. */
export async function readCase(
  core: IntercomCore,
  id: string,
  options?: RequestOptions,
): Promise<Ticket> {
  const nativeId = core.path(id);
  await core.ready(options);
  const data = await core.send({ method: 'GET', path: casePath(core, nativeId) }, options);
  return toTicket(core, data, options);
}

/** Where a case is in the form of the options. */
export const casePath = (core: IntercomCore, nativeId: string): string =>
  `/${core.settings.read}/${nativeId}`;

/**
 * The answer of a read or a write as a ticket. A conversation that carries a ticket shows it, and a
 * ticket the tags of its conversation: each is one more call.
 */
export async function toTicket(
  core: IntercomCore,
  data: Json,
  options?: RequestOptions & {
    readonly ticket?: IntercomTicket;
    readonly known?: KnownContact;
    readonly tags?: readonly string[];
  },
): Promise<Ticket> {
  const { known } = options ?? {};
  const lookups: Partial<Lookups> = {
    ...(known === undefined ? {} : { person: (id) => (id === known.id ? known : undefined) }),
  };
  if (core.settings.read === 'tickets') {
    const nativeId = String(parseTicket(data).id);
    const tags = options?.tags ?? (await tagsOf(core, nativeId, options));
    return ticketToUnified(data, core.context({ ...lookups, caseTags: () => tags })).value;
  }
  const ticket = options?.ticket ?? (await ticketOf(core, data, options));
  const context = core.context({ ...lookups, ticket: () => ticket });
  const { value } = ticketToUnified(data, context);
  return options?.tags === undefined ? value : { ...value, tags: options.tags };
}

/** What a translation must know of the ticket that a conversation also is; one more call where it is. */
export async function withTicket(
  core: IntercomCore,
  data: Json,
  options?: RequestOptions,
): Promise<Partial<Lookups>> {
  if (isTicketPayload(data)) return {};
  const ticket = await ticketOf(core, data, options);
  return { ticket: () => ticket };
}

/** The ticket that a conversation also is; `undefined` where it is none. */
async function ticketOf(
  core: IntercomCore,
  data: Json,
  options?: RequestOptions,
): Promise<IntercomTicket | undefined> {
  const wire = parseWire(conversationWire, data, { provider: PROVIDER, what: 'conversation' });
  if (wire.ticket === null || wire.ticket === undefined) return undefined;
  const request = { method: 'GET', path: `/tickets/${core.path(String(wire.id))}` } as const;
  const found = await unlessClosed(core.send(request, options));
  return found === null ? undefined : parseTicket(found);
}

export const parseTicket = (data: Json): IntercomTicket =>
  parseWire(ticketWire, data, { provider: PROVIDER, what: 'ticket' });

/** Tags are with the conversation; `undefined` where there is none that the token may look at. */
async function tagsOf(
  core: IntercomCore,
  nativeId: string,
  options?: RequestOptions,
): Promise<readonly string[] | undefined> {
  const request = { method: 'GET', path: `/conversations/${nativeId}` } as const;
  const found = await unlessClosed(core.send(request, options));
  if (found === null) return undefined;
  const wire = parseWire(conversationWire, found, { provider: PROVIDER, what: 'conversation' });
  return (wire.tags?.tags ?? []).flatMap(({ name }) => name ?? []);
}

/** `null` where the token may not look, or where there is nothing to look at. */
export async function unlessClosed(call: Promise<Json>): Promise<Json | null> {
  try {
    return await call;
  } catch (error) {
    const code = SupportError.isInstance(error) ? error.code : null;
    if (code === 'not_found' || code === 'permission_denied') return null;
    throw error;
  }
}
