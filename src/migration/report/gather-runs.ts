import { notesOf } from '../carry/item-notes.ts';
import type { AddressPatterns } from '../carry/link-book.ts';
import type { Setup } from '../carry/work.ts';
import type { Ledger, LedgerRun, Phase } from '../ledger/types.ts';
import { type DeskNotes, readRunNotes, type StoredNotes } from '../run/run-notes.ts';
import { type Settings, settingsOf } from '../run/settings.ts';
import { deskName } from '../setup.ts';
import type { Gatherer } from './gather-items.ts';
import type { DeskRequests, MigrationReport } from './types.ts';

const MINUTE_MS = 60_000;

/** A run with what it has put down; `null` where it was killed before it did so. */
export interface NotedRun {
  readonly run: LedgerRun;
  readonly notes: StoredNotes | null;
}

/** All runs, newest first. */
export async function readRuns(ledger: Ledger, signal: AbortSignal | undefined) {
  const noted: NotedRun[] = [];
  for (const run of await ledger.runs()) {
    signal?.throwIfAborted();
    noted.push({ run, notes: await readRunNotes(ledger, run.id) });
  }
  return noted;
}

/** What the desks' addresses look like, from the newest run that has seen some. */
export function linksOf(
  runs: readonly NotedRun[],
  { links }: Pick<Setup, 'links'>,
): AddressPatterns {
  const all = [
    links.patterns(),
    ...runs.flatMap(({ notes }) => (notes === null ? [] : [notes.links])),
  ];
  const first = (side: 'from' | 'to') => all.find((one) => one[side] !== null)?.[side] ?? null;
  return { from: first('from'), to: first('to') };
}

const WRITING: ReadonlySet<Phase> = new Set(['run', 'delta', 'preflight']);

/** What the newest run that wrote was told; before there is one, what this migration is told. */
export const settingsUsed = (runs: readonly NotedRun[], setup: Setup): Settings =>
  runs.find(({ run, notes }) => notes !== null && WRITING.has(run.phase))?.notes?.settings ??
  settingsOf(setup);

/** Items that were confirmed in each minute, from the items themselves: a kill loses none of them. */
export function gatherThroughput(): Gatherer<Pick<MigrationReport, 'throughput'>> {
  const minutes = new Map<number, number>();
  return {
    add(item) {
      for (const minute of notesOf(item).minutes ?? []) {
        minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
      }
    },
    part: () => ({
      throughput: [...minutes]
        .sort(([left], [right]) => left - right)
        .map(([minute, items]) => ({ at: minute * MINUTE_MS, items })),
    }),
  };
}

/** What all runs asked of both desks. */
export function requestsOf(
  runs: readonly NotedRun[],
  { from, to }: Pick<Setup, 'from' | 'to'>,
): readonly DeskRequests[] {
  const noted = runs.filter(({ notes }) => notes !== null);
  const minutes = workedMinutes(noted.map(({ run }) => run));
  const sides = [
    { side: 'source', key: 'from', account: deskName(from) },
    { side: 'target', key: 'to', account: deskName(to) },
  ] as const;
  return sides.map(({ side, key, account }) => {
    const all = noted.flatMap(({ notes }) => (notes === null ? [] : [notes[key]]));
    const sum = (name: Exclude<keyof DeskNotes, 'limitPerMinute'>): number =>
      all.reduce((total, desk) => total + desk[name], 0);
    const requests = sum('requests');
    const limitPerMinute = all.find((desk) => desk.limitPerMinute !== null)?.limitPerMinute ?? null;
    const allowed = limitPerMinute === null ? 0 : limitPerMinute * minutes;
    return {
      side,
      account,
      budget: null,
      requests,
      rateLimited: sum('rateLimited'),
      retries: sum('retries'),
      limitPerMinute,
      limitUsed: allowed > 0 ? Math.min(1, requests / allowed) : null,
      waitedMs: sum('waitedMs'),
    };
  });
}

/** Minutes in which at least one run was at work: processes that work at the same time share the limit. */
function workedMinutes(runs: readonly LedgerRun[]): number {
  const spans = runs
    .map(({ startedAt, heartbeatAt, endedAt }) => [startedAt, endedAt ?? heartbeatAt] as const)
    .sort(([left], [right]) => left - right);
  let worked = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const [start, end] of spans) {
    worked += Math.max(0, end - Math.max(start, covered));
    covered = Math.max(covered, end);
  }
  return worked / MINUTE_MS;
}
