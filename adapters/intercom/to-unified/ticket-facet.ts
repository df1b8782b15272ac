import { isJson } from '../../../src/adapter/answers.ts';
import type { NativeFieldValue } from '../../../src/adapter/custom-fields.ts';
import type { IntercomConversation } from '../wire/conversations.ts';
import type { IntercomEmbeddedTicket, IntercomTicket } from '../wire/tickets.ts';
import { assignedId, emptyToNull, nativeText, type TranslationContext } from './common.ts';

/** What a case has beside its conversation when it is a ticket of a ticket type. */
export interface TicketFacet {
  readonly stateId: string | null;
  /** What staff call the state. */
  readonly stateLabel: string | null;
  readonly stateCategory: string | null;
  readonly typeId: string | null;
  readonly typeName: string | null;
  readonly category: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** True where the ticket type says that contacts see the description. */
  readonly showsDescription: boolean;
  /** The number that people see; the API knows the case by its other id only (sheet section 11). */
  readonly number: string | null;
  readonly isShared: boolean | null;
  readonly companyId: string | null;
  /** Whatever the account's ticket type asks for. */
  readonly attributes: readonly NativeFieldValue[];
}

const TITLE = '_default_title_';
const DESCRIPTION = '_default_description_';

/**
 * The ticket that a conversation also is: the one that was read for it, which says most, else the
 * one inside its payload, in the form of old versions (sheet 8.1).
 */
export function facetOfConversation(
  wire: Pick<IntercomConversation, 'id' | 'ticket'>,
  context: TranslationContext,
): TicketFacet | null {
  const ticket = context.lookups.ticket(String(wire.id)) ?? wire.ticket;
  return ticket === null || ticket === undefined ? null : facetOf(ticket);
}

/** The same of a ticket in any form. */
export function facetOf(wire: IntercomTicket | IntercomEmbeddedTicket): TicketFacet {
  const values = valuesOf(wire);
  return {
    ...stateOf(wire),
    ...typeOf(wire),
    title: textOf(values.get(TITLE)),
    description: textOf(values.get(DESCRIPTION)),
    showsDescription: showsDescription(wire),
    number: nativeText(wire.ticket_id),
    isShared: wire.is_shared ?? null,
    companyId: assignedId(wire.company_id),
    attributes: [...values]
      .filter(([name]) => name !== TITLE && name !== DESCRIPTION)
      .map(([id, value]) => ({ id, value })),
  };
}

type AnyForm = IntercomTicket | IntercomEmbeddedTicket;

/**
 * Whether a case is kept from customers, so that nothing that staff write there is public: back
 * office and tracker tickets, and whatever is not shared. `null` where the payload does not say, as
 * the form inside a conversation never does (sheet 8.1); then it is to be treated like one that is.
 * A case that is no ticket of a ticket type is never kept from its customer.
 *
 * @example isBackOfficeOf({ category: 'Tracker', isShared: null }) //=> true
 */
export function isBackOfficeOf(
  facet: Pick<TicketFacet, 'category' | 'isShared'> | null,
): boolean | null {
  if (facet === null) return false;
  const { category, isShared } = facet;
  // Categories that polydesk does not know are no reason to show anything.
  if (isShared === false || (category !== null && category !== 'Customer')) return true;
  return category === null && isShared === null ? null : false;
}

/** An object from 2.12 on, before that words; `state` in the old form. */
function stateOf(wire: AnyForm): Pick<TicketFacet, 'stateId' | 'stateLabel' | 'stateCategory'> {
  const state = wire.ticket_state;
  if (typeof state === 'object' && state !== null) {
    return {
      stateId: nativeText(state.id),
      stateLabel: emptyToNull(state.internal_label),
      stateCategory: emptyToNull(state.category),
    };
  }
  return {
    stateId: null,
    stateLabel: emptyToNull(
      wire.ticket_state_internal_label ?? wire.ticket_custom_state_admin_label,
    ),
    stateCategory: emptyToNull(state ?? wire.state),
  };
}

function typeOf(wire: AnyForm): Pick<TicketFacet, 'typeId' | 'typeName' | 'category'> {
  const type = wire.ticket_type;
  const named = typeof type === 'object' && type !== null ? type : null;
  return {
    typeId: nativeText(named?.id),
    typeName: emptyToNull(typeof type === 'string' ? type : named?.name),
    category: emptyToNull(wire.category ?? named?.category),
  };
}

function showsDescription({ ticket_type: type }: AnyForm): boolean {
  if (typeof type !== 'object' || type === null) return false;
  // A list in recordings, under a key of its own in the description (sheet section 11).
  const lists = Object.values(type.ticket_type_attributes ?? {}).filter(Array.isArray);
  return lists
    .flat()
    .filter(isJson)
    .some(({ name, visible_to_contacts: shown }) => name === DESCRIPTION && shown === true);
}

/** Values by name; the old form wraps each as `{ value, type }`. */
function valuesOf(wire: AnyForm): ReadonlyMap<string, unknown> {
  if (wire.ticket_attributes) return new Map(Object.entries(wire.ticket_attributes));
  return new Map(
    Object.entries(wire.custom_attributes ?? {}).map(([name, entry]) => [name, unwrapped(entry)]),
  );
}

const unwrapped = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : entry;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? emptyToNull(value) : null;
