import { hasCode, UnsupportedError, ValidationError } from '../../errors/classes.ts';
import type { MappingWarning } from '../../model/provenance.ts';
import { type AboutToCreate, type Carried, carryOnce } from '../carry/carry-once.ts';
import { callOptions, type Work } from '../carry/work.ts';
import type { LedgerItem } from '../ledger/types.ts';
import { createLossLog, type LossLog } from '../translate/loss-log.ts';
import { foldText } from '../translate/plain-words.ts';
import { categoryKey, type Shelf, type Shelves, sectionKey } from './library.ts';

/** For articles that stand nowhere at the source. */
const NOWHERE = 'category/none';
const NOWHERE_NAME = 'General';
/** Behind a category's key: its own articles, where the target wants a section for them. */
const OWN_ARTICLES = '/articles';

/** The key of the target's shelf for one of the source, made if there is none. */
export const carryShelf = (work: Work, key: string): Promise<string | null> =>
  carryOnce(work, 'section', key, (item, aboutToCreate) =>
    matchOrMakeShelf(work, item, aboutToCreate),
  );

/** Where an article goes that stands in a section, in a category, or in neither. */
export async function shelfKeyFor(work: Work, sectionId: string | null): Promise<string> {
  const key = sectionId === null ? NOWHERE : await keyOf(work, sectionId);
  if (key.startsWith('section/')) return key;
  const { inCategory } = work.to.manifest.resources.articles?.operations['create'] ?? {};
  return inCategory === true ? key : key + OWN_ARTICLES;
}

async function keyOf({ knowledge, signal }: Work, sectionId: string): Promise<string> {
  for (const isAgain of [false, true]) {
    if (isAgain) knowledge.forgetShelves();
    const shelves = await knowledge.sourceShelves(signal);
    const key = [sectionKey(sectionId), categoryKey(sectionId)].find((one) => shelves.has(one));
    if (key !== undefined) return key;
  }
  return NOWHERE;
}

/** A shelf as it is wanted at the target. */
type Wanted = Pick<Shelf, 'name' | 'description' | 'position' | 'parent'>;

async function wantedFor({ knowledge, signal }: Work, key: string): Promise<Wanted> {
  const bare = { description: null, position: null };
  if (key === NOWHERE) return { ...bare, name: NOWHERE_NAME, parent: null };
  const shelves = await knowledge.sourceShelves(signal);
  if (key.endsWith(OWN_ARTICLES)) {
    const parent = key.slice(0, -OWN_ARTICLES.length);
    return { ...bare, name: shelves.get(parent)?.name ?? NOWHERE_NAME, parent };
  }
  const shelf = shelves.get(key);
  if (shelf === undefined) return { ...bare, name: NOWHERE_NAME, parent: null };
  return { ...shelf, name: shelf.name.trim() || NOWHERE_NAME };
}

/** Matches a shelf by name and place, or makes it. */
export async function matchOrMakeShelf(
  work: Work,
  item: LedgerItem,
  aboutToCreate: AboutToCreate,
): Promise<Carried> {
  const log = createLossLog();
  const wanted = await wantedFor(work, item.source);
  const parent = wanted.parent === null ? null : await carryShelf(work, wanted.parent);
  // An earlier attempt may have made it.
  if (item.state === 'sent') work.knowledge.forgetShelves();
  let shelves = await work.knowledge.targetShelves(work.signal);
  if (parent !== null && !shelves.has(parent)) {
    // Another process has made it.
    work.knowledge.forgetShelves();
    shelves = await work.knowledge.targetShelves(work.signal);
  }
  const flat = flattened(wanted, parent, shelves);
  const found =
    shelfNamed(shelves, wanted.name, parent) ??
    (flat === null ? null : shelfNamed(shelves, flat.name, flat.parent));
  if (found !== null) return { target: found, isCreated: false, losses: log.list() };
  await aboutToCreate();
  const made = await make(work, { ...wanted, parent, flat }, { shelves, log });
  shelves.set(made.key, made);
  return { target: made.key, isCreated: true, losses: log.list() };
}

const shelfNamed = (shelves: Shelves, name: string, parent: string | null): string | null =>
  [...shelves.values()].find(
    (shelf) => shelf.parent === parent && foldText(shelf.name) === foldText(name),
  )?.key ?? null;

/**
 * A section inside another as one beside it, named after both: not every desk, and not every plan, nests
 * that deep, and some want each name once.
 */
function flattened(
  { name }: Wanted,
  parent: string | null,
  shelves: Shelves,
): { readonly name: string; readonly parent: string } | null {
  if (parent === null) return null;
  return { name: `${shelves.get(parent)?.name ?? ''} / ${name}`, parent: topOf(parent, shelves) };
}

function topOf(key: string, shelves: Shelves): string {
  const parent = shelves.get(key)?.parent ?? null;
  return parent === null ? key : topOf(parent, shelves);
}

async function make(
  work: Work,
  wanted: Wanted & { readonly flat: ReturnType<typeof flattened> },
  { shelves, log }: { readonly shelves: Shelves; readonly log: LossLog },
): Promise<Shelf> {
  const { flat, ...shelf } = wanted;
  try {
    return await write(work, shelf, { shelves, log });
  } catch (error) {
    const isRefused = error instanceof ValidationError || hasCode(error, 'conflict');
    if (flat === null || !isRefused) throw error;
    log.coerced('name', 'The target refuses it at its place: its name tells where it stood.');
    return write(work, { ...shelf, ...flat }, { shelves, log });
  }
}

async function write(
  work: Work,
  { name, description, position, parent }: Wanted,
  { shelves, log }: { readonly shelves: Shelves; readonly log: LossLog },
): Promise<Shelf> {
  const { articles } = work.to;
  if (articles?.createSection === undefined || articles.createCategory === undefined) {
    throw new UnsupportedError(`${work.to.manifest.label} cannot make sections of articles.`, {
      operation: 'articles.createSection',
    });
  }
  const options = callOptions(work);
  const draft = {
    name,
    ...(description === null ? {} : { description }),
    ...(position === null ? {} : { position }),
  };
  const keep = (warnings: readonly MappingWarning[]): void => {
    for (const loss of warnings) log.add(loss);
  };
  if (parent === null) {
    const { value, warnings } = await articles.createCategory(draft, options);
    keep(warnings);
    return { ...value, key: categoryKey(value.id), parent: null };
  }
  const above = shelves.get(parent);
  const { value, warnings } = await articles.createSection(
    {
      ...draft,
      categoryId: idOf(topOf(parent, shelves)),
      ...(parent.startsWith('section/') && above !== undefined
        ? { parentSectionId: above.id }
        : {}),
    },
    options,
  );
  keep(warnings);
  return { ...value, key: sectionKey(value.id), parent };
}

/** The native id in a key. */
export const idOf = (key: string): string => key.slice(key.indexOf('/') + 1);
