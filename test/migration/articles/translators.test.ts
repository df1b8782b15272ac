import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressBook } from '../../../src/migration/articles/address-book.ts';
import { matchLocale } from '../../../src/migration/articles/match-locale.ts';

const language = fc.constantFrom('de', 'en', 'pt', 'zh');
const region = fc.constantFrom('at', 'br', 'us', 'hant');
const cased = (tag: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(tag, fc.boolean()).map(([text, isUpper]) => (isUpper ? text.toUpperCase() : text));
const regional = fc
  .tuple(language, fc.constantFrom('-', '_'), region)
  .map(([name, join, place]) => `${name}${join}${place}`);
const locale = cased(fc.oneof(language, regional));
const locales = fc.uniqueArray(locale, {
  maxLength: 8,
  selector: (tag) => tag.toLowerCase(),
});
const languageOf = (tag: string): string => tag.toLowerCase().slice(0, 2);

describe('matchLocale', () => {
  it('answers a language that the target has, of the same name, or nothing', () => {
    fc.assert(
      fc.property(locale, locales, (wanted, known) => {
        const found = matchLocale(wanted, known);
        if (found === null) return;
        expect(known).toContain(found);
        expect(languageOf(found)).toBe(languageOf(wanted));
      }),
    );
  });

  it('prefers the same tag, then the bare language, and never guesses between regions', () => {
    fc.assert(
      fc.property(locale, locales, (wanted, known) => {
        const same = known.find((tag) => tag.toLowerCase() === wanted.toLowerCase());
        const related = known.filter((tag) => languageOf(tag) === languageOf(wanted));
        const bare = related.find((tag) => tag.length === 2);
        const only = related.length === 1 ? related[0] : undefined;
        expect(matchLocale(wanted, known)).toBe(same ?? bare ?? only ?? null);
      }),
    );
  });

  it('does not depend on the order in which the target names its languages', () => {
    fc.assert(
      fc.property(locale, locales, (wanted, known) => {
        expect(matchLocale(wanted, known.toReversed())).toBe(matchLocale(wanted, known));
      }),
    );
  });
});

const number = fc.integer({ min: 1, max: 99_999_999 });
const place = fc.record({
  host: fc.constantFrom('acme.zendesk.com', 'help.acme.example', 'acme.freshdesk.com'),
  path: fc.constantFrom('/hc/', '/support/solutions/', '/'),
  locale: fc.constantFrom('en-us', 'de', null),
});
const slug = fc.constantFrom('', '-getting-started', '?x=1', '#top', '-12-things', '/');

const articleOf = (
  { host, path, locale: tag }: { host: string; path: string; locale: string | null },
  id: number,
) => ({
  id: `desk:acme:${id}`,
  externalId: String(id),
  url: `https://${host}${path}${tag === null ? '' : `${tag}/`}articles/${id}`,
  locale: tag,
});

describe('an address book', () => {
  it('recognises every article of a place that it has seen one of, whatever its language and end', () => {
    fc.assert(
      fc.property(
        place,
        number,
        number,
        slug,
        fc.constantFrom('fr', 'pt-br'),
        (at, seen, other, end, tag) => {
          const book = createAddressBook(null);
          book.learn(articleOf(at, seen));
          const addresses = [
            articleOf(at, other).url,
            articleOf({ ...at, locale: tag }, other).url,
          ];
          for (const address of addresses) {
            expect(book.articleAt(`${address}${end}`)).toBe(`desk:acme:${other}`);
            // What was learned outlives the process.
            expect(createAddressBook(book.toJson()).articleAt(address)).toBe(`desk:acme:${other}`);
          }
        },
      ),
    );
  });

  it('takes no address of another place for an article', () => {
    fc.assert(
      fc.property(place, place, number, number, (at, elsewhere, seen, other) => {
        fc.pre(at.host !== elsewhere.host);
        const book = createAddressBook(null);
        book.learn(articleOf(at, seen));
        expect(book.articleAt(articleOf(elsewhere, other).url)).toBeNull();
        expect(book.articleAt(`https://${at.host}${at.path}tickets/${other}`)).toBeNull();
      }),
    );
  });
});
