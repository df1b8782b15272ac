import { ARTICLE } from '../carry/leads-back.ts';
import { carryPostponed, postponedTicket } from '../carry/postpone.ts';
import { MOVED, restoreLinks } from '../carry/restore-links.ts';
import type { Work } from '../carry/work.ts';
import type { Claim, ItemKind } from '../ledger/types.ts';

/** After everything else: what is linked has to be there. */
const LAST = Number.MAX_SAFE_INTEGER;

const kindOf = (key: string): ItemKind => (key.startsWith(ARTICLE) ? 'article' : 'ticket');

/**
 * Plans an article to be written once more when what it links to is carried; `true` when there is nothing to
 * wait for, or it was written once more already.
 */
export async function planLinks(
  { ledger, clock }: Pick<Work, 'ledger' | 'clock'>,
  {
    source,
    version,
    links,
  }: {
    readonly source: string;
    readonly version: number;
    readonly links: Readonly<Record<string, string | null>>;
  },
): Promise<boolean> {
  const missing = Object.entries(links).filter(([, address]) => address === null);
  let isWaiting = false;
  for (const [key] of missing) {
    const item = await ledger.item(kindOf(key), key.slice(key.indexOf(' ') + 1));
    isWaiting ||= item !== null && item.state !== 'skipped' && item.state !== 'failed';
  }
  if (!isWaiting) return true;
  const known = await ledger.item('link', source);
  if (known !== null && (known.writtenVersion ?? -1) >= version) return true;
  const planned = { kind: 'link', source, order: LAST, sourceVersion: version } as const;
  await ledger.plan([planned], clock.now());
  return false;
}

/** Has an article written once more, or a ticket that has waited. Comes when nothing else is left to be carried. */
export async function carryLink(work: Work, { item, token }: Claim): Promise<boolean | 'waits'> {
  if (item.source === MOVED) return restoreLinks(work, { item, token });
  const ticket = postponedTicket(item.source);
  if (ticket !== null) return carryPostponed(work, { item, token }, ticket);
  const { ledger, clock } = work;
  const { source, sourceVersion } = item;
  const order = 0;
  await ledger.plan([{ kind: 'article', source, order, sourceVersion }], clock.now());
  const done = { state: 'confirmed', writtenVersion: sourceVersion, error: null } as const;
  await ledger.advance([{ kind: 'link', source, token, ...done }], clock.now());
  return true;
}
