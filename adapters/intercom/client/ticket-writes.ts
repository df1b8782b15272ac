import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { TicketConversion, TicketResource } from '../../../src/adapter/resources.ts';
import { compact, toAttributes } from '../from-unified/common.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { parseTicket, type Ticket, toTicket } from './cases.ts';
import { createConversation, updateConversation } from './conversation-writes.ts';
import type { IntercomCore } from './core.ts';
import { mergeCases } from './merge.ts';
import { readTicketType, withItemIds } from './ticket-types.ts';
import { createTypedTicket, updateTypedTicket } from './typed-ticket-writes.ts';

type Writes = Pick<
  TicketResource<IntercomRaw, AnyFields>,
  'create' | 'update' | 'merge' | 'convert' | 'purge'
>;

/** What changes cases, in the form that the options ask for. */
export function ticketWrites(core: IntercomCore): Writes {
  const isTyped = core.settings.read === 'tickets';
  return {
    async create(draft, options) {
      const make = isTyped ? createTypedTicket : createConversation;
      const { value, warnings } = await make(core, draft, options);
      return core.report('tickets.create', value, warnings);
    },
    async update(id, patch, options) {
      const change = isTyped ? updateTypedTicket : updateConversation;
      const { value, warnings } = await change(core, core.path(id), patch, options);
      return core.report('tickets.update', value, warnings);
    },
    merge: (target, sources, options) => mergeCases(core, target, sources, options),
    convert: (id, draft, options) => convertConversation(core, core.path(id), draft, options),
    async purge(id, options) {
      const path = `/${core.settings.read}/${core.path(id)}`;
      core.requireVersion(13, 'tickets.purge');
      await core.send({ method: 'DELETE', path }, options);
    },
  };
}

/** A conversation keeps its id when it becomes a ticket (sheet section 11). */
async function convertConversation(
  core: IntercomCore,
  nativeId: string,
  draft: TicketConversion,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const typeId = core.path(draft.ticketTypeId);
  // The state of the new ticket can be named since 2.16 (sheet section 7).
  if (draft.nativeStatusId !== undefined) core.requireVersion(16, 'tickets.convert');
  await core.ready(options);
  const type = await readTicketType(core, typeId, options);
  const attributes = withItemIds(core, toAttributes(draft.customFields, core.writing), type);
  const body = compact({
    ticket_type_id: typeId,
    ticket_state_id: draft.nativeStatusId,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  });
  const path = `/conversations/${nativeId}`;
  const made = await core.send({ method: 'POST', path: `${path}/convert`, body }, options);
  const isTyped = core.settings.read === 'tickets';
  const data = isTyped ? made : await core.send({ method: 'GET', path }, options);
  const value = await toTicket(core, data, { ...options, ticket: parseTicket(made) });
  return core.report('tickets.convert', value, []);
}
