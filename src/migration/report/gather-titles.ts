import { hasCode } from '../../errors/classes.ts';
import type { Setup } from '../carry/work.ts';
import type { MigrationReport, PersonConflict, ReportItem } from './types.ts';

/** Titles are read for the tickets that the report shows, and no more than these. */
const MOST_TITLES = 1000;
const MOST_NAMES = 200;
const PAGE = 100;

type Titled = Pick<MigrationReport, 'losses' | 'failures' | 'differences' | 'skipped' | 'people'>;

/** Reads the subjects of the tickets, and the names of the people, that the report shows. */
export async function addTitles<Part extends Titled>(
  part: Part,
  { from }: Pick<Setup, 'from'>,
  signal: AbortSignal | undefined,
): Promise<Part> {
  const options = signal === undefined ? {} : { signal };
  const titles = new Map<string, string | null>();
  const ids = [...new Set(itemsOf(part).flatMap(ticketId))].slice(0, MOST_TITLES);
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = ids.slice(start, start + PAGE);
    const tickets = await (from.tickets.getMany?.(page, options) ??
      Promise.all(page.map((id) => from.tickets.get(id, options).catch(nothingIfGone))));
    for (const ticket of tickets) if (ticket !== undefined) titles.set(ticket.id, ticket.subject);
  }
  const names = new Map<string, string | null>();
  for (const { source } of part.people?.conflicts.items.slice(0, MOST_NAMES) ?? []) {
    const contact = await from.contacts?.get?.(source, options).catch(nothingIfGone);
    if (contact !== undefined) names.set(source, contact.name);
  }
  return withTitles(part, titles, names);
}

function nothingIfGone(error: unknown): undefined {
  if (!hasCode(error, 'not_found') && !hasCode(error, 'permission_denied')) throw error;
}

const ticketId = ({ kind, source }: ReportItem): readonly string[] =>
  kind === 'ticket' ? [source] : [];

const itemsOf = ({ losses, failures, differences, skipped }: Titled): readonly ReportItem[] => [
  ...failures.flatMap(({ examples }) => examples),
  ...differences.items,
  ...losses.items.flatMap(({ examples }) => examples),
  ...skipped.flatMap(({ examples }) => examples),
];

function withTitles<Part extends Titled>(
  part: Part,
  titles: ReadonlyMap<string, string | null>,
  names: ReadonlyMap<string, string | null>,
): Part {
  const titled = <Item extends ReportItem>(item: Item): Item =>
    titles.has(item.source) && item.kind === 'ticket'
      ? { ...item, title: titles.get(item.source) ?? null }
      : item;
  const inGroup = <Item extends ReportItem, Group extends { readonly examples: readonly Item[] }>(
    group: Group,
  ): Group => ({ ...group, examples: group.examples.map(titled) });
  const named = (person: PersonConflict): PersonConflict =>
    names.has(person.source) ? { ...person, name: names.get(person.source) ?? null } : person;
  const { losses, differences, people } = part;
  return {
    ...part,
    losses: { ...losses, items: losses.items.map(inGroup) },
    failures: part.failures.map(inGroup),
    differences: { ...differences, items: differences.items.map(titled) },
    skipped: part.skipped.map(inGroup),
    people: people && {
      ...people,
      conflicts: { ...people.conflicts, items: people.conflicts.items.map(named) },
    },
  };
}
