import type { AnySupportAdapter } from '../adapter/contract.ts';
import { requireFilters } from '../adapter/manifest.ts';
import type { TicketQuery } from '../adapter/queries.ts';
import { UnsupportedError } from '../errors/classes.ts';
import type { Desks } from './desks.ts';
import type { HubListOptions } from './types.ts';

/** Filters by a record, which only one desk can have. */
const RECORD_FILTERS = ['assigneeId', 'groupId', 'requesterId', 'organizationId'] as const;

/**
 * The desks that take part in a list.
 *
 * @throws {UnsupportedError} when one cannot filter as asked, unless such desks are skipped.
 * @throws {ConfigurationError} for an id that is not of one of the desks.
 */
export function desksOfList(
  adapters: readonly AnySupportAdapter[],
  desks: Pick<Desks, 'owning'>,
  query: TicketQuery,
  options: Pick<HubListOptions, 'unsupported' | 'onSkipped'>,
): readonly AnySupportAdapter[] {
  const owners = RECORD_FILTERS.flatMap((name) => {
    const id = query[name];
    return id === undefined ? [] : [desks.owning(id)];
  });
  return adapters
    .filter((adapter) => owners.every((owner) => owner === adapter))
    .filter((adapter) => canFilter(adapter, query, options));
}

function canFilter(
  adapter: AnySupportAdapter,
  query: TicketQuery,
  { unsupported = 'refuse', onSkipped }: Pick<HubListOptions, 'unsupported' | 'onSkipped'>,
): boolean {
  if (unsupported === 'refuse') {
    requireFilters(adapter.manifest, 'tickets.list', query);
    return true;
  }
  const filters = Object.entries(query).flatMap(([name, value]) =>
    isRefused(adapter, { [name]: value }) ? [name] : [],
  );
  if (filters.length === 0) return true;
  const { provider, account } = adapter;
  onSkipped?.({ provider, account, filters });
  return false;
}

function isRefused({ manifest }: AnySupportAdapter, query: object): boolean {
  try {
    requireFilters(manifest, 'tickets.list', query);
    return false;
  } catch (error) {
    if (error instanceof UnsupportedError) return true;
    throw error;
  }
}
