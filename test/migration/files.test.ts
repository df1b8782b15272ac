import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { createFileBudget } from '../../src/migration/carry/file-budget.ts';
import type { AnySupportAdapter } from './support/types.ts';
import { createClocks, type PlayedDesk, playDesk, type Provider } from './support/worlds.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const AT = new Date('2026-03-02T09:00:00Z');

setFlagsFromString('--expose_gc');
// Safe: the flag above makes this function.
const gc = runInNewContext('gc') as () => void;

type Pair = readonly [Provider, Provider];
// Every count is a collection of all garbage: `npm run test:deep` does it into all three desks.
const PAIRS: readonly Pair[] =
  process.env['POLYDESK_DEEP'] === '1'
    ? [
        ['freshdesk', 'zendesk'],
        ['zendesk', 'intercom'],
        ['intercom', 'freshdesk'],
      ]
    : [['zendesk', 'intercom']];

/** A ticket whose messages have one file each, told apart by their first byte. */
async function ticketWithFiles({ adapter, directory }: PlayedDesk, sizes: readonly number[]) {
  const [contact = ''] = directory.contacts.values();
  const { value } = (await adapter.imports?.ticket?.({
    subject: 'Files',
    requester: { id: contact },
    status: 'resolved',
    createdAt: AT,
    messages: sizes.map((size, index) => ({
      visibility: 'public' as const,
      body: { text: `File no. ${index}` },
      authorId: contact,
      authorKind: 'customer' as const,
      createdAt: new Date(AT.getTime() + index * 1000),
      attachments: [
        {
          fileName: `file-${index}.bin`,
          contentType: 'application/octet-stream',
          data: new Uint8Array(size).fill(index + 1),
        },
      ],
    })),
  })) ?? { value: null };
  return value?.id ?? '';
}

/** Counts the bytes of downloaded files that nobody has let go of, before each further download. */
function watched(adapter: AnySupportAdapter) {
  const files: WeakRef<Uint8Array>[] = [];
  const seen = { most: 0, downloads: 0 };
  const { attachments } = adapter;
  const download: NonNullable<typeof attachments>['download'] = async (...given) => {
    // What was looked at before stays until its turn of the event loop is over.
    await new Promise((resolve) => setTimeout(resolve, 0));
    gc();
    const held = files.reduce((sum, file) => sum + (file.deref()?.byteLength ?? 0), 0);
    seen.most = Math.max(seen.most, held);
    seen.downloads += 1;
    const file = await attachments?.download?.(...given);
    if (file === undefined) throw new Error('no download');
    files.push(new WeakRef(file.data));
    return file;
  };
  const own = Object.create(adapter, { attachments: { value: { ...attachments, download } } });
  // Safe: the adapter itself, but for one operation.
  return { adapter: own as AnySupportAdapter, seen };
}

async function carry([from, to]: Pair, sizes: readonly (readonly number[])[], fileBytes: number) {
  const { clock, patient } = createClocks();
  const source = await playDesk(from, clock);
  const target = await playDesk(to, clock, { empty: true });
  const ids: string[] = [];
  for (const list of sizes) ids.push(await ticketWithFiles(source, list));
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const { adapter, seen } = watched(source.adapter);
  const migration = createMigration({
    from: adapter,
    to: target.adapter,
    ledger,
    clock: patient,
    silence: 'confirmed',
    scope: { articles: 'none' },
    fileBytes,
  });
  for await (const _progress of migration.run());
  const afterRun = { ...seen };
  for await (const _progress of migration.verify());
  return { ledger, ids, seen: afterRun };
}

describe('files of many tickets', () => {
  it.each(PAIRS)(
    'from %s to %s never hold more than the budget, and arrive whole',
    async (from, to) => {
      // Twelve files in four tickets, of which at most four are to be held.
      const sizes = Array.from({ length: 4 }, () => [64 * KIB, 64 * KIB, 64 * KIB]);
      const { ledger, seen } = await carry([from, to], sizes, 4 * 64 * KIB);
      expect(seen.downloads).toBeGreaterThan(12);
      expect(seen.most).toBeLessThanOrEqual(4 * 64 * KIB);
      expect((await ledger.counts()).ticket).toEqual({ verified: 4 });
    },
  );

  it('are fetched once where there is room for them', async () => {
    const { seen } = await carry(['freshdesk', 'zendesk'], [[KIB], [KIB]], 64 * KIB);
    expect(seen.downloads).toBe(2);
  });

  it('that are too many for a ticket of the target are lost, and said to be; the ticket is not', async () => {
    const { ledger, ids } = await carry(
      ['zendesk', 'freshdesk'],
      [[18 * MIB, 3 * MIB, KIB]],
      64 * MIB,
    );
    const item = await ledger.item('ticket', ids[0] ?? '');
    expect(item?.state).toBe('verified');
    const lost = item?.losses.filter(({ field }) => field === 'attachments') ?? [];
    expect(lost.map(({ reason }) => reason)).toEqual([
      'All files of the ticket together are more than the target keeps.',
    ]);
  });
});

describe('a budget of bytes', () => {
  it('never lets more in than there is room for, and everybody in at last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 30 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (wishes, total) => {
          const budget = createFileBudget(total);
          const inside = new Set<{ readonly bytes: number }>();
          let served = 0;
          await Promise.all(
            wishes.map(async (bytes) => {
              await budget.enter(bytes);
              const own = { bytes };
              inside.add(own);
              const sum = [...inside].reduce((all, one) => all + one.bytes, 0);
              expect(sum <= total / 2 || sum === bytes).toBe(true);
              await Promise.resolve();
              inside.delete(own);
              served += 1;
              budget.leave(bytes);
            }),
          );
          expect(served).toBe(wishes.length);
        },
      ),
    );
  });

  it('keeps no more than half of it', () => {
    const budget = createFileBudget(10);
    expect([budget.tryKeep(3), budget.tryKeep(3), budget.tryKeep(2)]).toEqual([true, false, true]);
    budget.giveBack(3);
    expect(budget.tryKeep(3)).toBe(true);
  });
});
