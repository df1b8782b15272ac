import type { AddressPatterns } from '../carry/link-book.ts';
import { notesOf, valuesOf } from '../carry/item-notes.ts';
import type { ItemKind, LedgerItem, Loss } from '../ledger/types.ts';
import { byCount, type Gatherer, groupIn, reportItem } from './gather-items.ts';
import {
  type FieldCoverage,
  MAX_EXAMPLES,
  type MigrationReport,
  type ReportItem,
} from './types.ts';

/** Reasons are constant sentences, so that there are a few dozen groups; a bound all the same. */
const MOST_GROUPS = 5000;
const MOST_FIELDS = 5000;
const OTHER_REASON = 'Other losses, too many kinds to list.';
const OTHER_FIELD = 'other fields';

/** Names under which adapters declare losses of a field that has another name in the model. */
const ALSO: Readonly<Record<string, string>> = {
  assignee: 'assigneeId',
  organization: 'organizationId',
  bodyHtml: 'body',
  bodyText: 'body',
  authorId: 'author',
  authorKind: 'author',
};

/** A contact is written with one of each: what is declared of it is said of the list in the model. */
const ALSO_OF_CONTACTS: Readonly<Record<string, string>> = {
  email: 'emails',
  phone: 'phones',
  organizationId: 'organizationIds',
};

/** Where in the model a loss is: `messages.author` for the author of a message, `messages` for a whole one. */
export function lossPath(kind: ItemKind, { field, message }: Loss): string {
  const also = kind === 'contact' ? ALSO_OF_CONTACTS : ALSO;
  const name = Object.hasOwn(also, field) ? (also[field] ?? field) : field;
  if (message === null) return name;
  return name === 'message' ? 'messages' : `messages.${name}`;
}

/** Losses by type, field and reason: all of them are counted, of each group a few are shown. */
export function gatherLosses(links: AddressPatterns): Gatherer<Pick<MigrationReport, 'losses'>> {
  type Group = {
    type: Loss['type'];
    field: string;
    reason: string;
    count: number;
    items: number;
    examples: ReportItem[];
  };
  const groups = new Map<string, Group>();
  return {
    add(item) {
      const seen = new Set<Group>();
      for (const loss of item.losses) {
        const field = lossPath(item.kind, loss);
        const key = `${loss.type} ${field} ${loss.reason}`;
        // Looked for first: a million items have a few dozen of them.
        const group = groups.get(key) ?? newGroup(key, loss, field);
        group.count += 1;
        if (seen.has(group)) continue;
        seen.add(group);
        group.items += 1;
        if (group.examples.length < MAX_EXAMPLES) group.examples.push(reportItem(item, links));
      }
    },
    part: () => ({ losses: { total: groups.size, items: [...groups.values()].sort(byCount) } }),
  };

  function newGroup(key: string, { type, reason }: Loss, field: string): Group {
    const none = { type, count: 0, items: 0 };
    return groupIn(
      groups,
      MOST_GROUPS,
      [key, () => ({ ...none, field, reason, examples: [] })],
      [
        `${type} ${OTHER_FIELD}`,
        () => ({ ...none, field: OTHER_FIELD, reason: OTHER_REASON, examples: [] }),
      ],
    );
  }
}

/** A loss of a value that the source did not have: it stands for one that is missing. */
const isDerived = ({ type }: Loss): boolean => type === 'derived' || type === 'defaulted';

/** How each field fared: the values of the source from the items' notes, less those of which a loss was declared. */
export function gatherFields(): Gatherer<Pick<MigrationReport, 'fields'>> {
  type Field = {
    kind: ItemKind;
    field: string;
    native: number;
    derived: number;
    lossy: number;
    affected: number;
  };
  const fields = new Map<string, Field>();
  const fieldOf = (kind: ItemKind, name: string): Field =>
    fields.get(`${kind} ${name}`) ?? newField(kind, name);
  const newField = (kind: ItemKind, name: string): Field => {
    const make = (field: string): readonly [string, () => Field] => [
      `${kind} ${field}`,
      () => ({ kind, field, native: 0, derived: 0, lossy: 0, affected: 0 }),
    ];
    return groupIn(fields, MOST_FIELDS, make(name), make(OTHER_FIELD));
  };
  return {
    add(item) {
      const { kind } = item;
      const lost = lostValues(item);
      // Of what was at the target already nothing was carried.
      const values = item.detail['created'] === true ? valuesOf(kind, notesOf(item)) : [];
      for (const [name, count] of values) {
        const { lossy = 0, derived = 0 } = lost.get(name) ?? {};
        fieldOf(kind, name).native += Math.max(0, count - lossy - derived);
      }
      for (const [name, { lossy, derived }] of lost) {
        const field = fieldOf(kind, name);
        field.lossy += lossy;
        field.derived += derived;
        field.affected += 1;
      }
    },
    part: () => ({ fields: inOrder([...fields.values()]) }),
  };
}

/** How many values of each field losses were declared of: several reasons for one value count once. */
function lostValues({
  kind,
  losses,
}: LedgerItem): ReadonlyMap<string, { readonly lossy: number; readonly derived: number }> {
  const places = new Map<string, { readonly name: string; isWorkedOut: boolean }>();
  for (const loss of losses) {
    const name = lossPath(kind, loss);
    const place = `${name} ${loss.message ?? ''}`;
    const known = places.get(place) ?? { name, isWorkedOut: true };
    // A value that was coerced as well as worked out is less than it was.
    known.isWorkedOut &&= isDerived(loss);
    places.set(place, known);
  }
  const lost = new Map<string, { lossy: number; derived: number }>();
  for (const { name, isWorkedOut } of places.values()) {
    const known = lost.get(name) ?? { lossy: 0, derived: 0 };
    known[isWorkedOut ? 'derived' : 'lossy'] += 1;
    lost.set(name, known);
  }
  return lost;
}

const KINDS: readonly ItemKind[] = [
  'ticket',
  'contact',
  'organization',
  'article',
  'section',
  'link',
];

/** Tickets first; within a kind, what suffered most. */
const inOrder = (fields: FieldCoverage[]): readonly FieldCoverage[] =>
  fields.sort(
    (left, right) =>
      KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
      right.affected - left.affected ||
      (left.field < right.field ? -1 : 1),
  );
