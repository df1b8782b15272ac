import { describe, expect, it } from 'vitest';
import { type MigrationReport, migrationTotals } from '../../../src/migration/report/index.ts';
import { REPORT } from './fixture.ts';

const EMPTY: MigrationReport = { ...REPORT, counts: {}, differing: {} };

describe('migrationTotals', () => {
  it('puts each item into one column', () => {
    expect(migrationTotals(REPORT).all).toEqual({
      total: 10_684,
      equal: 10_553,
      differing: 7,
      confirmed: 61,
      open: 5,
      failed: 20,
      skipped: 38,
    });
    expect(migrationTotals(REPORT).kinds.map(({ kind }) => kind)).toEqual([
      'organization',
      'contact',
      'ticket',
      'link',
      'article',
    ]);
  });

  it('takes differing items from those that verify left confirmed, and only then from verified ones', () => {
    const of = (counts: MigrationReport['counts']) =>
      migrationTotals({ ...EMPTY, counts, differing: { ticket: 3 } }).all;
    expect(of({ ticket: { verified: 4, confirmed: 5 } })).toMatchObject({
      equal: 4,
      differing: 3,
      confirmed: 2,
    });
    expect(of({ ticket: { verified: 4, confirmed: 1 } })).toMatchObject({
      equal: 2,
      differing: 3,
      confirmed: 0,
    });
  });

  it('never has more differing items than there are at the target', () => {
    const report = { ...EMPTY, counts: { ticket: { verified: 2 } }, differing: { ticket: 5 } };
    expect(migrationTotals(report).all).toMatchObject({ equal: 0, differing: 2, total: 2 });
  });
});
