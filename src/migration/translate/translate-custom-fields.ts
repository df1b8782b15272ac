import { coerceValue } from './coerce-value.ts';
import type { Losing } from './losing.ts';
import type { SourceTicket, TranslationContext } from './types.ts';

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** A value by the mapping's table; of a list, each of them. */
function renamed(value: unknown, table: Readonly<Record<string, unknown>>): unknown {
  const one = (item: unknown): unknown => {
    const key = String(item);
    return Object.hasOwn(table, key) ? table[key] : item;
  };
  return Array.isArray(value) ? value.map(one).filter((item) => item !== null) : one(value);
}

/** A value as the note has it. */
function shownAs(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (Array.isArray(value)) return value.map(shownAs).join(', ');
  return typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
}

/** The custom fields of a ticket under the target's keys. What finds no place there is declared. */
export function translateCustomFields(
  ticket: SourceTicket['ticket'],
  { mapping, fields, ownFields, refusalOf }: TranslationContext,
  { log, homeless }: Losing,
): Readonly<Record<string, unknown>> {
  const written: Record<string, unknown> = {};
  for (const [key, { value, label }] of Object.entries(ticket.customFields)) {
    if (isEmpty(value) || ownFields.has(key)) continue;
    const path = `customFields.${key}`;
    const lose = (reason: string): void => {
      log.dropped(path, reason);
      homeless.push([label ?? key, shownAs(value)]);
    };
    const target = mapping.field(key);
    if (target === undefined) {
      lose('The target has no such field.');
      continue;
    }
    if (target === null) {
      log.dropped(path, 'The mapping drops this field.');
      continue;
    }
    const wanted = renamed(value, target.values);
    if (isEmpty(wanted)) {
      log.dropped(path, 'The mapping empties this value.');
      continue;
    }
    const coerced = coerceValue(wanted, fields.get(target.to));
    if (!coerced.ok) lose(coerced.reason);
    else if (Object.hasOwn(written, target.to)) lose('Another field’s value is in its place.');
    else {
      const refusal = refusalOf(`customFields.${target.to}`);
      if (refusal !== null) {
        lose(refusal);
        continue;
      }
      written[target.to] = coerced.value;
      if (coerced.loss !== null) {
        log.coerced(path, coerced.loss);
        homeless.push([label ?? key, shownAs(value)]);
      }
    }
  }
  return written;
}
