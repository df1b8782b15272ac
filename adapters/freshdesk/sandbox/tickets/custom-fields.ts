import { asInteger, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type FieldError, fieldErrors, invalidValue } from '../errors.ts';
import type { FieldRow } from '../records/settings.ts';
import type { Table } from '../../../../src/sandbox/kit/table.ts';
import type { World } from '../world.ts';

export interface CustomValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

interface Level {
  readonly field: FieldRow;
  /** 1 for the field itself, 2 and 3 for the levels nested in it. */
  readonly level: number;
}

function levels(table: Table<FieldRow>): ReadonlyMap<string, Level> {
  const all = new Map<string, Level>();
  for (const field of table.rows.values()) {
    if (field.default) continue;
    all.set(field.name, { field, level: 1 });
    for (const nested of field.nested) all.set(nested.name, { field, level: nested.level });
  }
  return all;
}

/** Fields without a value are there with null (section 5). */
export function withUnset(table: Table<FieldRow>, values: JsonRecord): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name of levels(table).keys()) all[name] = null;
  return { ...all, ...values };
}

/** Checks custom values against the account's fields; null empties one (section 5). */
export function readCustomFields(
  table: Table<FieldRow>,
  given: JsonRecord,
  options: { readonly form: boolean },
): CustomValues {
  const known = levels(table);
  const values: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(given)) {
    const level = known.get(name);
    if (level === undefined) {
      errors.push(fieldErrors.unexpected(name));
      continue;
    }
    const read = value === null ? null : readValue(level, name, value, given, options.form);
    if (isComplaint(read)) errors.push(read.complaint);
    else values[name] = read;
  }
  return { values, errors };
}

interface Complaint {
  readonly complaint: FieldError;
}

const isComplaint = (value: unknown): value is Complaint => isRecord(value) && 'complaint' in value;

function readValue(
  { field, level }: Level,
  name: string,
  value: unknown,
  given: JsonRecord,
  form: boolean,
): unknown {
  const mismatch = (wanted: string): Complaint => ({
    complaint: fieldErrors.mismatch(name, typeOf(value), wanted),
  });
  switch (field.type) {
    case 'custom_number': {
      const number = form ? asInteger(value) : value;
      return typeof number === 'number' && Number.isInteger(number) ? number : mismatch('Integer');
    }
    case 'custom_decimal': {
      const number = typeof value === 'number' ? value : form ? Number(value) : Number.NaN;
      // Decimals come back as texts such as "124.0" (section 5).
      if (Number.isNaN(number)) return mismatch('Number');
      return Number.isInteger(number) ? number.toFixed(1) : String(number);
    }
    case 'custom_checkbox': {
      const flag = form && (value === 'true' || value === 'false') ? value === 'true' : value;
      return typeof flag === 'boolean' ? flag : mismatch('Boolean');
    }
    case 'custom_date':
      // Only a day is accepted (section 5); the message's wording is not on record.
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? value
        : { complaint: invalidValue(name, "It should be in the 'YYYY-MM-DD' format") };
    case 'custom_dropdown':
    case 'nested_field': {
      const allowed = choicesAt(field, level, given);
      if (typeof value === 'string' && allowed.includes(value)) return value;
      return { complaint: fieldErrors.oneOf(name, allowed) };
    }
    case 'custom_multi_select_dropdown':
      return Array.isArray(value) ? value : mismatch('Array');
    default:
      return typeof value === 'string' ? value : mismatch('String');
  }
}

/** The labels a level offers, given what its upper levels are set to. */
function choicesAt(field: FieldRow, level: number, given: JsonRecord): readonly string[] {
  const { choices } = field;
  if (choices === null) return [];
  if (Array.isArray(choices)) return choices.map(String);
  const first = Object.keys(choices);
  if (level === 1) return first;
  const upper = nestedAt(choices, given[field.name]);
  if (level === 2) return Object.keys(upper);
  const second = field.nested.find((nested) => nested.level === 2)?.name ?? '';
  const lower = nestedAt(upper, given[second]);
  return Array.isArray(lower) ? lower.map(String) : [];
}

function nestedAt(choices: unknown, key: unknown): object {
  const found = isRecord(choices) && typeof key === 'string' ? choices[key] : undefined;
  return typeof found === 'object' && found !== null ? found : {};
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'Array';
  if (isRecord(value)) return 'key/value pair';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

const builtIns: Readonly<Record<string, readonly [key: string, wanted: string]>> = {
  group: ['group_id', 'Positive Integer'],
  agent: ['responder_id', 'Positive Integer'],
  product: ['product_id', 'Positive Integer'],
  ticket_type: ['type', 'String'],
};

/**
 * What the admin's form demands (section 8.1): fields marked for agents on create, fields marked for
 * closure when the status is 4 or 5. Built-in fields that have a default are never missed.
 */
export function missingFields(
  world: World,
  moment: { readonly creating: boolean; readonly closing: boolean },
  values: JsonRecord,
  custom: JsonRecord,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const field of world.state.ticketFields.rows.values()) {
    const asked =
      (moment.creating && field.required_for_agents) ||
      (moment.closing && field.required_for_closure);
    if (!asked) continue;
    const builtIn = builtIns[field.name];
    if (field.default && builtIn === undefined) continue;
    const [key, wanted] = builtIn ?? [field.name, wantedFor(field.type)];
    const value = field.default ? values[key] : custom[key];
    if (value === undefined || value === null) errors.push(fieldErrors.missing(key, wanted));
  }
  return errors;
}

function wantedFor(type: string): string {
  if (type === 'custom_number') return 'Integer';
  return type === 'custom_checkbox' ? 'Boolean' : 'String';
}
