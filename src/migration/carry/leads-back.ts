import type { Ledger, LedgerItem } from '../ledger/types.ts';

/** Before the id of an article, among the ids of tickets. */
export const ARTICLE = 'article ';

const MOST_LOOKED_AT = 200;

/** Whether one ticket leads, through however many others, to another one. Of too many it is taken to. */
export async function leadsBack(
  from: string,
  to: string,
  nextOf: (ticket: string) => Promise<readonly string[]>,
): Promise<boolean> {
  const seen = new Set([from]);
  // What is added meanwhile is looked at, too.
  for (const ticket of seen) {
    for (const next of await nextOf(ticket)) {
      if (next === to || seen.size >= MOST_LOOKED_AT) return true;
      seen.add(next);
    }
  }
  return false;
}

/** Where a ticket leads at the target, by source id: addresses in its texts, and target ids of its links. */
export function leadsOf({ detail }: Pick<LedgerItem, 'detail'>): {
  readonly addresses: readonly (readonly [source: string, address: string])[];
  readonly related: readonly (readonly [source: string, target: string])[];
} {
  // Safe: only `carryTicket` writes these keys.
  const { links = {}, related = {} } = detail as {
    readonly links?: Readonly<Record<string, string>>;
    readonly related?: Readonly<Record<string, string>>;
  };
  return {
    addresses: Object.entries(links).filter(([source]) => !source.startsWith(ARTICLE)),
    related: Object.entries(related),
  };
}

/**
 * Those of some tickets that lead back, as they were written, to another one. Once that has a new address they are
 * written anew: a link to them would lead to where they were.
 */
export async function leadingBack(
  { ledger }: { readonly ledger: Pick<Ledger, 'item'> },
  tickets: readonly string[],
  to: string,
): Promise<ReadonlySet<string>> {
  const nextOf = async (ticket: string): Promise<readonly string[]> => {
    const item = await ledger.item('ticket', ticket);
    if (item === null) return [];
    const { addresses, related } = leadsOf(item);
    return [...addresses, ...related].map(([source]) => source);
  };
  const back = new Set<string>();
  for (const ticket of tickets) if (await leadsBack(ticket, to, nextOf)) back.add(ticket);
  return back;
}
