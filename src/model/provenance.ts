/**
 * What a translation could not carry over as it was. Nothing is lost silently: every difference
 * between what a provider said (or was told) and the unified value is one of these.
 *
 * - `dropped`: the value has no home on the other side and was left out.
 * - `coerced`: the value was replaced by the nearest one that fits.
 * - `defaulted`: there was no value; a documented default stands in its place.
 * - `derived`: there was no value; one was worked out from other fields.
 *
 * `from` and `to` are given only where they are safe to log (enum values, never customer text).
 */
export interface MappingWarning {
  readonly type: 'dropped' | 'coerced' | 'defaulted' | 'derived';
  /** Path of the field in the unified model, for example `priority` or `requester.name`. */
  readonly field: string;
  /** One sentence that says why. */
  readonly reason: string;
  readonly from?: string | number | boolean | null;
  readonly to?: string | number | boolean | null;
}

/** A translated value plus everything the translation could not carry over. */
export interface Mapped<T> {
  readonly value: T;
  readonly warnings: readonly MappingWarning[];
}

/** Where a record came from, when, and what was changed on the way. */
export interface Provenance {
  readonly provider: string;
  readonly account: string;
  readonly nativeId: string;
  /** When the record was read, or `null` when the translator was used without a clock. */
  readonly fetchedAt: Date | null;
  /** The provider API version that answered, or `null` when it is not versioned. */
  readonly apiVersion: string | null;
  readonly warnings: readonly MappingWarning[];
}
