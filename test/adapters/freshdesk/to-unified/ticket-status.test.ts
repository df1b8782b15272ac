import { describe, expect, it } from 'vitest';
import {
  CHANNEL_TO_UNIFIED,
  PRIORITY_FROM_UNIFIED,
  PRIORITY_TO_UNIFIED,
  STATUS_FROM_UNIFIED,
  STATUS_TO_UNIFIED,
} from '../../../../adapters/freshdesk/enums.ts';
import type { TranslationContext } from '../../../../adapters/freshdesk/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../../../../src/model/enums.ts';
import { readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const read = (
  changes: Readonly<Record<string, unknown>>,
  overrides: Partial<TranslationContext> = {},
) => ticketToUnified(restFixture('ticket.nulls', changes), readContext(overrides));

describe('statuses of Freshdesk', () => {
  it.each([
    [2, 'open', null],
    [3, 'pending', 'waiting_on_customer'],
    [4, 'resolved', null],
    [5, 'closed', null],
    [6, 'pending', 'waiting_on_customer'],
    [7, 'pending', 'waiting_on_third_party'],
  ])('%i is %s, shade %s, and nothing is lost', (status, unified, detail) => {
    const { value, warnings } = read({ status });
    expect(value).toMatchObject({ status: unified, statusDetail: detail });
    expect(value.nativeStatus).toEqual({ id: String(status), label: null, category: null });
    expect(warnings).toEqual([]);
  });

  it.each([1, 8, 25, 0, -3])('%i, which no table knows, is open, custom and recorded', (status) => {
    const { value, warnings } = read({ status });
    expect(value).toMatchObject({ status: 'open', statusDetail: 'custom' });
    expect(warnings).toMatchObject([
      { type: 'coerced', field: 'status', from: status, to: 'open' },
    ]);
  });

  it('a map of the account decides, by id', () => {
    const statusMap = new Map([['8', { status: 'in_progress', statusDetail: null } as const]]);
    const { value, warnings } = read({ status: 8 }, { statusMap });
    expect(value).toMatchObject({ status: 'in_progress', statusDetail: null });
    expect(warnings).toEqual([]);
  });

  it('a map by label works where labels are discovered, and the label stands beside the status', () => {
    const statusMap = new Map([
      ['With the lab', { status: 'pending', statusDetail: 'engineering' } as const],
    ]);
    const overrides = {
      statusMap,
      statusLabel: (id: string) => (id === '8' ? 'With the lab' : undefined),
    };
    expect(read({ status: 8 }, overrides).value).toMatchObject({
      status: 'pending',
      statusDetail: 'engineering',
      nativeStatus: { id: '8', label: 'With the lab', category: null },
    });
  });

  it('a map wins over the built-in meaning, too', () => {
    const statusMap = new Map([['3', { status: 'in_progress', statusDetail: null } as const]]);
    expect(read({ status: 3 }, { statusMap }).value.status).toBe('in_progress');
  });

  it('each unified status and priority is written as a number that reads as the same', () => {
    for (const status of TICKET_STATUSES) {
      const native = String(STATUS_FROM_UNIFIED[status]) as keyof typeof STATUS_TO_UNIFIED;
      const again = STATUS_TO_UNIFIED[native].status;
      expect(again).toBe(status === 'in_progress' ? 'open' : status);
    }
    for (const priority of TICKET_PRIORITIES) {
      const native = String(PRIORITY_FROM_UNIFIED[priority]) as keyof typeof PRIORITY_TO_UNIFIED;
      expect(PRIORITY_TO_UNIFIED[native]).toBe(priority);
    }
  });
});

describe('priorities and sources of Freshdesk', () => {
  it.each([
    [1, 'low'],
    [2, 'normal'],
    [3, 'high'],
    [4, 'urgent'],
  ])('priority %i is %s', (priority, unified) => {
    const { value, warnings } = read({ priority });
    expect(value.priority).toBe(unified);
    expect(warnings).toEqual([]);
  });

  it('a priority that nobody documented is normal and recorded', () => {
    const { value, warnings } = read({ priority: 9 });
    expect(value).toMatchObject({ priority: 'normal', nativePriority: { id: '9' } });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'priority', from: '9' }]);
  });

  it('every documented source has a channel, and none is lost', () => {
    for (let source = 1; source <= 22; source += 1) {
      const { value, warnings } = read({ source });
      expect(value.channel.native).toBe(String(source));
      expect(warnings).toEqual([]);
    }
    expect(Object.keys(CHANNEL_TO_UNIFIED)).toHaveLength(22);
  });

  it.each([
    [1, 'email'],
    [2, 'portal'],
    [3, 'phone'],
    [5, 'social'],
    [7, 'chat'],
    [9, 'web_form'],
    [10, 'email'],
    [13, 'whatsapp'],
    [15, 'chat'],
    [16, 'web_form'],
    [19, 'social'],
    [21, 'messenger'],
    [22, 'sms'],
  ])('source %i came by %s', (source, kind) => {
    expect(read({ source }).value.channel.kind).toBe(kind);
  });

  it('a source of the account’s own is other, keeps its number and is recorded', () => {
    const { value, warnings } = read({ source: 101 });
    expect(value.channel).toEqual({ kind: 'other', native: '101' });
    expect(warnings).toMatchObject([
      { type: 'coerced', field: 'channel.kind', from: 101, to: 'other' },
    ]);
  });
});
