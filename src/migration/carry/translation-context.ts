import type { TranslationContext, SourceTicket } from '../translate/types.ts';
import type { Work } from './work.ts';

const ADDRESS = /https?:\/\/[^\s"'<>)\]]+/g;

/** Everything that a ticket's translation depends on, looked up before it begins. */
export async function translationContext(
  work: Pick<Work, 'settled' | 'toCatalog' | 'from' | 'links' | 'ledger'>,
  { messages }: SourceTicket,
  known: Pick<TranslationContext, 'contacts' | 'organizations' | 'fileOf'>,
): Promise<TranslationContext> {
  const { links, ledger, from } = work;
  const linked = new Set<string>();
  for (const { bodyHtml, bodyText } of messages) {
    for (const [address] of (bodyHtml ?? bodyText ?? '').matchAll(ADDRESS)) {
      const source = links.sourceAt(address);
      if (source !== null) linked.add(source);
    }
  }
  const targets = linked.size === 0 ? new Map() : await ledger.targets('ticket', [...linked]);
  return {
    ...known,
    mapping: work.settled,
    ownFields: new Set(from.ownFields),
    fields: work.toCatalog.fields,
    linkTo(source) {
      const target: string | undefined = targets.get(source);
      return target === undefined ? null : links.addressOf(target);
    },
    ticketAt: (address) => links.sourceAt(address),
  };
}
