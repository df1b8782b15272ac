import type { SourceTicket } from '../translate/types.ts';
import { orNull } from './people-calls.ts';
import { callOptions, type Work } from './work.ts';

/** Addresses of those who are in copy: desks that name them by id only are asked. */
export async function copiesOf(
  work: Pick<Work, 'from' | 'fromCatalog' | 'signal'>,
  { participants }: Pick<SourceTicket['ticket'], 'participants'>,
): Promise<readonly string[]> {
  const addresses = new Set<string>();
  for (const { role, kind, id, email } of participants) {
    if (role !== 'cc') continue;
    const address = email ?? (id === null ? null : await addressOf(work, { kind, id }));
    if (address !== null) addresses.add(address.toLowerCase());
  }
  return [...addresses].sort();
}

async function addressOf(
  work: Pick<Work, 'from' | 'fromCatalog' | 'signal'>,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<string | null> {
  const { from, fromCatalog } = work;
  if (kind === 'agent') return fromCatalog.agents.find((agent) => agent.id === id)?.email ?? null;
  // Whoever is gone gets no copies.
  const contact = await orNull(from.contacts?.get?.(id, callOptions(work)));
  return contact?.emails[0]?.address ?? null;
}
