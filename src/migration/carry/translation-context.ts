import { lookUp } from '../articles/article-context.ts';
import type { TranslationContext, SourceTicket } from '../translate/types.ts';
import type { Work } from './work.ts';

/** Before the id of an article, among the ids of tickets. */
const ARTICLE = 'article ';
const ADDRESS = /https?:\/\/[^\s"'<>)\]]+/g;

/** Everything that a ticket's translation depends on, looked up before it begins. */
export async function translationContext(
  work: Pick<Work, 'settled' | 'toCatalog' | 'from' | 'links' | 'ledger' | 'knowledge'>,
  { messages }: SourceTicket,
  known: Pick<TranslationContext, 'contacts' | 'organizations' | 'fileOf'>,
): Promise<TranslationContext> {
  const { links, ledger, from } = work;
  const linked = new Set<string>();
  const book = await work.knowledge.addresses();
  const articleAt = (address: string): string | null => {
    const article = book.articleAt(address);
    return article === null ? null : `${ARTICLE}${article}`;
  };
  const articles = new Map<string, string | null>();
  for (const { bodyHtml, bodyText } of messages) {
    for (const [address] of (bodyHtml ?? bodyText ?? '').matchAll(ADDRESS)) {
      const source = links.sourceAt(address);
      if (source !== null) linked.add(source);
      const article = source === null ? articleAt(address) : null;
      if (article !== null) articles.set(article, (await lookUp(work, address))?.address ?? null);
    }
  }
  const targets = linked.size === 0 ? new Map() : await ledger.targets('ticket', [...linked]);
  return {
    ...known,
    mapping: work.settled,
    ownFields: new Set(from.ownFields),
    fields: work.toCatalog.fields,
    linkTo(source) {
      if (source.startsWith(ARTICLE)) return articles.get(source) ?? null;
      const target: string | undefined = targets.get(source);
      return target === undefined ? null : links.addressOf(target);
    },
    sourceAt: (address) => links.sourceAt(address) ?? articleAt(address),
  };
}
