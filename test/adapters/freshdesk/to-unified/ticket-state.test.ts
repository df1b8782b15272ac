import { describe, expect, it } from 'vitest';
import {
  metricsToUnified,
  ticketToUnified,
} from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (json: unknown) => ticketToUnified(json, readContext());
const full = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('ticket.full', changes);

describe('where a ticket is', () => {
  it('deleted, spam and archived are told beside the status', () => {
    expect(read(full({ deleted: true })).value).toMatchObject({
      isDeleted: true,
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
    });
    expect(read(full({ spam: true })).value).toMatchObject({
      isSpam: true,
      status: 'pending',
      statusDetail: 'spam',
    });
    expect(read(full({ status: 5, archived: true })).value).toMatchObject({
      status: 'closed',
      statusDetail: 'archived',
    });
  });

  it.each([
    [1, 'child'],
    [2, 'parent'],
    [3, 'incident'],
    [4, 'problem'],
  ])('association %i: the other tickets are its %s', (type, kind) => {
    const { links } = read(full({ association_type: type, associated_tickets_list: [9] })).value;
    expect(links).toEqual([{ kind, ticketId: 'freshdesk:acme:9', url: null }]);
  });

  it('an association that nobody documented is told, not guessed', () => {
    const { value, warnings } = read(full({ association_type: 9, sentiment_score: null }));
    expect(value.links).toEqual([]);
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'links', from: 9 }]);
  });

  it('dates with any offset, or none, are instants', () => {
    const { value } = read(
      full({ created_at: '2026-02-02T13:30:00+05:30', updated_at: '2026-02-02 08:00:00' }),
    );
    expect(value.createdAt).toEqual(at('2026-02-02T08:00:00Z'));
    expect(value.updatedAt).toEqual(at('2026-02-02T08:00:00Z'));
  });

  it('a resolution after its due date is a miss, even before Freshdesk says so', () => {
    const stats = { resolved_at: '2026-02-05T00:00:00Z', closed_at: null };
    const { value } = read(full({ status: 4, stats }));
    expect(value.resolvedAt).toEqual(at('2026-02-05T00:00:00Z'));
    expect(value.sla?.clocks.at(-1)).toMatchObject({
      state: 'fulfilled',
      risk: 'breached',
      stoppedAt: at('2026-02-05T00:00:00Z'),
    });
  });
});

describe('what Freshdesk measured', () => {
  it('counts calendar seconds from the creation', () => {
    const stats = {
      first_responded_at: '2026-02-02T10:00:00Z',
      resolved_at: '2026-02-03T08:00:00Z',
      reopened_at: null,
    };
    expect(metricsToUnified(full({ stats }), readContext())).toMatchObject({
      firstReplySeconds: 7200,
      firstResolutionSeconds: 86_400,
      fullResolutionSeconds: 86_400,
      solvedAt: at('2026-02-03T08:00:00Z'),
      reopens: null,
      replies: null,
    });
  });

  it('does not know the first resolution of a ticket that was opened again', () => {
    const stats = {
      resolved_at: '2026-02-03T08:00:00Z',
      reopened_at: '2026-02-02T20:00:00Z',
    };
    expect(metricsToUnified(full({ stats }), readContext())).toMatchObject({
      firstReplySeconds: null,
      firstResolutionSeconds: null,
      fullResolutionSeconds: 86_400,
    });
  });

  it('knows nothing without stats', () => {
    expect(metricsToUnified(full({ stats: undefined }), readContext())).toMatchObject({
      firstReplySeconds: null,
      fullResolutionSeconds: null,
      solvedAt: null,
    });
  });
});
