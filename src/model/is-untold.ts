import type { MappingWarning } from './provenance.ts';

/** A record as far as it says what it could not tell. A `SupportTicket` fits as it is. */
export interface ToldRecord {
  readonly provenance?:
    | { readonly warnings: readonly Pick<MappingWarning, 'type' | 'field'>[] }
    | undefined;
}

/**
 * Whether the answer that a record was read from leaves a field out (some lists do, to be short): its
 * `null` means "not told" then, and not "there is none".
 */
export const isUntold = ({ provenance }: ToldRecord, field: string): boolean =>
  provenance?.warnings.some((warning) => warning.type === 'dropped' && warning.field === field) ===
  true;
