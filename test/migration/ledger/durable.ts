import { describe, expect, it } from 'vitest';
import { ledgersOf, type LedgerUnderTest, runOf, sourcesOf, ticket, to } from './support.ts';

/** What a ledger does that survives its process. */
export function describeDurableLedger(name: string, subject: LedgerUnderTest): void {
  describe(`${name}, opened again`, () => {
    const start = ledgersOf(subject);

    it('has everything that it had', async () => {
      const ledger = subject.open();
      expect(ledger.durable).toBe(true);
      await ledger.open({ from: 'zendesk:acme', to: 'intercom:acme' });
      await ledger.plan(
        ['a', 'b', 'c', 'd'].map((one) => ticket(one, { order: 1, sourceVersion: 3 })),
        0,
        { name: 'scan', value: 'page 2' },
      );
      const { claim, runId } = await runOf(ledger, 1);
      const [a, b, c] = await claim(3, 2, 100);
      if (a === undefined || b === undefined || c === undefined) return expect.unreachable();
      await ledger.advance(
        [
          to(a, 'confirmed', { target: 'T1', writtenVersion: 3, detail: { page: '“2”' } }),
          to(b, 'sent', { error: { code: 'x', message: 'y' } }),
        ],
        3,
      );
      await ledger.heartbeat(runId, 4, 150);
      await ledger.remove('ticket', [c.item.source]);
      const seen = async (one: typeof ledger) => [
        await one.items({ limit: 10, cursor: null }),
        await one.counts(),
        await one.runs(),
        await one.checkpoint('scan'),
      ];
      const before = await seen(ledger);
      await ledger.close();
      await ledger.close();

      const again = await start();
      expect(await seen(again)).toEqual(before);
      const wrong = again.open({ from: 'zendesk:other', to: 'intercom:acme' });
      await expect(wrong).rejects.toMatchObject({ code: 'configuration_invalid' });
      const other = await runOf(again, 5);
      expect(sourcesOf(await other.claim(9, 149, 300))).toEqual(['d']);
      // Nobody has claimed it since: the run that was there before can still end it.
      expect(await again.advance([to(b, 'sent', { detail: { page: 3 } })], 149)).toEqual([true]);
      const [stolen] = await other.claim(9, 150, 300);
      expect(stolen?.item).toMatchObject({ state: 'sent', attempts: 2, detail: { page: 3 } });
      expect(await again.advance([to(b, 'confirmed')], 151)).toEqual([false]);
      expect((await again.runs()).map(({ id }) => id)).toEqual([other.runId, runId]);
    });
  });
}
