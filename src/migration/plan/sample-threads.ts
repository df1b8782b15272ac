import { readSource } from '../carry/read-source.ts';
import { translationContext } from '../carry/translation-context.ts';
import type { Work } from '../carry/work.ts';
import type { Loss } from '../ledger/types.ts';
import { requesterKey } from '../translate/requester-key.ts';
import { translateTicket } from '../translate/translate-ticket.ts';
import type { SourceTicket } from '../translate/types.ts';
import type { MigrationPlan } from '../types.ts';
import type { SizeTally } from './size-tally.ts';

/** What some threads have told. */
export interface Sampled {
  readonly tickets: number;
  readonly messages: number;
  readonly files: number;
  /** Most frequent first. */
  readonly losses: MigrationPlan['losses'];
}

/** Spreads a sample over a stream whose length nobody knows (reservoir, without chance: every n-th). */
export function createSampler(size: number): {
  add(id: string): void;
  readonly ids: readonly string[];
} {
  const ids: string[] = [];
  let step = 1;
  let seen = 0;
  return {
    ids,
    add(id) {
      if (seen % step === 0) ids.push(id);
      seen += 1;
      if (ids.length > size * 2) {
        ids.splice(0, ids.length, ...ids.filter((_id, index) => index % 2 === 0));
        step *= 2;
      }
    },
  };
}

/** Reads some threads, and translates them as if everybody in them were known. */
export async function sampleThreads(
  work: Work,
  ids: readonly string[],
  sizes: SizeTally,
): Promise<Sampled> {
  const losses = new Map<string, { readonly loss: Loss; count: number }>();
  let [tickets, messages, files] = [0, 0, 0];
  for (const id of ids) {
    const source = await readSource(work, id);
    if (source === null) continue;
    tickets += 1;
    messages += source.messages.length;
    files += source.messages.reduce((sum, { attachments }) => sum + attachments.length, 0);
    sizes.addThread(source);
    for (const loss of await lossesOf(work, source)) {
      const key = `${loss.type} ${loss.field} ${loss.reason}`;
      const known = losses.get(key);
      if (known === undefined) losses.set(key, { loss: { ...loss, message: null }, count: 1 });
      else known.count += 1;
    }
  }
  const list = [...losses.values()].sort((left, right) => right.count - left.count);
  return { tickets, messages, files, losses: list };
}

async function lossesOf(work: Work, source: SourceTicket): Promise<readonly Loss[]> {
  const contacts = new Map([[requesterKey(source.ticket), 'target']]);
  for (const { author } of source.messages) {
    if (author.id !== null) contacts.set(author.id, 'target');
  }
  const context = await translationContext(work, source, {
    linked: { targets: new Map(), missing: [], natives: new Set<string>() },
    refusalOf: () => null,
    contacts,
    organizations: new Map<string, string>(),
    fileOf: () => ({ kind: 'ready', sha256: '', size: 0, draft: null }),
  });
  return translateTicket(source, context).losses;
}
