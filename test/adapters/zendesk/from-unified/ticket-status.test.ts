import type { StatusDetail, TicketStatus } from 'polydesk';
import { describe, expect, it } from 'vitest';
import type { StatusMapping } from '../../../../src/adapter/native-maps.ts';
import {
  ticketFromDraft,
  ticketFromPatch,
} from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { writeContext } from '../support/contexts.ts';

interface Status {
  readonly status?: TicketStatus;
  readonly statusDetail?: StatusDetail | null;
  readonly nativeStatusId?: string;
}

const patch = (status: Status, map: Readonly<Record<string, StatusMapping>> = {}) =>
  ticketFromPatch(status, writeContext({ statusMap: new Map(Object.entries(map)) }));
const created = (status: Status) =>
  ticketFromDraft(
    {
      subject: 's',
      requester: { id: '1' },
      message: { body: { text: 'x' }, visibility: 'public' },
      ...status,
    },
    writeContext(),
  );

describe('a status that Zendesk has', () => {
  it.each([
    [{ status: 'open' }, 'open'],
    [{ status: 'pending' }, 'pending'],
    [{ status: 'pending', statusDetail: 'waiting_on_customer' }, 'pending'],
    [{ status: 'pending', statusDetail: 'waiting_on_third_party' }, 'hold'],
    [{ status: 'resolved' }, 'solved'],
    [{ status: 'resolved', statusDetail: null }, 'solved'],
  ] as const)('%o is %s', (status, native) => {
    expect(patch(status)).toEqual({ value: { ticket: { status: native } }, warnings: [] });
  });

  it('a new ticket can be new; an older one cannot become it again', () => {
    expect(created({ status: 'open', statusDetail: 'new' })).toMatchObject({
      value: { ticket: { status: 'new' } },
      warnings: [],
    });
    expect(patch({ status: 'open', statusDetail: 'new' })).toMatchObject({
      value: { ticket: { status: 'open' } },
      warnings: [{ type: 'dropped', field: 'statusDetail', from: 'new' }],
    });
  });
});

describe('a status that Zendesk lacks', () => {
  it('a shade without its status is dropped with a warning', () => {
    expect(patch({ statusDetail: 'escalated' })).toMatchObject({
      value: { ticket: {} },
      warnings: [{ type: 'dropped', field: 'statusDetail', from: 'escalated' }],
    });
    expect(patch({ statusDetail: null }).warnings).toEqual([]);
  });

  it('in_progress is open, with a warning', () => {
    expect(patch({ status: 'in_progress' })).toEqual({
      value: { ticket: { status: 'open' } },
      warnings: [
        {
          type: 'coerced',
          field: 'status',
          reason: 'Zendesk has no such status unless statusMap names a custom status for it.',
          from: 'in_progress',
          to: 'open',
        },
      ],
    });
  });

  it('closed is solved, with a warning: closing is final and Zendesk does it by itself', () => {
    expect(patch({ status: 'closed' })).toMatchObject({
      value: { ticket: { status: 'solved' } },
      warnings: [{ type: 'coerced', field: 'status', from: 'closed', to: 'solved' }],
    });
  });

  it.each(['escalated', 'engineering', 'snoozed', 'custom'] as const)(
    'the shade %s is dropped with a warning',
    (statusDetail) => {
      expect(patch({ status: 'pending', statusDetail })).toMatchObject({
        value: { ticket: { status: 'pending' } },
        warnings: [{ type: 'dropped', field: 'statusDetail', from: statusDetail }],
      });
    },
  );
});

describe('custom statuses', () => {
  const map = {
    open: { status: 'open', statusDetail: null },
    'With engineering': { status: 'in_progress', statusDetail: 'engineering' },
    '4417': { status: 'in_progress', statusDetail: 'engineering' },
    '4418': { status: 'pending', statusDetail: 'escalated' },
  } as const;

  it('statusMap’s own ids are used on writes', () => {
    expect(patch({ status: 'in_progress' }, map)).toEqual({
      value: { ticket: { custom_status_id: 4417 } },
      warnings: [],
    });
    expect(patch({ status: 'pending', statusDetail: 'escalated' }, map).value).toEqual({
      ticket: { custom_status_id: 4418 },
    });
  });

  it('an entry that only says how a custom status reads leaves plain writes alone', () => {
    const reading = {
      '4419': { status: 'open', statusDetail: 'engineering' },
      '4420': { status: 'resolved', statusDetail: null },
    } as const;
    expect(patch({ status: 'open' }, reading).value).toEqual({ ticket: { status: 'open' } });
    expect(patch({ status: 'resolved', statusDetail: null }, reading).value).toEqual({
      ticket: { status: 'solved' },
    });
    expect(patch({ status: 'open', statusDetail: 'engineering' }, reading).value).toEqual({
      ticket: { custom_status_id: 4419 },
    });
  });

  it('a label is a custom status where the account’s statuses are known', () => {
    const statusMap = new Map([
      ['With engineering', { status: 'in_progress', statusDetail: null }],
    ] as const);
    const customStatusId = (label: string) => (label === 'With engineering' ? '4421' : undefined);
    expect(
      ticketFromPatch({ status: 'in_progress' }, writeContext({ statusMap, customStatusId })).value,
    ).toEqual({ ticket: { custom_status_id: 4421 } });
  });

  it('a shade that the map does not name takes the plain table', () => {
    expect(patch({ status: 'pending', statusDetail: 'waiting_on_third_party' }, map)).toEqual({
      value: { ticket: { status: 'hold' } },
      warnings: [],
    });
  });

  it('nativeStatusId goes back as it came, and wins', () => {
    expect(patch({ nativeStatusId: '4420', status: 'open' }, map).value).toEqual({
      ticket: { custom_status_id: 4420 },
    });
    expect(patch({ nativeStatusId: 'hold' }).value).toEqual({ ticket: { status: 'hold' } });
  });

  it('no status, no property', () => {
    expect(patch({ statusDetail: 'escalated' }).value).toEqual({ ticket: {} });
  });
});
