import type { Mapped, MappingWarning } from '../model/provenance.ts';

export type { Mapped, MappingWarning };

const NO_WARNINGS: readonly MappingWarning[] = Object.freeze([]);

/**
 * Collects warnings while a value is translated. It allocates only when there is one, since most
 * records of a healthy account have none.
 */
export interface WarningLog {
  readonly add: (warning: MappingWarning) => void;
  readonly list: () => readonly MappingWarning[];
}

/** Starts an empty warning log. */
export function createWarningLog(): WarningLog {
  let warnings: MappingWarning[] | null = null;
  return {
    add(warning) {
      warnings ??= [];
      warnings.push(warning);
    },
    list: () => warnings ?? NO_WARNINGS,
  };
}

/**
 * Says which fields an answer does not bring along: their `null` means "not told", not "none".
 * `isUntold` of the model reads it.
 */
export function addUntold(log: WarningLog, fields: readonly string[], reason: string): void {
  for (const field of fields) log.add({ type: 'dropped', field, reason });
}

/** A translated value without any loss. */
export function lossless<T>(value: T): Mapped<T> {
  return { value, warnings: NO_WARNINGS };
}

/**
 * Looks a provider's word up in a table. An unknown word becomes the documented fallback and a
 * `coerced` warning; an absent one becomes the fallback and a `defaulted` warning.
 *
 * @example
 * mapEnum('urgent', { urgent: 'urgent' }, { field: 'priority', fallback: 'normal', log })
 * //=> 'urgent'
 */
export function mapEnum<To extends string>(
  value: string | null | undefined,
  table: Readonly<Record<string, To>>,
  options: { readonly field: string; readonly fallback: To; readonly log: WarningLog },
): To {
  const { field, fallback, log } = options;
  if (value === null || value === undefined || value === '') {
    log.add({ type: 'defaulted', field, reason: 'The provider gives no value.', to: fallback });
    return fallback;
  }
  const mapped = Object.hasOwn(table, value) ? table[value] : undefined;
  if (mapped !== undefined) return mapped;
  log.add({
    type: 'coerced',
    field,
    reason: 'The provider gives a value that polydesk does not know.',
    from: value,
    to: fallback,
  });
  return fallback;
}
