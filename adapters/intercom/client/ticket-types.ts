import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { TicketStateWish } from '../from-unified/ticket-status.ts';
import type { WireBody } from '../from-unified/common.ts';
import { nativeText, PROVIDER } from '../to-unified/common.ts';
import { fieldToUnified } from '../to-unified/fields.ts';
import { type IntercomTicketType, ticketTypeWire } from '../wire/fields.ts';
import { ticketStateWire } from '../wire/statuses.ts';
import { type IntercomCore, isJson, listOf, partOf } from './core.ts';

/** A ticket type of the account, with everything that writes must know of it. */
export async function readTicketType(
  core: IntercomCore,
  typeId: string,
  options?: RequestOptions,
): Promise<IntercomTicketType> {
  const path = `/ticket_types/${core.path(typeId)}`;
  return core.memo(path, async () => {
    const data = await core.send({ method: 'GET', path }, options);
    return parseWire(ticketTypeWire, data, { provider: PROVIDER, what: 'ticket type' });
  });
}

/**
 * Values of attributes as a ticket type takes them: an item of a list goes by its id, which only the
 * type tells (sheet section 11, trap 29).
 *
 * @throws {ValidationError} for a value that is none of the items.
 */
export function withItemIds(
  core: IntercomCore,
  attributes: WireBody,
  type: IntercomTicketType,
): WireBody {
  const listed = type.ticket_type_attributes;
  const context = core.context();
  const fields = (listed?.data ?? listed?.ticket_type_attributes ?? []).map((json) =>
    fieldToUnified(json, context),
  );
  const idOf = (name: string, value: unknown): unknown => {
    const options = fields.find(({ nativeId }) => nativeId === name)?.options ?? [];
    if (options.length === 0 || value === null) return value;
    const item = options.find(
      ({ label, nativeId }) => value === label || value === (nativeId ?? label),
    );
    if (item !== undefined) return item.nativeId ?? item.label;
    throw new ValidationError('A value is none of the items of its list.', {
      issues: [{ path: `ticket_attributes.${name}`, message: 'must be one of the list’s items' }],
      code: 'mapping_failed',
    });
  };
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((item) => idOf(name, item)) : idOf(name, value),
    ]),
  );
}

/**
 * The state of a ticket type that a wish means, as `PUT /tickets` takes it.
 *
 * @throws {ValidationError} where the type has no such state in use.
 */
export async function stateToBody(
  core: IntercomCore,
  wish: TicketStateWish,
  typeId: string,
  options?: RequestOptions,
): Promise<WireBody> {
  if (wish.id !== undefined) return { ticket_state_id: wish.id };
  // Before 2.12 a state was a word (sheet section 2).
  if (core.writing.version < 12) return { state: wish.category };
  const path = '/ticket_states';
  const states = await core.memo(path, async () =>
    listOf(await core.send({ method: 'GET', path }, options), 'data'),
  );
  const { label, category } = wish;
  const found = states
    .filter((json) => belongsTo(json, typeId))
    .map((json) => parseWire(ticketStateWire, json, { provider: PROVIDER, what: 'ticket state' }))
    .filter(({ archived }) => archived !== true)
    .find((state) =>
      label === undefined ? state.category === category : state.internal_label === label,
    );
  const id = nativeText(found?.id);
  if (id !== null) return { ticket_state_id: id };
  const missing = label === undefined ? `of the category ${category}` : `that is called "${label}"`;
  throw new ValidationError('The ticket type has no state for this status.', {
    issues: [{ path: 'status', message: `no state ${missing}` }],
    code: 'mapping_failed',
  });
}

/** Whether a state names the type; one that names none is taken for everybody's. */
function belongsTo(state: unknown, typeId: string): boolean {
  const { data } = isJson(state) ? partOf(state, 'ticket_types') : {};
  if (!Array.isArray(data)) return true;
  return data.some((type) => isJson(type) && String(type['id']) === typeId);
}
