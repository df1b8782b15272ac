import { callOptions, type Work } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { ArticleContext, FoundLink, SourceArticle } from './types.ts';
import { addressesIn } from './translate-article.ts';

/** What a written article's entry in the ledger tells of it. */
export interface ArticleDetail {
  /** Key of the target's shelf. */
  readonly shelf?: string;
  /** Where it can be read. */
  readonly url?: string | null;
  /** Languages beside the first. */
  readonly locales?: readonly string[];
  readonly links?: Readonly<Record<string, string | null>>;
}

// Safe: an earlier attempt has written it.
export const detailOf = (detail: Readonly<Record<string, unknown>>): ArticleDetail => detail;

/** Everything that an article's translation depends on, its links looked up. */
export async function articleContext(work: Work, source: SourceArticle): Promise<ArticleContext> {
  const addresses = addressesIn(source);
  const found = new Map<string, FoundLink>();
  if (addresses.size > 0) await learnTickets(work);
  for (const address of addresses) {
    const link = await lookUp(work, address);
    if (link !== null) found.set(address, link);
  }
  return { ...(await fixedContext(work)), linkAt: (address) => found.get(address) ?? null };
}

/** What all articles share. */
export async function fixedContext({
  knowledge,
  signal,
  settled,
  to,
}: Work): Promise<Omit<ArticleContext, 'linkAt'>> {
  return {
    mapping: settled,
    locales: await knowledge.locales(signal),
    anyLocale: to.manifest.resources.articles?.operations['create']?.anyLocale === true,
  };
}

/** `null` for an address of something else. */
export async function lookUp(
  work: Pick<Work, 'ledger' | 'links' | 'knowledge'>,
  address: string,
): Promise<FoundLink | null> {
  const { ledger, links, knowledge } = work;
  const article = (await knowledge.addresses()).articleAt(address);
  if (article !== null) {
    const item = await ledger.item('article', article);
    const { url = null } = detailOf(item?.detail ?? {});
    return { key: `article ${article}`, address: item?.target == null ? null : url };
  }
  const ticket = links.sourceAt(address);
  if (ticket === null) return null;
  const target = (await ledger.targets('ticket', [ticket])).get(ticket);
  return {
    key: `ticket ${ticket}`,
    address: target === undefined ? null : links.addressOf(target),
  };
}

/** Tickets' addresses look like those of one that is known, on either side. */
async function learnTickets(work: Work): Promise<void> {
  const { ledger, links, from, to } = work;
  if (links.isComplete()) return;
  const options = callOptions(work);
  const states = ['confirmed', 'verified'] as const;
  const { items } = await ledger.items({ kind: 'ticket', states, limit: 1, cursor: null });
  const { items: planned } = await ledger.items({ kind: 'ticket', limit: 1, cursor: null });
  const [known] = [...items, ...planned];
  if (known === undefined) return;
  try {
    links.learn('from', await from.tickets.get(known.source, options));
    if (known.target !== null) links.learn('to', await to.tickets.get(known.target, options));
  } catch (error) {
    // Deleted meanwhile: another one tells as much.
    if (!hasCode(error, 'not_found')) throw error;
  }
}
