import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../../src/errors/index.ts';
import {
  type MigrationReport,
  migrationReportHtml,
  migrationVerdict,
} from '../../../src/migration/report/index.ts';
import { hostileText, skeleton } from '../../report/support/hostile.ts';
import { REPORT } from './fixture.ts';

const EMPTY: MigrationReport = {
  ...REPORT,
  counts: {},
  differing: {},
  fields: [],
  losses: { total: 0, items: [] },
  failures: [],
  differences: { total: 0, items: [] },
  skipped: [],
  people: null,
  runs: [],
  throughput: [],
  requests: [],
  settings: {},
};
const verdictOf = (part: Partial<MigrationReport>) => migrationVerdict({ ...EMPTY, ...part });

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/** The same report with another text in place of every text of the data. */
function withTexts(value: unknown, text: (before: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, text));
  if (typeof value !== 'object' || value === null) return value;
  // Kinds, roles, phases and outcomes are the program's words, not the data's.
  const own = ['kind', 'role', 'phase', 'outcome', 'side', 'type'];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      own.includes(key) ? each : withTexts(each, text),
    ]),
  );
}

/** One section of the page as text. */
function section(markup: string, id: string): string {
  const [, rest = ''] = markup.split(`<section id="${id}"`);
  return rest
    .split('</section>')[0]!
    .replace(/<title.*?<\/title>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('migrationVerdict', () => {
  it('says that there is nothing yet', () => {
    expect(verdictOf({})).toMatchObject({ status: 'empty', sentence: 'The ledger has no items.' });
  });

  it('says that it is complete, and what was skipped', () => {
    expect(verdictOf({ counts: { ticket: { verified: 118, skipped: 2 } } })).toEqual({
      status: 'complete',
      tone: 'good',
      headline: 'Complete',
      sentence: 'Of 120 items, 118 are verified without differences and 2 were skipped.',
    });
  });

  it('needs no list for one count', () => {
    expect(verdictOf({ counts: { link: { verified: 3 } } }).sentence).toBe(
      'Of 3 items, 3 are verified without differences.',
    );
  });

  it('says that it is complete, with differences', () => {
    const verdict = verdictOf({ counts: { ticket: { verified: 2 } }, differing: { ticket: 1 } });
    expect(verdict).toMatchObject({ status: 'differing', tone: 'warning' });
    expect(verdict.sentence).toBe(
      'Of 2 items, 1 is verified without differences and 1 is verified and differs.',
    );
  });

  it('says that not all was verified', () => {
    const verdict = verdictOf({ counts: { ticket: { verified: 1, confirmed: 1 } } });
    expect(verdict).toMatchObject({ status: 'unverified', tone: 'warning' });
  });

  it('says that it is not complete for items that failed or are still to come', () => {
    for (const state of ['failed', 'planned', 'reading', 'sent'] as const) {
      const verdict = verdictOf({ counts: { ticket: { verified: 5, [state]: 1 } } });
      expect(verdict).toMatchObject({ status: 'incomplete', tone: 'bad' });
    }
    expect(verdictOf({ counts: { ticket: { failed: 1 } } }).sentence).toBe(
      'Of 1 item, 0 are verified without differences and 1 failed.',
    );
    expect(migrationVerdict(REPORT).sentence).toBe(
      'Of 10,684 items, 10,553 are verified without differences, 7 are verified and differ, 61 are not verified yet, 5 are still to be carried, 20 failed and 38 were skipped.',
    );
  });

  it('says that it is running while a run is heard of, and not once it was killed', () => {
    const run = REPORT.runs[2]!;
    const counts = { ticket: { verified: 1, planned: 1 } };
    const heard = (ago: number) =>
      verdictOf({ counts, runs: [{ ...run, heartbeatAt: REPORT.generatedAt - ago }] }).status;
    expect(heard(60_000)).toBe('running');
    expect(heard(60_001)).toBe('incomplete');
  });
});

describe('migrationReportHtml', () => {
  const markup = migrationReportHtml(freeze(structuredClone(REPORT)));

  it('answers first', () => {
    const places = [
      '<h1>',
      'Not complete',
      'class="tiles"',
      '<nav',
      'id="totals"',
      'id="failures"',
    ];
    const found = places.map((text) => markup.indexOf(text));
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(found).not.toContain(-1);
  });

  it('has every part', () => {
    expect(section(markup, 'totals')).toContain('Tickets 5,896 61 6 17 5 22 6,007');
    expect(section(markup, 'totals')).toContain('All 4 0 1 68 10,553 20 38');
    expect(section(markup, 'coverage')).toContain('ticket: status 5,101 0 906 6,007 906');
    expect(section(markup, 'losses')).toContain(
      'became pending. 906 906 zendesk:acme:35020 → freshdesk:acme:5020',
    );
    expect(section(markup, 'losses')).toContain('and 904 more');
    expect(section(markup, 'skipped')).toContain(
      'Deleted at the source ticket 22 zendesk:acme:35400 and 21 more',
    );
    expect(section(markup, 'people')).toContain('Agents 31 0 2 4');
    expect(section(markup, 'people')).toContain('freshdesk:acme:8 , freshdesk:acme:19');
    expect(section(markup, 'requests')).toContain(
      'source: zendesk:acme 41,220 3 11 700 41.3% 1 min 35 sec',
    );
    expect(section(markup, 'requests')).toContain('&gt;99.9%');
    expect(section(markup, 'settings')).toContain('share of the rate limit 0.9');
    expect(section(markup, 'settings')).toContain(
      'closed tickets yes deleted tickets no tickets since not set',
    );
  });

  it('groups failures by code, each message once, with what to do', () => {
    const failures = section(markup, 'failures');
    expect(failures).toContain('validation_failed 12 Fill or map the fields');
    expect(failures.match(/cf_region/g)).toHaveLength(1);
    expect(failures).toContain('zendesk:acme:35610 , zendesk:acme:35611');
    expect(failures).toContain('and 7 more');
  });

  it('shows what differs, and of how many items', () => {
    const differences = section(markup, 'differences');
    expect(differences).toContain('messages[3].visibility private public');
    expect(differences).toContain('attachments[1].sha256 9f2c… nothing');
    expect(differences).toContain('Showing differences of 4 of 7 items that differ.');
  });

  it('shows runs in order, and those that were killed', () => {
    const runs = section(markup, 'runs');
    expect(runs).toContain('1 of 5 runs were killed');
    expect(runs).toMatch(/plan .* preflight .* run .* killed run-3 .* run .* verify/);
    expect(runs).toMatch(/last heard of Nov 23, 2026, 21:45.UTC 3 hr 37 min killed/);
    expect(markup).toContain('class="event-text"');
    expect(runs).toContain('averaged over 15 min');
  });

  it('says how a run that is alive stands', () => {
    const run = {
      ...REPORT.runs[2]!,
      startedAt: REPORT.generatedAt - 90_000,
      heartbeatAt: REPORT.generatedAt,
    };
    const page = migrationReportHtml({ ...REPORT, runs: [run] });
    expect(section(page, 'runs')).toContain('1 min 30 sec running');
    expect(section(page, 'runs')).not.toContain('killed');
  });

  it('links only where addresses are given and lead to the web', () => {
    expect(markup).toContain(
      '<a href="https://acme.zendesk.example/agent/tickets/35201" rel="noopener noreferrer">',
    );
    const item = {
      ...REPORT.differences.items[0]!,
      sourceUrl: 'javascript:alert(1)',
      targetUrl: null,
    };
    const page = migrationReportHtml({ ...REPORT, differences: { total: 1, items: [item] } });
    expect(page).not.toContain('javascript:');
  });

  it('has no customer text unless it says so', () => {
    expect(markup).not.toMatch(/Refund|Kim Example|Ada Sample|customer text/);
    const open = migrationReportHtml({ ...REPORT, containsCustomerText: true });
    expect(open).toContain('This report contains customer text.');
    expect(open).toContain('(Refund for order 35201)');
    expect(open).toContain('(Kim Example)');
  });

  it('has an empty form for each part', () => {
    const page = migrationReportHtml(EMPTY);
    expect(page).not.toContain('<table');
    expect(page).not.toContain('<svg');
    expect(page).toContain('Items that failed, by error code: none failed.');
    expect(page).toContain('People were not part of this migration.');
    expect(page).toContain('Nothing to migrate yet');
    const nobody = { roles: [], fallbackAuthor: null, conflicts: { total: 0, items: [] } };
    expect(section(migrationReportHtml({ ...EMPTY, people: nobody }), 'people')).toContain(
      'Author of last resort the agent whose credentials write',
    );
  });

  it('says no more of examples that are all there are', () => {
    const examples = [{ kind: 'ticket' as const, source: 'zendesk:acme:1', target: null }];
    const skipped = [{ kind: 'ticket' as const, reason: 'Spam', count: 1, examples }];
    expect(section(migrationReportHtml({ ...EMPTY, skipped }), 'skipped')).toMatch(
      /Spam ticket 1 zendesk:acme:1 $/,
    );
    const differences = [{ field: 'priority', expected: null, actual: 'low' }];
    const items = [{ ...examples[0]!, differences }];
    const page = migrationReportHtml({ ...EMPTY, differences: { total: 1, items } });
    expect(section(page, 'differences')).toContain('priority nothing low');
  });

  it('leaves out examples where there are none', () => {
    const failures = [{ code: 'later_release', count: 3, examples: [] }];
    expect(section(migrationReportHtml({ ...EMPTY, failures }), 'failures')).toContain(
      'later_release 3 Read the messages, remove the cause, then run again. –',
    );
  });

  it('cuts what is very large, and says so', () => {
    const many = <T>(item: T, count: number): T[] => Array.from({ length: count }, () => item);
    const page = migrationReportHtml(
      {
        ...REPORT,
        fields: many(REPORT.fields[0]!, 30_000),
        losses: { total: 90_000, items: many(REPORT.losses.items[0]!, 30_000) },
        failures: many(REPORT.failures[0]!, 30_000),
        differences: { total: 70_000, items: many(REPORT.differences.items[0]!, 30_000) },
        skipped: many(REPORT.skipped[0]!, 30_000),
        runs: many(REPORT.runs[0]!, 30_000),
        throughput: many(REPORT.throughput[0]!, 300_000),
        requests: many(REPORT.requests[0]!, 30_000),
        settings: Object.fromEntries(many(0, 30_000).map((_, index) => [`s${index}`, index])),
      },
      { maxRows: 50 },
    );
    expect(page.length).toBeLessThan(1_000_000);
    for (const id of ['coverage', 'failures', 'skipped', 'runs', 'requests', 'settings']) {
      expect(section(page, id), id).toContain('Showing 50 of 30,000 rows.');
    }
    expect(section(page, 'losses')).toContain('Showing 50 of 90,000 rows.');
    expect(section(page, 'differences')).toContain(
      'Showing differences of 50 of 70,000 items that differ.',
    );
    expect(section(page, 'differences')).toContain('Showing 50 of 100 rows.');
  });

  it('follows a locale and a time zone', () => {
    const page = migrationReportHtml(REPORT, { locale: 'de', timeZone: 'Europe/Berlin' });
    expect(page).toContain('Of 10.684 items');
    expect(page).toContain('Times are in Europe/Berlin.');
  });

  it('keeps its tags, whatever the texts', () => {
    const base = { ...REPORT, containsCustomerText: true, throughput: [] };
    // Different texts that were equal before must stay so, or groups would change.
    const pageOf = (text: string) =>
      // Safe: only texts are replaced by texts.
      migrationReportHtml({
        ...(withTexts(base, (before) => `${before}${text}`) as MigrationReport),
        version: 1,
      });
    const linkless = (page: string) =>
      skeleton(page.replace(/<a href="http.*?>(.*?)<\/a>/gs, '$1'));
    const expected = linkless(pageOf('x'));
    fc.assert(
      fc.property(hostileText, (text) => linkless(pageOf(text)) === expected),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1_000 : 40 },
    );
  });

  it('refuses reports of other releases, and options that cannot be used', () => {
    // Safe: what another release could have written.
    const later = { ...REPORT, version: 2 } as unknown as MigrationReport;
    expect(() => migrationReportHtml(later)).toThrow(ConfigurationError);
    for (const maxRows of [0, 1.5, Number.NaN]) {
      expect(() => migrationReportHtml(REPORT, { maxRows })).toThrow(ConfigurationError);
    }
    expect(() => migrationReportHtml(REPORT, { timeZone: 'x' })).toThrow(ConfigurationError);
    const counts = { ticket: { verified: Number.NaN } };
    expect(() => migrationReportHtml({ ...REPORT, counts })).toThrow(ValidationError);
  });

  it('is made of plain JSON', () => {
    // Safe: the text is the report's.
    const read = JSON.parse(JSON.stringify(REPORT)) as MigrationReport;
    expect(migrationReportHtml(read)).toBe(markup);
  });
});
