import type { Article } from '../../model/article.ts';

/** Recognises addresses of the source's articles. */
export interface AddressBook {
  learn(article: Pick<Article, 'id' | 'externalId' | 'url' | 'locale'>): void;
  /** The source id of the article that an address belongs to. */
  articleAt(address: string): string | null;
  /** What was learned, as text that `createAddressBook` takes. */
  toJson(): string;
}

/** Where articles are: what stands before the language, and before their number in their ids. */
type Place = readonly [before: string, idPrefix: string];

const NUMBER = /^(?:[a-z]{2}(?:-[a-z0-9]+)?\/)?articles\/(\d+)/i;

/** Whatever the provider, an address has `articles/` and the number, the language somewhere before them. */
function placeOf({
  id,
  externalId,
  url,
  locale,
}: Parameters<AddressBook['learn']>[0]): Place | null {
  const at = url?.indexOf(`articles/${externalId}`) ?? -1;
  if (url === null || at < 0 || externalId === '' || !id.endsWith(externalId)) return null;
  const before = url.slice(0, at);
  const language = `/${locale ?? ''}/`;
  const isLocal = locale !== null && before.toLowerCase().endsWith(language.toLowerCase());
  return [
    isLocal ? before.slice(0, 1 - language.length) : before,
    id.slice(0, id.length - externalId.length),
  ];
}

/** One that knows what an earlier one has learned. */
export function createAddressBook(json: string | null): AddressBook {
  // Safe: an earlier book has written it.
  const known = new Map<string, string>(json ? (JSON.parse(json) as readonly Place[]) : []);
  return {
    learn(article) {
      const place = placeOf(article);
      if (place !== null) known.set(...place);
    },
    articleAt(address) {
      for (const [before, idPrefix] of known) {
        if (!address.startsWith(before)) continue;
        const number = NUMBER.exec(address.slice(before.length))?.[1];
        if (number !== undefined) return idPrefix + number;
      }
      return null;
    },
    toJson: () => JSON.stringify([...known]),
  };
}
