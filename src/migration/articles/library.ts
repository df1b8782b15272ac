import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { hasCode } from '../../errors/classes.ts';
import type { ArticleCategory, ArticleLocales, ArticleSection } from '../../model/article.ts';
import type { Ledger } from '../ledger/types.ts';
import { type AddressBook, createAddressBook } from './address-book.ts';

/** A section or a category, under a key that tells which: their ids can be the same. */
export interface Shelf {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly locale: string | null;
  readonly position: number | null;
  /** The key of what it stands in; `null` at the top. */
  readonly parent: string | null;
}

/** All shelves of a desk, by key. */
export type Shelves = Map<string, Shelf>;

/** Both desks' shelves and the target's languages, read once a process. */
export interface Library {
  sourceShelves(signal: AbortSignal): Promise<Shelves>;
  targetShelves(signal: AbortSignal): Promise<Shelves>;
  locales(signal: AbortSignal): Promise<ArticleLocales>;
  addresses(): Promise<AddressBook>;
  /** Has the shelves read again, after somebody else may have changed them. */
  forgetShelves(): void;
}

const MOST_SHELVES = 50_000;
const ADDRESSES = 'articles:addresses';

export const categoryKey = (id: string): string => `category/${id}`;
export const sectionKey = (id: string): string => `section/${id}`;

const shelfOf = (
  key: string,
  parent: string | null,
  { id, name, description, locale, position }: ArticleCategory | ArticleSection,
): Shelf => ({ key, id, name, description, locale, position, parent });

async function readShelves({ articles }: AnySupportAdapter, signal: AbortSignal): Promise<Shelves> {
  const all = { limit: MOST_SHELVES };
  const categories = (await articles?.categories?.({}, { signal }).toArray(all)) ?? [];
  const sections = (await articles?.sections?.({}, { signal }).toArray(all)) ?? [];
  const shelves: Shelves = new Map();
  for (const one of categories) {
    shelves.set(categoryKey(one.id), shelfOf(categoryKey(one.id), null, one));
  }
  const inner = new Set(sections.map(({ id }) => id));
  for (const one of sections) {
    const { id, parentSectionId: above, categoryId } = one;
    // Where categories are sections at the top, a section names whichever it stands in.
    const inSection = above !== null && inner.has(above) ? sectionKey(above) : null;
    const top = categoryId ?? above;
    const parent = inSection ?? (top === null ? null : categoryKey(top));
    shelves.set(sectionKey(id), shelfOf(sectionKey(id), parent, one));
  }
  return shelves;
}

async function readLocales(
  { articles }: AnySupportAdapter,
  shelves: () => Promise<Shelves>,
  signal: AbortSignal,
): Promise<ArticleLocales> {
  const told = await Promise.resolve(articles?.locales?.({ signal })).catch((error: unknown) => {
    if (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')) return undefined;
    throw error;
  });
  const { default: first = null, all = [] } = told ?? {};
  // Shelves are named in the default language where the account does not say which that is.
  const named = [...(await shelves()).values()].find(({ locale }) => locale !== null)?.locale;
  return { default: first ?? named ?? null, all };
}

/** The shelves of these desks, not read yet. */
export function createLibrary(
  from: AnySupportAdapter,
  to: AnySupportAdapter,
  ledger: Ledger,
): Library {
  const kept = new Map<string, Promise<unknown>>();
  const once = <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const known = kept.get(name);
    // Safe: each name is used for one reading alone.
    if (known !== undefined) return known as Promise<T>;
    const reading = read().catch((error: unknown) => {
      kept.delete(name);
      throw error;
    });
    kept.set(name, reading);
    return reading;
  };
  const targetShelves: Library['targetShelves'] = (signal) =>
    once('target', () => readShelves(to, signal));
  return {
    sourceShelves: (signal) => once('source', () => readShelves(from, signal)),
    targetShelves,
    locales: (signal) =>
      once('locales', () => readLocales(to, () => targetShelves(signal), signal)),
    addresses: () =>
      once('addresses', async () => createAddressBook(await ledger.checkpoint(ADDRESSES))),
    forgetShelves() {
      kept.delete('source');
      kept.delete('target');
    },
  };
}

/** Lets later processes recognise addresses, too. */
export const keepAddresses = async (
  ledger: Ledger,
  book: Pick<AddressBook, 'toJson'>,
): Promise<void> => ledger.saveCheckpoint(ADDRESSES, book.toJson());
