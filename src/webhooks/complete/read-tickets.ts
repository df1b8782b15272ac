import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { mapConcurrently } from '../../adapter/map-concurrently.ts';
import { supports } from '../../adapter/manifest.ts';
import { hasCode } from '../../errors/classes.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Budget } from './create-budget.ts';

/** A ticket of an adapter that is not known. */
export type AnyTicket = SupportTicket<unknown, AnyFields>;

/** What came of reading one ticket; `null` when there is none. */
export type Reading = { readonly ticket: AnyTicket | null } | { readonly error: unknown };

/** What tickets are read with. */
export interface ReadTicketsOptions {
  readonly budget: Budget;
  readonly signal: AbortSignal;
}

const AT_ONCE = 4;

/**
 * Reads tickets in one call where there is one for several, else in one each. A ticket that cannot be
 * read as the provider answers it costs the others nothing.
 */
export async function readTickets(
  adapter: AnySupportAdapter,
  ids: readonly string[],
  options: ReadTicketsOptions,
): Promise<ReadonlyMap<string, Reading>> {
  const { tickets, manifest } = adapter;
  if (ids.length < 2 || tickets.getMany === undefined || !supports(manifest, 'tickets.getMany')) {
    return readEach(adapter, ids, options);
  }
  const { budget, signal } = options;
  await budget(signal);
  try {
    const found = await tickets.getMany(ids, { lane: 'bulk', signal });
    return new Map(found.map((ticket) => [ticket.id, { ticket }]));
  } catch (error) {
    // One record of them is not what the provider documents, and it does not say which.
    if (hasCode(error, 'wire_format')) return readEach(adapter, ids, options);
    throw error;
  }
}

async function readEach(
  { tickets }: AnySupportAdapter,
  ids: readonly string[],
  { budget, signal }: ReadTicketsOptions,
): Promise<ReadonlyMap<string, Reading>> {
  const readings = await mapConcurrently(ids, AT_ONCE, async (id) => {
    await budget(signal);
    const reading = await tickets.get(id, { lane: 'bulk', signal }).then(
      (ticket): Reading => ({ ticket }),
      (error: unknown): Reading => (hasCode(error, 'not_found') ? { ticket: null } : { error }),
    );
    return [id, reading] as const;
  });
  return new Map(readings);
}
