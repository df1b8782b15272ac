import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { hasCode } from '../../errors/classes.ts';
import type { AddressPatterns } from '../carry/link-book.ts';
import type { RunNotes, Setup } from '../carry/work.ts';
import type { Ledger } from '../ledger/types.ts';
import { type Settings, settingsOf } from './settings.ts';

/** What one desk was asked in the course of a run. */
export interface DeskNotes {
  /** Calls that were answered. */
  readonly requests: number;
  readonly rateLimited: number;
  readonly retries: number;
  /** Milliseconds in which calls waited for the rate limit; calls that wait at the same time count once. */
  readonly waitedMs: number;
  /** `null` when the desk has not told it. */
  readonly limitPerMinute: number | null;
}

/** What a run puts down beside its items, as the ledger keeps it. */
export interface StoredNotes {
  readonly from: DeskNotes;
  readonly to: DeskNotes;
  readonly links: AddressPatterns;
  readonly settings: Settings;
}

/** What adapters call the budget of the whole account. */
const ACCOUNT = 'account';

const nameOf = (runId: string): string => `run:${runId}`;

const NOTHING: DeskNotes = {
  requests: 0,
  rateLimited: 0,
  retries: 0,
  waitedMs: 0,
  limitPerMinute: null,
};

const sum = (left: DeskNotes, right: DeskNotes): DeskNotes => ({
  requests: left.requests + right.requests,
  rateLimited: left.rateLimited + right.rateLimited,
  retries: left.retries + right.retries,
  waitedMs: left.waitedMs + right.waitedMs,
  limitPerMinute: right.limitPerMinute ?? left.limitPerMinute,
});

/** Nothing is noted yet, and nobody listens. */
export function createRunNotes(setup: Omit<Setup, 'notes'>): RunNotes {
  const { ledger, links } = setup;
  const settings = settingsOf(setup);
  const ears = { from: createEar(setup.from, setup), to: createEar(setup.to, setup) };
  const known = new Map<string, Pick<StoredNotes, 'from' | 'to'>>();
  let listeners = 0;
  let deafen = (): void => undefined;
  return {
    listen() {
      if (listeners === 0) {
        const stops = [ears.from.open(), ears.to.open()];
        deafen = () => {
          for (const stop of stops) stop();
        };
      }
      listeners += 1;
      return () => {
        listeners -= 1;
        if (listeners === 0) deafen();
      };
    },
    async save(runId) {
      // Whichever run comes first takes what was heard, so that no call is counted for two of them.
      const before = known.get(runId) ?? { from: NOTHING, to: NOTHING };
      const now = {
        from: sum(before.from, ears.from.take()),
        to: sum(before.to, ears.to.take()),
      };
      known.set(runId, now);
      const notes: StoredNotes = { ...now, links: links.patterns(), settings };
      // What happened counts more than what is told of it: no run fails because of its notes.
      await ledger.saveCheckpoint(nameOf(runId), JSON.stringify(notes)).catch(() => undefined);
    },
  };
}

interface Ear {
  open(): () => void;
  /** What was heard since the last time. */
  take(): DeskNotes;
}

function createEar(desk: AnySupportAdapter, { clock }: Pick<Setup, 'clock'>): Ear {
  const heard = { requests: 0, rateLimited: 0, retries: 0, waitedMs: 0 };
  let waitsUntil = 0;
  const wait = (ms: number): void => {
    const now = clock.now();
    heard.waitedMs += Math.max(0, now + ms - Math.max(now, waitsUntil));
    waitsUntil = Math.max(waitsUntil, now + ms);
  };
  return {
    open() {
      const stops = [
        desk.on('request', ({ status }) => {
          heard.requests += 1;
          if (status === 429) heard.rateLimited += 1;
        }),
        desk.on('retry', ({ error, delayMs }) => {
          heard.retries += 1;
          if (hasCode(error, 'rate_limited')) wait(delayMs);
        }),
        desk.on('rateLimit', ({ waitMs }) => wait(waitMs)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    take() {
      const taken = { ...heard, limitPerMinute: limitOf(desk) };
      Object.assign(heard, { requests: 0, rateLimited: 0, retries: 0, waitedMs: 0 });
      return taken;
    },
  };
}

/** Calls a minute that the account allows; the tightest budget where there is none of the whole account. */
function limitOf(desk: AnySupportAdapter): number | null {
  const known = desk
    .rateBudgets()
    .flatMap(({ name, limit }) => (limit === null ? [] : [{ name, limit }]));
  const account = known.find(({ name }) => name === ACCOUNT);
  if (known.length === 0) return null;
  const limit = account?.limit ?? Math.min(...known.map((budget) => budget.limit));
  return (limit * 60_000) / (desk.manifest.limits.rateWindowMs ?? 60_000);
}

/** What a run has put down; `null` when it was killed before it did so. */
export async function readRunNotes(ledger: Ledger, runId: string): Promise<StoredNotes | null> {
  const text = await ledger.checkpoint(nameOf(runId));
  // Safe: only `save` writes checkpoints of this name.
  return text === null ? null : (JSON.parse(text) as StoredNotes);
}
