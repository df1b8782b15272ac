import { asInteger, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type FieldError, fieldErrors, invalidValue } from '../errors.ts';
import type { FreshdeskFeatures } from '../options.ts';
import type { World } from '../world.ts';

/** What a field must be, in the words of the messages (section 4.4). */
export type FieldType =
  | 'String'
  | 'Positive Integer'
  | 'Integer'
  | 'Array'
  | 'key/value pair'
  | 'Boolean'
  | 'DateTime'
  /** A choice of the account: null and wrong types are answered with the list. */
  | 'choice'
  | 'files'
  | 'any';

export interface FieldRule {
  readonly type: FieldType;
  readonly oneOf?: (world: World) => readonly (string | number)[];
  /** Without the feature the field is refused whatever its value; `as` is the message's name for it. */
  readonly feature?: { readonly key: keyof FreshdeskFeatures; readonly as: string };
  readonly required?: boolean;
  /** What an id must name; answers the noun where it names nothing. */
  readonly refers?: (world: World, id: number) => boolean;
  readonly noun?: string;
  readonly check?: (value: unknown) => string | null;
  /** Whether null empties the field. */
  readonly nullable?: boolean;
}

export type FieldRules = Readonly<Record<string, FieldRule>>;

export interface CheckOptions {
  /** Multipart values are texts, so numbers may be written as such (section 10). */
  readonly form: boolean;
}

export interface Checked {
  readonly values: JsonRecord;
  readonly errors: readonly FieldError[];
}

/** Checks every field and answers all complaints at once, in the order of the rules. */
export function checkFields(
  world: World,
  input: JsonRecord,
  rules: FieldRules,
  { form }: CheckOptions,
): Checked {
  const values: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [field, rule] of Object.entries(rules)) {
    const given = input[field];
    if (given === undefined) {
      if (rule.required === true) errors.push(fieldErrors.missing(field, nameOf(rule)));
      continue;
    }
    const value = form ? fromText(given, rule.type) : given;
    const complaint = complaintOf(world, field, value, rule);
    if (complaint === null) values[field] = value;
    else errors.push(complaint);
  }
  for (const field of Object.keys(input)) {
    if (rules[field] === undefined) errors.push(fieldErrors.unexpected(field));
  }
  return { values, errors };
}

const nameOf = (rule: FieldRule): string => (rule.type === 'choice' ? 'String' : rule.type);

function complaintOf(
  world: World,
  field: string,
  value: unknown,
  rule: FieldRule,
): FieldError | null {
  if (rule.feature !== undefined && !world.state.account.features[rule.feature.key])
    return fieldErrors.needsFeature(field, rule.feature.as);
  if (rule.type === 'files') {
    const blank = value === null || (Array.isArray(value) && value.length === 0);
    return blank ? fieldErrors.blank(field) : fieldErrors.notAFile(field);
  }
  if (value === null && rule.nullable === true) return null;
  const allowed = rule.oneOf?.(world);
  if (rule.type === 'choice' && allowed !== undefined) {
    // Safe: a value of another type is simply not in the list.
    return allowed.includes(value as string) ? null : fieldErrors.oneOf(field, allowed);
  }
  if (!hasType(value, rule.type)) return fieldErrors.mismatch(field, typeName(value), nameOf(rule));
  // Safe: hasType has seen a number, and a text is no member of a list of numbers.
  if (allowed !== undefined && !allowed.includes(value as number))
    return fieldErrors.oneOf(field, allowed);
  if (rule.refers !== undefined && typeof value === 'number' && !rule.refers(world, value))
    return fieldErrors.noMatch(field, rule.noun ?? 'record');
  const message = rule.check?.(value) ?? null;
  return message === null ? null : invalidValue(field, message);
}

function hasType(value: unknown, type: FieldType): boolean {
  if (type === 'String') return typeof value === 'string';
  if (type === 'Boolean') return typeof value === 'boolean';
  if (type === 'Array') return Array.isArray(value);
  if (type === 'key/value pair') return isRecord(value);
  if (type === 'Integer') return typeof value === 'number' && Number.isSafeInteger(value);
  if (type === 'Positive Integer')
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
  if (type === 'DateTime') return typeof value === 'string' && momentOf(value) !== null;
  return true;
}

function typeName(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (isRecord(value)) return 'key/value pair';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

function fromText(value: unknown, type: FieldType): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'Positive Integer' || type === 'Integer' || type === 'choice')
    return asInteger(value) ?? value;
  if (type === 'Boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

/** The spellings of a time that section 5 lists; without a zone it is UTC. */
export function momentOf(text: string): number | null {
  const [, date, time, seconds, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
      text,
    ) ?? [];
  if (date === undefined) return null;
  if (time === undefined) return numberOrNull(Date.parse(`${date}T00:00:00Z`));
  const offset = (zone ?? 'Z').replace(/^([+-]\d{2})(?::?(\d{2}))?$/, (_all, hours, minutes) =>
    [String(hours), typeof minutes === 'string' ? minutes : '00'].join(':'),
  );
  return numberOrNull(Date.parse(`${date}T${time}${seconds ?? ':00'}${offset}`));
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** A local part outside ASCII is refused (section 5); the message's wording is not on record. */
export function emailComplaint(value: unknown): string | null {
  return typeof value === 'string' && /^[!-~]+@[^@\s]+\.[^@\s]+$/.test(value)
    ? null
    : "It should be in the 'valid email address' format";
}

/** A list of addresses, each of which must be one. */
export function emailsComplaint(value: unknown): string | null {
  const fine = !Array.isArray(value) || value.every((item) => emailComplaint(item) === null);
  return fine ? null : "It should contain elements that are in the 'valid email address' format";
}

export function textsComplaint(value: unknown): string | null {
  const fine = !Array.isArray(value) || value.every((item) => typeof item === 'string');
  return fine ? null : 'It should contain elements of type String only';
}
