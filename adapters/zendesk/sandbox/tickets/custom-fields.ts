import { asInteger, asList, asRecord, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { TicketFieldRow } from '../records/settings.ts';
import type { FieldValue } from '../records/tickets-and-people.ts';
import { complain, type Draft } from './draft.ts';

/** Values keyed by field id: a list of `{id, value}` or an object (section 6.3). */
function entriesOf(input: unknown): readonly (readonly [number, unknown])[] {
  if (isRecord(input))
    return Object.entries(input).map(([id, value]) => [Number(id), value] as const);
  return asList(input).map((item) => {
    const { id, value } = asRecord(item);
    return [asInteger(id) ?? 0, value] as const;
  });
}

/** A partial list: fields that are not named stay as they are (section 6.3). */
export function setCustomFields(draft: Draft): void {
  for (const [id, value] of entriesOf(draft.input['custom_fields'] ?? draft.input['fields'])) {
    const field = draft.world.state.ticketFields.rows.get(id);
    if (field === undefined || !field.removable) continue;
    const read = readValue(draft, field, value);
    if (read !== undefined) setField(draft, field, read);
  }
}

/** The value as stored; undefined where it is dropped silently (section 5.4). */
function readValue(draft: Draft, field: TicketFieldRow, value: unknown): FieldValue | undefined {
  if (value === null || value === '') return field.type === 'checkbox' ? false : null;
  const reader = readers[field.type] ?? ((_field, given) => asText(given) ?? undefined);
  const read = reader(field, value);
  if (read !== 'invalid') return read;
  complain(draft, 'base', {
    description: `${field.title}: is invalid`,
    error: 'InvalidValue',
    ticket_field_id: field.id,
    ticket_field_type: classNames[field.type] ?? 'FieldText',
  });
  return undefined;
}

type Reader = (field: TicketFieldRow, value: unknown) => FieldValue | undefined | 'invalid';

const isOption = (field: TicketFieldRow, value: unknown) =>
  field.options.some((option) => option.value === value);
const matching =
  (pattern: RegExp): Reader =>
  (_field, value) => {
    const text = asText(value);
    return text !== null && pattern.test(text) ? text : 'invalid';
  };

/** How each kind of field reads a value (section 8). */
const readers: Readonly<Record<string, Reader>> = {
  // An option's tag, never its label; anything else is dropped (section 6.3).
  tagger: (field, value) => (isOption(field, value) ? String(value) : undefined),
  multiselect: (field, value) => {
    const chosen = asList(value).filter((item) => isOption(field, item));
    return chosen.length === 0 ? null : chosen.map(String);
  },
  checkbox: (_field, value) => value === true || value === 'true' || value === 1 || value === '1',
  date: matching(/^\d{4}-\d{2}-\d{2}/),
  integer: matching(/^-?\d+$/),
  decimal: matching(/^-?\d+(\.\d+)?$/),
  regexp: (field, value) => {
    const text = asText(value) ?? '';
    return new RegExp(field.regexp_for_validation ?? '').test(text) ? text : 'invalid';
  },
};

/** The class names that `ticket_field_type` shows (section 5.1). */
export const classNames: Readonly<Record<string, string>> = {
  tagger: 'FieldTagger',
  multiselect: 'FieldMultiselect',
  checkbox: 'FieldCheckbox',
  date: 'FieldDate',
  integer: 'FieldInteger',
  decimal: 'FieldDecimal',
  regexp: 'FieldRegexp',
  text: 'FieldText',
  textarea: 'FieldTextarea',
};

const tagsOf = (field: TicketFieldRow, value: FieldValue): readonly string[] => {
  if (field.type === 'tagger') return typeof value === 'string' ? [value] : [];
  if (field.type === 'multiselect') return Array.isArray(value) ? value.map(String) : [];
  return field.type === 'checkbox' && value === true && field.tag !== null ? [field.tag] : [];
};

/** Changing a dropdown, checkbox or multiselect changes the ticket's tags too (section 6.3). */
function setField(draft: Draft, field: TicketFieldRow, value: FieldValue): void {
  const { ticket } = draft;
  const stored = field.type === 'date' && typeof value === 'string' ? value.slice(0, 10) : value;
  const old = tagsOf(field, ticket.custom_fields[field.id] ?? null);
  const kept = ticket.tags.filter((tag) => !old.includes(tag));
  ticket.tags = [...new Set([...kept, ...tagsOf(field, stored)])];
  ticket.custom_fields[field.id] = stored;
}
