import type { StatusMapping } from '../../../../src/adapter/native-maps.ts';
import { describe, expect, it } from 'vitest';
import type { TranslationContext } from '../../../../adapters/zendesk/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const read = (
  changes: Readonly<Record<string, unknown>>,
  overrides: Partial<TranslationContext> = {},
) =>
  ticketToUnified(
    restFixture('ticket.nulls', { priority: 'low', metric_set: {}, ...changes }),
    readContext(overrides),
  );

const mapped = (entries: Readonly<Record<string, StatusMapping>>) =>
  new Map(Object.entries(entries));

describe('native statuses', () => {
  it.each([
    ['new', 'open', 'new'],
    ['open', 'open', null],
    ['pending', 'pending', 'waiting_on_customer'],
    ['hold', 'pending', 'waiting_on_third_party'],
    ['solved', 'resolved', null],
    ['closed', 'closed', null],
    ['deleted', 'closed', null],
    ['archived', 'closed', 'archived'],
    ['scrubbed', 'closed', 'archived'],
  ])('%s', (native, status, statusDetail) => {
    const { value, warnings } = read({ status: native });
    expect(value).toMatchObject({ status, statusDetail, nativeStatus: { id: native } });
    expect(warnings).toEqual([]);
  });

  it.each(['deleted', 'scrubbed'])('a ticket that is %s is gone', (status) => {
    expect(read({ status }).value.isDeleted).toBe(true);
  });

  it.each(['Open', 'reopened', '', 'constructor', '__proto__', 'toString'])(
    'an unknown status %o is open, and said so',
    (status) => {
      const { value, warnings } = read({ status });
      expect(value).toMatchObject({ status: 'open', statusDetail: null });
      expect(value.nativeStatus).toEqual({ id: status, label: null, category: status });
      expect(warnings).toEqual([
        {
          type: 'coerced',
          field: 'status',
          reason: 'Zendesk gives a status that polydesk does not know.',
          from: status,
          to: 'open',
        },
      ]);
    },
  );
});

describe('native priorities', () => {
  it.each(['low', 'normal', 'high', 'urgent'])('%s keeps its name', (priority) => {
    const { value, warnings } = read({ priority });
    expect(value.priority).toBe(priority);
    expect(value.nativePriority).toEqual({ id: priority, label: null, category: null });
    expect(warnings).toEqual([]);
  });

  it.each(['critical', 'constructor'])(
    'an unknown priority %s is normal, and said so',
    (priority) => {
      const { value, warnings } = read({ priority });
      expect(value.priority).toBe('normal');
      expect(warnings).toEqual([
        {
          type: 'coerced',
          field: 'priority',
          reason: 'The provider gives a value that polydesk does not know.',
          from: priority,
          to: 'normal',
        },
      ]);
    },
  );

  it('priorityMap decides before the table', () => {
    const { value, warnings } = read(
      { priority: 'critical' },
      { priorityMap: new Map([['critical', 'urgent']]) },
    );
    expect(value.priority).toBe('urgent');
    expect(warnings).toEqual([]);
  });
});

describe('custom statuses', () => {
  const known = (id: string) =>
    ({
      '4417': { label: 'With engineering', isDefault: false },
      '4400': { label: 'Open', isDefault: true },
      '4420': { label: 'Refunded', isDefault: false },
    })[id];

  it('without discovery a custom status is its category', () => {
    expect(read({ status: 'open', custom_status_id: 4417 }).value).toMatchObject({
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: '4417', label: null, category: 'open' },
    });
  });

  it('with discovery it has its label, and its shade is custom', () => {
    const { value } = read({ status: 'open', custom_status_id: 4417 }, { customStatus: known });
    expect(value).toMatchObject({
      status: 'open',
      statusDetail: 'custom',
      nativeStatus: { id: '4417', label: 'With engineering', category: 'open' },
    });
  });

  it('the default status of a category is the category itself', () => {
    const { value } = read({ status: 'open', custom_status_id: 4400 }, { customStatus: known });
    expect(value).toMatchObject({ status: 'open', statusDetail: null });
  });

  it.each([
    ['its id', '4417'],
    ['its label', 'With engineering'],
    ['its category', 'open'],
  ])('statusMap names it by %s', (_by, key) => {
    const statusMap = mapped({ [key]: { status: 'in_progress', statusDetail: 'engineering' } });
    const { value, warnings } = read(
      { status: 'open', custom_status_id: 4417 },
      { statusMap, customStatus: known },
    );
    expect(value).toMatchObject({ status: 'in_progress', statusDetail: 'engineering' });
    expect(warnings).toEqual([]);
  });

  it('the id wins over the label, the label over the word', () => {
    const entries = {
      open: { status: 'open', statusDetail: null },
      'With engineering': { status: 'pending', statusDetail: null },
      '4417': { status: 'in_progress', statusDetail: null },
    } as const;
    const statusOf = (keys: readonly (keyof typeof entries)[]) =>
      read(
        { status: 'open', custom_status_id: 4417 },
        {
          customStatus: known,
          statusMap: mapped(Object.fromEntries(keys.map((key) => [key, entries[key]]))),
        },
      ).value.status;
    expect(statusOf(['open', 'With engineering', '4417'])).toBe('in_progress');
    expect(statusOf(['open', 'With engineering'])).toBe('pending');
  });

  it('a closed ticket stays closed, although its custom status is one of solved tickets', () => {
    // Closed is final: whatever its custom status means while solved, no write is taken any more.
    const statusMap = mapped({ '4420': { status: 'resolved', statusDetail: null } });
    for (const overrides of [{}, { customStatus: known }, { customStatus: known, statusMap }]) {
      const { value } = read({ status: 'closed', custom_status_id: 4420 }, overrides);
      expect(value).toMatchObject({ status: 'closed', nativeStatus: { category: 'closed' } });
    }
  });

  it('statusMap may say what closed itself means', () => {
    const statusMap = mapped({ closed: { status: 'resolved', statusDetail: null } });
    expect(read({ status: 'closed' }, { statusMap }).value.status).toBe('resolved');
  });
});
