import { asInteger, asList, isRecord } from '../../../../src/sandbox/kit/json.ts';
import { idText } from '../call.ts';
import { problems } from '../errors.ts';
import type { TicketAttributeRow, TicketTypeRow } from '../records/settings.ts';

export interface AttributeChange {
  readonly attribute: TicketAttributeRow;
  readonly value: unknown;
}

/** Values by attribute name; names that the type has not are refused (sections 4 and 11). */
export function readTicketAttributes(type: TicketTypeRow, given: unknown): AttributeChange[] {
  if (given === undefined || given === null) return [];
  if (!isRecord(given)) throw problems.invalid('ticket_attributes must be an object');
  const known = new Map(
    type.attributes
      .filter((attribute) => !attribute.archived)
      .map((attribute) => [attribute.name, attribute] as const),
  );
  const extra = Object.keys(given).filter((name) => !known.has(name));
  if (extra.length > 0)
    throw problems.invalid(
      `Extra attributes provided that are not found on ticket type: ${extra.join(', ')}`,
    );
  return Object.entries(given).flatMap(([name, value]) => {
    const attribute = known.get(name);
    return attribute === undefined ? [] : [{ attribute, value: valueOf(attribute, value) }];
  });
}

/** What must be filled in before a ticket can be made (section 4). */
export function refuseMissing(type: TicketTypeRow, changes: readonly AttributeChange[]): void {
  const given = new Set(
    changes
      .filter(({ value }) => value !== null && value !== '')
      .map(({ attribute }) => attribute.id),
  );
  const missing = type.attributes.some(
    (attribute) => attribute.required_to_create && !attribute.archived && !given.has(attribute.id),
  );
  if (missing) throw problems.invalid('Missing required ticket attributes');
}

const readers: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: (value) => (isRecord(value) || Array.isArray(value) ? undefined : String(value)),
  integer: (value) => asInteger(value) ?? undefined,
  decimal: (value) => (Number.isFinite(Number(value)) ? Number(value) : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  // Unix seconds or a date as text: how it comes back is not known for certain.
  datetime: (value) => (typeof value === 'number' || typeof value === 'string' ? value : undefined),
  files: (value) =>
    asList(value).flatMap((file) => idText(isRecord(file) ? file['id'] : file) ?? []),
};

function valueOf(attribute: TicketAttributeRow, value: unknown): unknown {
  if (value === null) return null;
  if (attribute.data_type === 'list') return itemOf(attribute, value);
  const read = readers[attribute.data_type]?.(value);
  if (read === undefined)
    throw problems.invalid(`${attribute.name} must be of the type ${attribute.data_type}`);
  return read;
}

/** A list takes the item's own id, not its label (trap 29). */
function itemOf(attribute: TicketAttributeRow, value: unknown): string {
  const item = attribute.list_items.find((candidate) => candidate.id === value);
  if (item === undefined)
    throw problems.invalid(`'${String(value)}' is not an item of ${attribute.name}`);
  return item.id;
}

/** The label that answers show for a stored value. */
export function labelOf(attribute: TicketAttributeRow, value: unknown): unknown {
  if (attribute.data_type !== 'list') return value;
  return attribute.list_items.find((item) => item.id === value)?.name ?? value;
}
