import fc from 'fast-check';
import { diffTickets, type TicketSnapshot } from 'polydesk';
import { describe, expect, it } from 'vitest';

const ticket = (fields: Partial<TicketSnapshot> = {}): TicketSnapshot => ({
  id: 'zendesk:acme:1',
  externalId: '1',
  ...fields,
});

const field = (value: string | null) => ({
  value,
  nativeId: '7',
  label: null,
  type: 'text' as const,
});

describe('diffTickets', () => {
  it('tells each field that moved, with both values', () => {
    const before = ticket({ status: 'open', priority: 'low', subject: 'Old' });
    const after = ticket({ status: 'pending', priority: 'low', subject: 'New' });
    expect(diffTickets(before, after)).toEqual([
      { field: 'subject', from: 'Old', to: 'New' },
      { field: 'status', from: 'open', to: 'pending' },
    ]);
  });

  it('does not take what one side leaves out for a change', () => {
    expect(diffTickets(ticket({ status: 'open' }), ticket({ priority: 'high' }))).toEqual([]);
  });

  it('compares tags as a set', () => {
    expect(diffTickets(ticket({ tags: ['a', 'b'] }), ticket({ tags: ['b', 'a'] }))).toEqual([]);
    expect(diffTickets(ticket({ tags: ['a'] }), ticket({ tags: ['a', 'b'] }))).toEqual([
      { field: 'tags', from: ['a'], to: ['a', 'b'] },
    ]);
  });

  it('compares dates by their instant', () => {
    const at = (text: string) => ticket({ dueAt: new Date(text) });
    expect(diffTickets(at('2026-01-01T00:00:00Z'), at('2026-01-01T01:00:00+01:00'))).toEqual([]);
    expect(diffTickets(at('2026-01-01T00:00:00Z'), ticket({ dueAt: null }))).toEqual([
      { field: 'dueAt', from: new Date('2026-01-01T00:00:00Z'), to: null },
    ]);
  });

  it('names people by their id, and nobody as null', () => {
    const agent = { id: 'zendesk:acme:8', name: 'Bo', group: null, type: 'agent' as const };
    const renamed = { ...agent, name: 'Bo B.' };
    expect(diffTickets(ticket({ assignee: agent }), ticket({ assignee: renamed }))).toEqual([]);
    expect(diffTickets(ticket({ assignee: agent }), ticket({ assignee: null }))).toEqual([
      { field: 'assignee.id', from: 'zendesk:acme:8', to: null },
    ]);
  });

  it('takes a custom field that one side lacks for empty, if that side tells of fields', () => {
    const with7 = ticket({ customFields: { plan: field('gold') } });
    expect(diffTickets(with7, ticket({ customFields: {} }))).toEqual([
      { field: 'customFields.plan', from: 'gold', to: null },
    ]);
    expect(diffTickets(with7, ticket())).toEqual([]);
  });

  it('finds nothing between a ticket and itself, and the reverse in the reverse', () => {
    const anyTicket = fc
      .record(
        {
          status: fc.constantFrom('open' as const, 'pending' as const, 'closed' as const),
          priority: fc.constantFrom('low' as const, 'high' as const),
          subject: fc.option(fc.string(), { nil: null }),
          tags: fc.uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 4 }),
          dueAt: fc.option(fc.date({ noInvalidDate: true }), { nil: null }),
          isSpam: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .map(ticket);
    fc.assert(
      fc.property(anyTicket, anyTicket, (before, after) => {
        expect(diffTickets(before, before)).toEqual([]);
        const turned = diffTickets(after, before).map((change) => ({
          field: change.field,
          from: change.to,
          to: change.from,
        }));
        const sorted = (changes: readonly { readonly field: string }[]) =>
          changes.toSorted((left, right) => left.field.localeCompare(right.field));
        expect(sorted(turned)).toEqual(sorted(diffTickets(before, after)));
      }),
    );
  });
});
