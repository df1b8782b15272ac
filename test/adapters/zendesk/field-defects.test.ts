/**
 * Defects that other libraries shipped, as far as the translation to and from Zendesk could repeat
 * them. Each test carries the number of the defect in its name.
 *
 * Defects whose tests live elsewhere:
 * - 2, 3, 13, 25 (signatures, trigger keys, unsigned requests, dedupe): `webhook.test.ts`,
 *   `test/webhooks`.
 * - 5, 17 (one page only, one call per record): `fixtures-pages.test.ts`, `conformance.test.ts`.
 * - 6 (uploads without content): `sandbox/resources.test.ts`.
 * - 7 (tokens in logs): `test/http`; status and priority of tickets: `to-unified`.
 * - 8, 9, 10, 11 (errors as results, throttling, 503 as 429, blind retries): `test/http`,
 *   `node-zendesk.test.ts`; the 503 also in `errors.test.ts`.
 * - 26 (echo of own messages): the webhook tests; events name their actor.
 * - 27 (tags replaced): the body of a change never holds tags (`from-unified/tickets.test.ts`); the
 *   calls of their own: `conformance.test.ts`.
 *
 * Defects that cannot apply to Zendesk's translation:
 * - 12, 15: faults of Freshdesk's lists and of a callback API; there is none here.
 * - 14: a comparison of Intercom signatures; ours are compared in constant time (`test/webhooks`).
 * - 20: a field type that cannot be mapped is `unknown` and never an error
 *   (`to-unified/custom-fields.test.ts`).
 * - 23: an import that stores every conversation as resolved; see 21 below for ours.
 */
import { createZendesk } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { messageFromDraft } from '../../../adapters/zendesk/from-unified/messages.ts';
import {
  ticketFromDraft,
  ticketFromImport,
  ticketFromPatch,
} from '../../../adapters/zendesk/from-unified/tickets.ts';
import { ticketToUnified } from '../../../adapters/zendesk/to-unified/tickets.ts';
import { toSupportError } from '../../../adapters/zendesk/errors.ts';
import { readContext, writeContext } from './support/contexts.ts';
import { deliver } from './support/fixture-readers.ts';
import { restFixture } from './support/rest-fixtures.ts';

const ticket = (changes: Readonly<Record<string, unknown>> = {}) =>
  ticketToUnified(restFixture('ticket.full', changes), readContext());
const created = (visibility: 'public' | 'internal') =>
  ticketFromDraft(
    { subject: 's', requester: { id: '501' }, message: { body: { text: 'x' }, visibility } },
    writeContext(),
  ).value;

describe('defects of other libraries, by number', () => {
  it('field defect 1: a first comment marked private is sent private', () => {
    expect(created('internal')).toMatchObject({ ticket: { comment: { public: false } } });
    expect(created('public')).toMatchObject({ ticket: { comment: { public: true } } });
  });

  it('field defect 4: urgent stays urgent, native words never stand where ours belong', () => {
    expect(ticket({ priority: 'urgent' }).value.priority).toBe('urgent');
    expect(ticket({ status: 'pending' }).value.status).toBe('pending');
    expect(ticket({ status: 'hold' }).value).toMatchObject({
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
    });
  });

  it('field defect 4: the time of solving is never the time of the last update', () => {
    const { value } = ticket({ status: 'solved', metric_set: undefined });
    expect(value.resolvedAt).toBeNull();
    expect(value.closedAt).toBeNull();
  });

  it('field defect 4: writing closed does not send the status that is final', () => {
    const { value, warnings } = ticketFromPatch({ status: 'closed' }, writeContext());
    expect(value).toEqual({ ticket: { status: 'solved' } });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'status', from: 'closed' }]);
  });

  it('field defect 16: no priority and a given priority are told apart, nothing becomes ""', () => {
    const none = ticket({
      priority: null,
      subject: null,
      raw_subject: null,
      external_id: null,
    });
    expect(none.value).toMatchObject({ nativePriority: null, subject: null, callerKey: null });
    expect(none.warnings).toContainEqual(
      expect.objectContaining({ type: 'defaulted', field: 'priority', to: 'normal' }),
    );
    const normal = ticket({ priority: 'normal' });
    expect(normal.value.nativePriority?.id).toBe('normal');
    expect(normal.warnings.some(({ field }) => field === 'priority')).toBe(false);
  });

  it('field defect 18: a custom status is its category, not nil', () => {
    expect(ticket({ status: 'pending', custom_status_id: 999_999 }).value).toMatchObject({
      status: 'pending',
      nativeStatus: { id: '999999', category: 'pending' },
    });
  });

  it('field defect 19: imported comments keep their dates, and hold stays on hold', () => {
    const { value } = ticketFromImport(
      {
        subject: 's',
        requester: { id: '501' },
        status: 'pending',
        statusDetail: 'waiting_on_third_party',
        createdAt: new Date('2019-01-01T00:00:00Z'),
        messages: [
          {
            body: { text: 'x' },
            visibility: 'public',
            authorId: '501',
            createdAt: new Date('2019-01-02T03:04:05Z'),
          },
        ],
      },
      writeContext(),
    );
    expect(value).toMatchObject({
      ticket: { status: 'hold', comments: [{ created_at: '2019-01-02T03:04:05Z' }] },
    });
  });

  it('field defect 21: every status of an import keeps its meaning, none falls through to open', () => {
    const statusOf = (status: 'open' | 'pending' | 'resolved' | 'closed') =>
      ticketFromImport(
        {
          subject: 's',
          requester: { id: '501' },
          status,
          createdAt: new Date(0),
          messages: [{ body: { text: 'x' }, visibility: 'public', createdAt: new Date(0) }],
        },
        writeContext(),
      ).value;
    const native = { open: 'open', pending: 'pending', resolved: 'solved', closed: 'closed' };
    for (const status of ['open', 'pending', 'resolved', 'closed'] as const) {
      expect(statusOf(status)).toMatchObject({ ticket: { status: native[status] } });
    }
  });

  it('field defect 22: an unknown status is open, with a record of the loss', () => {
    const { value, warnings } = ticket({ status: 'escalated' });
    expect(value.status).toBe('open');
    expect(value.nativeStatus?.category).toBe('escalated');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'status', from: 'escalated', to: 'open' }),
    );
    expect(value.provenance.warnings).toEqual(warnings);
  });

  it('field defect 24: nothing is put before the text on whose behalf it is written', () => {
    const draft = {
      body: { text: 'Exactly this.' },
      visibility: 'public',
      authorId: '900',
    } as const;
    expect(messageFromDraft(draft, writeContext()).value).toEqual({
      ticket: { comment: { body: 'Exactly this.', public: true, author_id: 900 } },
    });
  });
});

