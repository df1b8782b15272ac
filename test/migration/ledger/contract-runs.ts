import { expect, it } from 'vitest';
import { bring, DIFFERENCE, runOf, sourcesOf, type Start, ticket, to } from './support.ts';

/** The second look at what is written. */
export function describeVerification(start: Start): void {
  it('claims confirmed items for verify, then what was verified long ago', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { differences: [DIFFERENCE] });
    await bring(ledger, 'b', 'verified');
    await bring(ledger, 'c', 'failed');
    await bring(ledger, 'd', 'confirmed');
    const { runId } = await runOf(ledger);
    const claim = (limit: number, now: number, before: number) =>
      ledger.claimForVerify({ limit, runId, now, until: now + 10, before });
    const first = await claim(1, 5, 1);
    expect(sourcesOf(first)).toEqual(['a']);
    expect(first[0]?.item).toMatchObject({ state: 'confirmed', attempts: 2 });
    const rest = await claim(9, 5, 1);
    expect(sourcesOf(rest)).toEqual(['d']);
    const ends = [...first, ...rest].map((one) => to(one, 'verified', { differences: [] }));
    expect(await ledger.advance(ends, 6)).toEqual([true, true]);
    expect(await claim(9, 7, 1)).toEqual([]);
    expect(sourcesOf(await claim(9, 7, 2))).toEqual(['b']);
    expect(sourcesOf(await claim(9, 7, 7))).toEqual(['a', 'd']);
    expect(sourcesOf(await claim(9, 17, 7))).toEqual(['b', 'a', 'd']);
  });

  it('does not let a verification hide what was planned meanwhile', async () => {
    const ledger = await start();
    await bring(ledger, 'a', 'confirmed', { writtenVersion: 5 });
    const { runId, claimFirst } = await runOf(ledger);
    const request = { limit: 1, runId, now: 5, until: 50, before: 5 };
    const [claim] = await ledger.claimForVerify(request);
    if (claim === undefined) return expect.unreachable();
    await ledger.plan([ticket('a', { sourceVersion: 6 })], 6);
    expect(await ledger.advance([to(claim, 'verified')], 7)).toEqual([false]);
    expect((await claimFirst(8, 50)).item).toMatchObject({ state: 'reading', attempts: 3 });
  });
}

/** Processes at work. */
export function describeRuns(start: Start): void {
  it('lists runs, the newest first', async () => {
    const ledger = await start();
    const plan = await ledger.startRun('plan', 1);
    const run = await ledger.startRun('run', 2);
    expect(plan).toEqual({
      id: expect.any(String),
      phase: 'plan',
      startedAt: 1,
      heartbeatAt: 1,
      endedAt: null,
      outcome: null,
    });
    await ledger.endRun(plan.id, 'done', 3);
    await ledger.endRun(plan.id, 'failed', 4);
    await ledger.endRun('unknown', 'failed', 4);
    expect(await ledger.heartbeat(run.id, 5, 9)).toBe(true);
    expect(await ledger.runs()).toEqual([
      { ...run, heartbeatAt: 5 },
      { ...plan, endedAt: 3, outcome: 'done' },
    ]);
  });

  it('extends all claims of a run with its heartbeat, and shortens none', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b'), ticket('c')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    await one.claim(1, 0, 10);
    await one.claim(1, 0, 40);
    await two.claim(1, 0, 10);
    expect(await ledger.heartbeat(one.runId, 5, 30)).toBe(true);
    expect(sourcesOf(await two.claim(9, 29, 100))).toEqual(['c']);
    expect(sourcesOf(await two.claim(9, 30, 100))).toEqual(['a']);
    expect(sourcesOf(await two.claim(9, 39, 100))).toEqual([]);
    expect(sourcesOf(await two.claim(9, 40, 100))).toEqual(['b']);
  });

  it('gives a lease that had ended back to a run that is alive after all', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    const claim = await one.claimFirst(0, 10);
    expect(await two.claim(1, 9, 10)).toEqual([]);
    expect(await two.claim(1, 15, 20, ['link'])).toEqual([]);
    await ledger.heartbeat(one.runId, 20, 30);
    expect(await two.claim(1, 29, 40)).toEqual([]);
    expect(await ledger.advance([to(claim, 'sent')], 29)).toEqual([true]);
    expect(await two.claim(1, 30, 40)).toHaveLength(1);
  });

  it('stops a run that was ended from outside', async () => {
    const ledger = await start();
    await ledger.plan([ticket('a'), ticket('b')], 0);
    const [one, two] = [await runOf(ledger), await runOf(ledger)];
    const claim = await one.claimFirst(0, 100);
    await ledger.endRun(one.runId, 'cancelled', 1);
    expect(await ledger.heartbeat(one.runId, 2, 100)).toBe(false);
    expect(await ledger.heartbeat('unknown', 2, 100)).toBe(false);
    expect(await ledger.advance([to(claim, 'confirmed')], 2)).toEqual([false]);
    expect(await one.claim(9, 2, 100)).toEqual([]);
    const request = { runId: one.runId, now: 2, until: 100 };
    expect(await ledger.claimOne(ticket('new'), request)).toBe(null);
    expect(await ledger.claimForVerify({ ...request, limit: 1, before: 9 })).toEqual([]);
    expect(sourcesOf(await two.claim(9, 2, 100))).toEqual(['a', 'b']);
    expect(await ledger.item('ticket', ticket('new').source)).toBe(null);
  });
}
