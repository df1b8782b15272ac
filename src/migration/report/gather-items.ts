import { type AddressPatterns, addressAt } from '../carry/link-book.ts';
import type { ItemKind, ItemState, LedgerCounts, LedgerItem } from '../ledger/types.ts';
import {
  type DifferingItem,
  type FailureGroup,
  MAX_EXAMPLES,
  type MigrationReport,
  type ReportItem,
} from './types.ts';

/** A part of the report that sees each item of the ledger once, and keeps a bounded part of them. */
export interface Gatherer<Part> {
  add(item: LedgerItem): void;
  part(): Part;
}

const MOST_DIFFERING = 500;
const MOST_DIFFERENCES = 50;
/** Kinds of failures and skips; their reasons are the program's own words, or the caller's. */
const MOST_GROUPS = 1000;
const OTHERS = 'Other reasons, too many to list.';

/** An item as the report names it: only tickets have addresses that desks tell. */
export const reportItem = (
  { kind, source, target }: LedgerItem,
  links: AddressPatterns,
): ReportItem => ({
  kind,
  source,
  target,
  sourceUrl: kind === 'ticket' ? addressAt(links.from, source) : null,
  targetUrl: kind === 'ticket' && target !== null ? addressAt(links.to, target) : null,
});

/** The group of a key, made when it is new and there is room, else the one for all others. */
export function groupIn<Group>(
  groups: Map<string, Group>,
  most: number,
  [key, make]: readonly [key: string, make: () => Group],
  [otherKey, makeOther]: readonly [key: string, make: () => Group],
): Group {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const isFull = groups.size >= most;
  const place = isFull ? otherKey : key;
  const group = groups.get(place) ?? (isFull ? makeOther() : make());
  groups.set(place, group);
  return group;
}

/** Counts by kind and state, as the same pass saw them as everything else. */
export function gatherCounts(): Gatherer<Pick<MigrationReport, 'counts' | 'differing'>> {
  const counts: Partial<Record<ItemKind, Partial<Record<ItemState, number>>>> = {};
  const differing: Partial<Record<ItemKind, number>> = {};
  return {
    add({ kind, state, differences }) {
      const states = (counts[kind] ??= {});
      states[state] = (states[state] ?? 0) + 1;
      if (isAtTarget(state) && differences.length > 0) {
        differing[kind] = (differing[kind] ?? 0) + 1;
      }
    },
    part: () => ({ counts: counts satisfies LedgerCounts, differing }),
  };
}

/** What is to be carried again, or has failed since, was compared in an earlier life. */
const isAtTarget = (state: ItemState): boolean => state === 'confirmed' || state === 'verified';

/** What failed, by error code, most frequent first. */
export function gatherFailures(
  links: AddressPatterns,
): Gatherer<Pick<MigrationReport, 'failures'>> {
  type Group = { code: string; count: number; examples: FailureGroup['examples'][number][] };
  const groups = new Map<string, Group>();
  return {
    add(item) {
      if (item.state !== 'failed') return;
      const { code, message } = item.error ?? { code: 'unknown', message: 'No error was kept.' };
      const make = (name: string) => (): Group => ({ code: name, count: 0, examples: [] });
      const group = groupIn(groups, MOST_GROUPS, [code, make(code)], ['other', make('other')]);
      group.count += 1;
      if (group.examples.length < MAX_EXAMPLES) {
        group.examples.push({ ...reportItem(item, links), message });
      }
    },
    part: () => ({ failures: [...groups.values()].sort(byCount) }),
  };
}

/** What was left out, by reason, most frequent first. */
export function gatherSkipped(links: AddressPatterns): Gatherer<Pick<MigrationReport, 'skipped'>> {
  type Group = { kind: ItemKind; reason: string; count: number; examples: ReportItem[] };
  const groups = new Map<string, Group>();
  return {
    add(item) {
      if (item.state !== 'skipped') return;
      const { kind, reason } = item;
      const make = (why: string): readonly [string, () => Group] => [
        `${kind} ${why}`,
        () => ({ kind, reason: why, count: 0, examples: [] }),
      ];
      const group = groupIn(
        groups,
        MOST_GROUPS,
        make(reason ?? 'No reason was given.'),
        make(OTHERS),
      );
      group.count += 1;
      if (group.examples.length < MAX_EXAMPLES) group.examples.push(reportItem(item, links));
    },
    part: () => ({ skipped: [...groups.values()].sort(byCount) }),
  };
}

/** What `verify` found different. */
export function gatherDifferences(
  links: AddressPatterns,
): Gatherer<Pick<MigrationReport, 'differences'>> {
  const items: DifferingItem[] = [];
  let total = 0;
  return {
    add(item) {
      const { state, differences } = item;
      if (!isAtTarget(state) || differences.length === 0) return;
      total += 1;
      if (items.length >= MOST_DIFFERING) return;
      const omitted = differences.length - MOST_DIFFERENCES;
      items.push({
        ...reportItem(item, links),
        differences: differences.slice(0, MOST_DIFFERENCES),
        ...(omitted > 0 ? { omitted } : {}),
      });
    },
    part: () => ({ differences: { total, items } }),
  };
}

/** Most frequent first; of equals, the one that was seen first. */
export const byCount = (
  left: { readonly count: number },
  right: { readonly count: number },
): number => right.count - left.count;
