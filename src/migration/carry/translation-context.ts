import { lookUp } from '../articles/article-context.ts';
import type { TranslationContext, SourceTicket } from '../translate/types.ts';
import { copiesOf } from './copies-of.ts';
import { ARTICLE } from './leads-back.ts';
import type { LinkedTickets } from './linked-tickets.ts';
import { ADDRESS } from '../translate/addresses.ts';
import type { Work } from './work.ts';

/** Everything that a ticket's translation depends on, looked up before it begins. */
export async function translationContext(
  work: Pick<
    Work,
    | 'settled'
    | 'toCatalog'
    | 'from'
    | 'fromCatalog'
    | 'to'
    | 'links'
    | 'ledger'
    | 'knowledge'
    | 'signal'
  >,
  { ticket, messages }: SourceTicket,
  {
    linked,
    ...known
  }: Pick<TranslationContext, 'contacts' | 'organizations' | 'fileOf' | 'refusalOf'> & {
    readonly linked: LinkedTickets;
  },
): Promise<TranslationContext> {
  const { links, from, to } = work;
  const book = await work.knowledge.addresses();
  const articleAt = (address: string): string | null => {
    const article = book.articleAt(address);
    return article === null ? null : `${ARTICLE}${article}`;
  };
  const articles = new Map<string, string | null>();
  for (const { bodyHtml, bodyText } of messages) {
    for (const [address] of (bodyHtml ?? bodyText ?? '').matchAll(ADDRESS)) {
      const article = links.sourceAt(address) === null ? articleAt(address) : null;
      if (article !== null) articles.set(article, (await lookUp(work, address))?.address ?? null);
    }
  }
  const targetOf = (source: string): string | null => linked.targets.get(source) ?? null;
  const { imports } = to.manifest.resources;
  return {
    ...known,
    copies: await copiesOf(work, ticket),
    takes: {
      copies: imports?.fields?.['cc'] !== 'none',
      links: imports?.operations['ticket']?.links ?? {},
    },
    mapping: work.settled,
    ownFields: new Set(from.ownFields),
    fields: work.toCatalog.fields,
    targetOf,
    linkTo(source) {
      if (source.startsWith(ARTICLE)) return articles.get(source) ?? null;
      const target = targetOf(source);
      return target === null ? null : links.addressOf(target);
    },
    sourceAt: (address) => links.sourceAt(address) ?? articleAt(address),
  };
}
