import { describe, expect, it } from 'vitest';
import { readStatusMap } from '../../../../src/adapter/native-maps.ts';
import { ticketFromPatch } from '../../../../adapters/freshdesk/from-unified/tickets.ts';
import type { TicketPatch } from '../../../../src/model/ticket.ts';
import { writeContext } from '../support/write-context.ts';

const write = (patch: TicketPatch, context = writeContext()) => {
  const { value, warnings } = ticketFromPatch(patch, context);
  return [value['status'], ...warnings.map(({ type, field }) => `${type} ${field}`)];
};

describe('the status as Freshdesk takes it', () => {
  it.each([
    [{ status: 'open' }, [2]],
    [{ status: 'open', statusDetail: 'new' }, [2, 'dropped statusDetail']],
    [{ status: 'pending' }, [3]],
    [{ status: 'pending', statusDetail: 'waiting_on_customer' }, [3]],
    [{ status: 'pending', statusDetail: 'waiting_on_third_party' }, [3, 'dropped statusDetail']],
    [{ status: 'pending', statusDetail: 'snoozed' }, [3, 'dropped statusDetail']],
    [{ status: 'in_progress' }, [2, 'coerced status']],
    [{ status: 'resolved' }, [4]],
    [{ status: 'closed' }, [5]],
    [{ nativeStatusId: '23' }, [23]],
    [{ nativeStatusId: '6', status: 'open' }, [6]],
    [{ statusDetail: 'new' }, [undefined, 'dropped statusDetail']],
  ] as const)('%o', (patch, expected) => {
    expect(write(patch)).toEqual(expected);
  });

  it('is the wait for a third party where the account is known to have it', () => {
    const context = writeContext({ statusLabels: () => new Map([['7', 'With the vendor']]) });
    const patch = { status: 'pending', statusDetail: 'waiting_on_third_party' } as const;
    expect(write(patch, context)).toEqual([7]);
  });

  it('is a custom status that the account’s table names, by its shade', () => {
    const statusMap = readStatusMap({
      '8': 'in_progress',
      '9': { status: 'pending', statusDetail: 'waiting_on_third_party' },
      'In the lab': 'in_progress',
    });
    const context = writeContext({ statusMap });
    expect(write({ status: 'in_progress' }, context)).toEqual([8]);
    expect(write({ status: 'pending', statusDetail: 'waiting_on_third_party' }, context)).toEqual([
      9,
    ]);
    expect(write({ status: 'pending', statusDetail: 'waiting_on_customer' }, context)).toEqual([3]);
  });

  it('stays Freshdesk’s own where an entry only says how another status reads', () => {
    const statusMap = readStatusMap({
      '8': { status: 'open', statusDetail: 'engineering' },
      '9': 'closed',
      '10': { status: 'in_progress', statusDetail: 'engineering' },
      '11': 'in_progress',
    });
    const context = writeContext({ statusMap });
    expect(write({ status: 'open' }, context)).toEqual([2]);
    expect(write({ status: 'open', statusDetail: null }, context)).toEqual([2]);
    expect(write({ status: 'closed' }, context)).toEqual([5]);
    expect(write({ status: 'in_progress' }, context)).toEqual([11]);
    expect(write({ status: 'open', statusDetail: 'engineering' }, context)).toEqual([8]);
    expect(write({ status: 'in_progress', statusDetail: 'engineering' }, context)).toEqual([10]);
  });

  it('is the custom one where the account reads Freshdesk’s own as something else', () => {
    const statusMap = readStatusMap({ '2': 'in_progress', '8': 'open' });
    const context = writeContext({ statusMap });
    expect(write({ status: 'open' }, context)).toEqual([8]);
    expect(write({ status: 'in_progress' }, context)).toEqual([2]);
  });

  it('is found by its label where the account’s statuses are known', () => {
    const statusMap = readStatusMap({ 'In the lab': 'in_progress' });
    const statusLabels = () => new Map([['12', 'In the lab']]);
    expect(write({ status: 'in_progress' }, writeContext({ statusMap, statusLabels }))).toEqual([
      12,
    ]);
    expect(write({ status: 'in_progress' }, writeContext({ statusMap }))).toEqual([
      2,
      'coerced status',
    ]);
  });

  it('loses a shade that stands alone, with a warning', () => {
    expect(write({ statusDetail: 'escalated' })).toEqual([undefined, 'dropped statusDetail']);
    expect(write({ statusDetail: null })).toEqual([undefined]);
  });

  it.each(['open', '', '2.5', '-2'])('is no number as "%s"', (nativeStatusId) => {
    expect(() => write({ nativeStatusId })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
