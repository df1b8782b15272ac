import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../../../../src/model/enums.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketFromDraft } from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { readContext, without, writeContext } from '../support/contexts.ts';

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const given = fc.record({
  subject: fc.string({ minLength: 1 }),
  status: optional(fc.constantFrom(...TICKET_STATUSES)),
  statusDetail: optional(fc.constantFrom(null, ...STATUS_DETAILS)),
  priority: optional(fc.constantFrom(...TICKET_PRIORITIES)),
  callerKey: optional(fc.string({ minLength: 1 })),
  tags: optional(fc.array(fc.string())),
});

const said = <T extends object>(record: T) =>
  // Safe: only keys whose value is undefined are left out.
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

/** A ticket as Zendesk answers it after this body: what was sent, and its own defaults. */
function answered(ticket: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = without(ticket, 'comment');
  return {
    id: 7100,
    created_at: '2026-01-05T09:00:00Z',
    updated_at: '2026-01-05T09:00:00Z',
    status: 'new',
    priority: null,
    ...kept,
  };
}

describe('a draft, sent to Zendesk and read again', () => {
  it('keeps status, priority, tags, subject and callerKey, or says what it lost', () => {
    fc.assert(
      fc.property(given, (parts) => {
        const wanted = said(parts);
        const { value, warnings } = ticketFromDraft(
          {
            subject: parts.subject,
            ...wanted,
            requester: { id: '501' },
            message: { body: { text: 'x' }, visibility: 'public' },
          },
          writeContext(),
        );
        // Safe: the body of a new ticket is an object under this key.
        const wire = value['ticket'] as Readonly<Record<string, unknown>>;
        const { value: back } = ticketToUnified(answered(wire), readContext());
        const warned = new Set(warnings.map(({ field }) => field));
        expect(back.subject).toBe(parts.subject);
        if (wanted.callerKey !== undefined) expect(back.callerKey).toBe(wanted.callerKey);
        if (wanted.priority !== undefined) expect(back.priority).toBe(wanted.priority);
        if (wanted.status !== undefined && !warned.has('status')) {
          expect(back.status).toBe(wanted.status);
          if (typeof wanted.statusDetail === 'string' && !warned.has('statusDetail')) {
            expect(back.statusDetail).toBe(wanted.statusDetail);
          }
        }
        if (wanted.tags !== undefined && !warned.has('tags')) {
          expect(back.tags).toEqual([...new Set(wanted.tags)]);
        }
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('a native status that was read goes back as the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('new', 'open', 'pending', 'hold', 'solved'),
        optional(fc.integer({ min: 1, max: 2 ** 40 })),
        (status, custom_status_id) => {
          const read = ticketToUnified(
            answered({ status, ...said({ custom_status_id }) }),
            readContext(),
          );
          const nativeStatusId = read.value.nativeStatus?.id ?? '';
          const { value } = ticketFromDraft(
            {
              subject: 's',
              requester: { id: '501' },
              message: { body: { text: 'x' }, visibility: 'public' },
              nativeStatusId,
            },
            writeContext(),
          );
          expect(value['ticket']).toMatchObject(
            custom_status_id === undefined ? { status } : { custom_status_id },
          );
        },
      ),
      { seed: 14, numRuns: 100 },
    );
  });
});