describe('what adapters of Zendesk usually get wrong', () => {
  it('Zendesk top ten 3: comment.public is never left out', () => {
    for (const visibility of ['public', 'internal'] as const) {
      const { value } = messageFromDraft({ body: { text: 'x' }, visibility }, writeContext());
      expect(value).toMatchObject({ ticket: { comment: { public: visibility === 'public' } } });
    }
  });

  it('Zendesk top ten 4: an event and the API say the same of one ticket', () => {
    const detail = {
      id: '7001',
      status: 'HOLD',
      priority: 'URGENT',
      type: 'INCIDENT',
      custom_status: '4418',
      form_id: '41',
      requester_id: '501',
      tags: ['export', 'vip'],
      via: { channel: 'mail' },
      external_id: 'order-88',
      is_public: true,
    };
    const [event] = deliver({
      type: 'zen:event-type:ticket.created',
      id: 'e-1',
      account_id: 1,
      subject: 'zen:ticket:7001',
      time: '2026-01-06T10:30:00Z',
      zendesk_event_version: '2022-11-06',
      detail,
      event: {},
    }) as readonly { readonly ticket: unknown }[];
    const { value } = ticket();
    expect(event?.ticket).toMatchObject({
      id: value.id,
      status: value.status,
      statusDetail: value.statusDetail,
      nativeStatus: value.nativeStatus,
      priority: value.priority,
      category: value.category,
      formId: value.formId,
      tags: value.tags,
      callerKey: value.callerKey,
      channel: { kind: value.channel.kind },
      requester: { id: value.requester.id },
    });
  });

  it('Zendesk top ten 6: a change of tags is no part of the body, which would replace them', () => {
    const desk = createZendesk({ subdomain: 'acme', credentials: { accessToken: 'token' } });
    const { value } = desk.translate.ticket.fromPatch({
      subject: 'x',
      tags: { add: ['a'], remove: ['b'] },
    });
    expect(JSON.stringify(value)).not.toContain('tags');
  });

  it('Zendesk top ten 9: all six shapes of errors are read', () => {
    const shapes: readonly unknown[] = [
      { error: 'RecordNotFound', description: 'Not found' },
      { error: 'RecordInvalid', description: 'x', details: { name: [{ error: 'BlankValue' }] } },
      { error: { title: 'Forbidden', message: 'x' } },
      { errors: [{ code: 'InvalidPaginationDepth', title: 'x' }] },
      { error: "Couldn't authenticate you" },
      '<html></html>',
    ];
    const read = shapes.map((data) =>
      toSupportError({
        method: 'GET',
        path: '/api/v2/tickets',
        status: 422,
        headers: {},
        data,
        requestId: null,
        retryAfterMs: null,
      }),
    );
    expect(read.map((error) => ('nativeCode' in error ? error.nativeCode : 'absent'))).toEqual([
      'RecordNotFound',
      'RecordInvalid',
      null,
      'InvalidPaginationDepth',
      null,
      null,
    ]);
  });
});
