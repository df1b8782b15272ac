import fc from 'fast-check';
import {
  createMemoryLedger,
  createMigration,
  type LedgerItem,
  migrationReportHtml,
} from 'polydesk/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MigrationReport, runStatus } from '../../../src/migration/report/index.ts';
import { findChromium, NO_CHROMIUM } from '../../report/support/chromium.ts';
import { createClocks, playDesk } from '../support/worlds.ts';
import { ADDRESS, openPage, SECONDS, violations } from '../../report/support/pages.ts';
import { allItems, makeWorld, type World } from './world.ts';

// A browser of this file's own: the modules of the tests are shared, and so would be one that another has closed.
const browser = await findChromium();
afterAll(async () => browser?.close());

let world: World;
let report: MigrationReport;
let items: readonly LedgerItem[];
beforeAll(async () => {
  world = await makeWorld();
  report = await world.migration.report();
  items = await allItems(world.ledger);
}, SECONDS);

const add = (counts: Map<string, number>, key: string, count = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + count);
};

/** What the source has of the tickets that were carried, read once more. */
async function carriedThreads() {
  const { adapter } = world.source;
  const carried = items.filter(({ kind, target }) => kind === 'ticket' && target !== null);
  return Promise.all(
    carried.map(async ({ source }) => ({
      ticket: await adapter.tickets.get(source),
      messages: await adapter.messages.list(source).toArray({ limit: 1000 }),
    })),
  );
}

describe('the report of a migration', () => {
  it('counts every declared loss of every item', () => {
    const declared = new Map<string, number>();
    for (const { losses } of items)
      for (const { type, reason } of losses) add(declared, `${type}: ${reason}`);
    expect(declared.size).toBeGreaterThan(3);
    const told = new Map<string, number>();
    for (const { type, reason, count } of report.losses.items)
      add(told, `${type}: ${reason}`, count);
    expect(told).toEqual(declared);
    for (const group of report.losses.items) {
      const having = items.filter(({ losses }) =>
        losses.some(({ type, reason }) => type === group.type && reason === group.reason),
      );
      const ids = having.map(({ source }) => source);
      expect(group.examples.length).toBe(Math.min(5, group.items));
      expect(ids).toEqual(expect.arrayContaining(group.examples.map(({ source }) => source)));
    }
  });

  it('counts values that were carried as the source has them', async () => {
    const threads = await carriedThreads();
    const native = (kind: string, field: string) =>
      report.fields.find((each) => each.kind === kind && each.field === field)?.native;
    expect(threads.length).toBeGreaterThan(5);
    expect(native('ticket', 'subject')).toBe(threads.length);
    const messages = threads.flatMap((thread) => thread.messages);
    expect(native('ticket', 'messages.body')).toBe(messages.length);
    expect(native('ticket', 'messages.attachments')).toBe(
      messages.filter(({ attachments }) => attachments.length > 0).length,
    );
    expect(native('ticket', 'tags')).toBe(
      threads.filter(({ ticket }) => ticket.tags.length > 0).length,
    );
    // Whom the mapping makes nobody is named in the text, and that is declared.
    const formerAgent = `freshdesk:acme:${world.source.directory.formerAgent}`;
    const former = messages.filter(({ author }) => author.id === formerAgent).length;
    expect(former).toBeGreaterThan(0);
    const author = report.fields.find(({ field }) => field === 'messages.author');
    expect(author).toMatchObject({ native: messages.length - former, derived: 0, lossy: former });
    // Zendesk knows due dates of tasks only.
    const due = threads.filter(({ ticket }) => ticket.dueAt !== null).length;
    const dueAt = report.fields.find(({ field }) => field === 'dueAt');
    expect(dueAt).toMatchObject({ native: 0, lossy: due, affected: due });
  });

  it('names failures, skips and differences by their ids, with links', async () => {
    expect(report.counts).toEqual(await world.ledger.counts());
    expect(world.failed).toHaveLength(1);
    const [failure] = report.failures;
    expect(failure).toMatchObject({ code: 'validation_failed', count: 1 });
    expect(failure?.examples.map(({ source }) => source)).toEqual(world.failed);
    expect(report.skipped).toEqual([
      {
        kind: 'ticket',
        reason: 'The scope leaves it out.',
        count: 1,
        examples: [expect.objectContaining({ source: world.outOfScope, target: null })],
      },
    ]);
    const { source, target } = world.tampered;
    const differing = report.differences.items.find((item) => item.source === source);
    expect(differing?.differences.map(({ field }) => field)).toContain('subject');
    expect(differing?.target).toBe(target);
    const addressOf = async ({ adapter }: World['source'], id: string | null) =>
      (await adapter.tickets.get(id ?? '')).url;
    expect(differing?.sourceUrl).toBe(await addressOf(world.source, source));
    expect(differing?.targetUrl).toBe(await addressOf(world.target, target));
    expect(report.differences).toMatchObject({ total: 2, items: { length: 2 } });
    expect(report.differences.items.find(({ kind }) => kind === 'contact')).toMatchObject({
      source: world.lostContact.source,
      differences: [{ field: 'contact', expected: world.lostContact.target, actual: null }],
    });
    expect(report.differing).toEqual({ ticket: 1, contact: 1 });
  });

  it('says how people were found', async () => {
    const threads = await carriedThreads();
    const formerAgent = `freshdesk:acme:${world.source.directory.formerAgent}`;
    const agents = new Set<string | null>();
    for (const { ticket, messages } of threads) {
      if (ticket.assignee !== null) agents.add(ticket.assignee.id);
      for (const { author } of messages) if (author.kind === 'agent') agents.add(author.id);
    }
    expect(agents).toContain(formerAgent);
    const contacts = items.filter(({ kind }) => kind === 'contact').length;
    expect(report.people?.roles).toEqual([
      { role: 'agent', matched: agents.size - 1, created: 0, conflicts: 0, fallback: 1 },
      { role: 'contact', matched: 1, created: contacts - 2, conflicts: 1, fallback: 1 },
    ]);
    const [conflict] = report.people?.conflicts.items ?? [];
    expect(conflict?.source).toBe(world.conflict);
    expect(new Set(conflict?.candidates).size).toBe(2);
    expect(conflict?.candidates[0]).toBe(world.lostContact.target);
  });

  it('counts confirmations by the minute, those of a delta and of other processes included', () => {
    const minutes = new Map<number, number>();
    for (const at of world.confirmations) minutes.set(at, (minutes.get(at) ?? 0) + 1);
    expect(minutes.size).toBeGreaterThan(1);
    expect(report.throughput).toEqual([...minutes].map(([at, count]) => ({ at, items: count })));
  });

  it('counts what both desks were asked by all processes', () => {
    const { source, target } = world.answers;
    const limited = target.filter((status) => status === 429).length;
    expect(limited).toBeGreaterThan(0);
    expect(report.requests).toMatchObject([
      {
        side: 'source',
        account: 'freshdesk:acme',
        requests: source.length,
        rateLimited: 0,
        retries: 0,
      },
      {
        side: 'target',
        account: 'zendesk:acme',
        requests: target.length,
        rateLimited: limited,
        retries: limited,
      },
    ]);
    expect(report.requests[1]?.waitedMs).toBeGreaterThanOrEqual(3000);
    expect(report.requests[1]?.limitPerMinute).toBeGreaterThan(0);
  });

  it('tells a killed run from the others', () => {
    const killed = report.runs.filter((run) => runStatus(run, report) === 'killed');
    expect(killed.map(({ id }) => id)).toEqual([world.killedRun]);
    expect(report.runs.map(({ phase }) => phase)).toEqual(['verify', 'delta', 'run', 'run']);
  });

  it('is the same from a process that never spoke to either desk', async () => {
    const silent = { fetch: () => Promise.reject(new Error('no network')) };
    const { clock } = createClocks();
    const other = createMigration({
      from: world.source.connect(silent),
      to: world.target.connect(silent),
      ledger: world.ledger,
      concurrency: 3,
      clock: { now: () => clock.now(), sleep: async () => undefined },
    });
    expect({ ...(await other.report()), generatedAt: report.generatedAt }).toEqual(report);
  });

  it('stops when asked to', async () => {
    const reason = new Error('enough');
    await expect(world.migration.report({ signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it('is plain JSON', () => {
    // Safe: the text is the report's.
    const read = JSON.parse(JSON.stringify(report)) as MigrationReport;
    expect(read).toEqual(report);
    expect(migrationReportHtml(read)).toBe(migrationReportHtml(report));
  });
});

describe('customer text', () => {
  it('is read for what the report shows, where it is wanted', async () => {
    const full = await world.migration.report({ customerText: true });
    expect(full.containsCustomerText).toBe(true);
    const { subject } = await world.source.adapter.tickets.get(world.tampered.source);
    const titles = full.differences.items.map(({ title }) => title);
    expect(titles).toContain(subject);
    expect(full.people?.conflicts.items.map(({ name }) => name)).toEqual(['Twofold Person']);
    expect(migrationReportHtml(full)).toContain('Twofold Person');
    expect({ ...full, containsCustomerText: false }).not.toEqual(report);
  });

  it('is in no report otherwise, whatever customers write and desks answer', async () => {
    const { clock, patient } = createClocks();
    const source = await playDesk('freshdesk', clock);
    const target = await playDesk('zendesk', clock, { empty: true });
    const word = fc.stringMatching(/^[a-zA-ZäöüßÄ漢字かな☃<&"]{10,24}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(word, { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        async (words, isRefused) => {
          const [subject = '', body = '', name = '', key = ''] = words;
          const customer = await source.adapter.contacts?.create?.({
            name,
            phone: `+4930${clock.now()}`,
          });
          const id = customer?.value.id ?? '';
          const at = new Date(clock.now());
          const made = await source.adapter.imports?.ticket?.({
            subject,
            requester: { id },
            status: 'open',
            callerKey: key,
            createdAt: at,
            messages: [
              {
                visibility: 'public',
                body: { text: body },
                authorId: id,
                authorKind: 'customer',
                createdAt: at,
              },
            ],
          });
          clock.advance(3_600_000);
          target.sandbox.faults.clear();
          if (isRefused) {
            const details = { subject: [{ description: `${subject} ${body} is not valid` }] };
            target.sandbox.faults.inject({
              method: 'POST',
              path: '/api/v2/imports/tickets',
              fault: {
                kind: 'status',
                status: 422,
                body: { error: 'RecordInvalid', description: subject, details },
              },
            });
          }
          const migration = createMigration({
            from: source.adapter,
            to: target.adapter,
            ledger: createMemoryLedger(),
            clock: patient,
            scope: { tickets: (ticket) => ticket.id === made?.value.id },
          });
          for await (const _progress of migration.run());
          for await (const _progress of migration.verify());
          const told = await migration.report();
          expect(told.counts.ticket?.[isRefused ? 'failed' : 'verified']).toBe(1);
          const json = JSON.stringify(told);
          for (const each of words) expect(json).not.toContain(JSON.stringify(each).slice(1, -1));
        },
      ),
      { numRuns: 4 },
    );
  });
});

describe('bounds', () => {
  it('keeps a bounded number of groups and examples, and counts all the same', async () => {
    const ledger = createMemoryLedger();
    const migration = createMigration({
      from: world.source.adapter,
      to: world.target.adapter,
      ledger,
    });
    const counts = await migration.report();
    expect(counts).toMatchObject({ counts: {}, people: null, throughput: [], runs: [] });
    const count = 1500;
    const plan = Array.from({ length: count }, (_, order) => ({
      kind: 'ticket' as const,
      source: `freshdesk:acme:${order}`,
      order,
      sourceVersion: null,
    }));
    await ledger.plan(plan, 0);
    const { id } = await ledger.startRun('run', 0);
    const request = { kinds: ['ticket'] as const, limit: count, runId: id, now: 0, until: 9e12 };
    const changes = (await ledger.claim(request)).map(({ item, token }, index) => ({
      kind: item.kind,
      source: item.source,
      token,
      state: 'skipped' as const,
      reason: `Reason ${index}`,
      losses: [{ type: 'dropped' as const, field: `f${index}`, reason: 'Gone.', message: null }],
    }));
    await ledger.advance(changes, 0);
    const told = await migration.report();
    expect(told.skipped.length).toBeLessThanOrEqual(1001);
    expect(told.skipped.reduce((sum, group) => sum + group.count, 0)).toBe(count);
    expect(told.losses.items.reduce((sum, group) => sum + group.count, 0)).toBe(count);
    expect(Math.max(...told.skipped.map(({ examples }) => examples.length))).toBe(5);
  });
});

describe.skipIf(browser === null)(`the page in Chromium (else: ${NO_CHROMIUM})`, () => {
  it.each([1200, 360])(
    'asks for nothing, says nothing and is accessible, %i pixels wide',
    async (width) => {
      const quiet = await openPage(browser, migrationReportHtml(report), { width });
      await quiet.page.waitForLoadState('networkidle');
      expect(quiet.asked).toEqual([ADDRESS]);
      expect(quiet.said).toEqual([]);
      await quiet.page.context().close();
      // The checker looks at each cell: few rows.
      const short = migrationReportHtml(report, { maxRows: 8 });
      const { page } = await openPage(browser, short, { width, policy: false });
      expect(await violations(page)).toEqual([]);
      const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
      expect(headings).toEqual(
        expect.arrayContaining(['Declared losses', 'Coverage by field', 'People']),
      );
      const losses = page.getByRole('table', { name: 'Losses by type, field and reason' });
      expect(await losses.getByRole('row').count()).toBe(report.losses.items.length + 1);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isWide).toBe(false);
      await page.context().close();
    },
    SECONDS,
  );
});
