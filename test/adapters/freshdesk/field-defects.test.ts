/**
 * Defects that other libraries shipped, as far as reading from Freshdesk could repeat them. Each
 * test carries the number of the defect in its name; those of Freshdesk's own lists carry the
 * list's name. What concerns calls and writes is in `field-defects-client.test.ts`.
 *
 * Defects that cannot apply to reading from Freshdesk:
 * - 1, 5, 6, 8 to 12, 15, 17, 24, 27: faults of writes, lists and retries.
 * - 7: tokens in logs (`test/http`); that tickets have a status and a priority is proven here.
 * - 14: a comparison of Intercom signatures; the shared secret is compared in constant time, as 2
 *   and 13 below prove from outside.
 * - 19: Zendesk's import dates; Freshdesk's are told by provenance headers (`to-unified/messages`).
 */
import { WebhookVerificationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { attachmentToUnified } from '../../../adapters/freshdesk/to-unified/attachments.ts';
import { contactToUnified } from '../../../adapters/freshdesk/to-unified/contacts.ts';
import { fieldToUnified } from '../../../adapters/freshdesk/to-unified/fields.ts';
import { messageToUnified } from '../../../adapters/freshdesk/to-unified/messages.ts';
import { threadToUnified } from '../../../adapters/freshdesk/to-unified/threads.ts';
import { ticketToUnified } from '../../../adapters/freshdesk/to-unified/tickets.ts';
import {
  createFreshdeskWebhooks,
  freshdeskAutomationTemplate,
} from '../../../adapters/freshdesk/webhook/index.ts';
import { lookups, readContext } from './support/read-context.ts';
import { restFixture, webhookBody } from './support/rest-fixtures.ts';

type Changes = Readonly<Record<string, unknown>>;

const ticket = (changes: Changes = {}) =>
  ticketToUnified(restFixture('ticket.full', changes), readContext());
const message = (changes: Changes = {}, people = lookups({})) =>
  messageToUnified(restFixture('conversation.incoming', changes), {
    ...readContext({ lookups: people }),
    ticketId: '4711',
  });
const webhooks = createFreshdeskWebhooks({ account: 'acme' });
const parse = (rawBody: string) => webhooks.parse({ rawBody, headers: {} });
const idsOfThread = (json: object, conversations: readonly object[]) =>
  threadToUnified(
    { ticket: json, conversations },
    { ...readContext(), ticketId: '1' },
  ).messages.map(({ value }) => value.externalId);

describe('defects of other libraries, by number', () => {
  it.each([2, 13])(
    'field defect %i: a delivery without its secret is refused, always',
    async () => {
      const rawBody = webhookBody('automation.advanced');
      const now = new Date('2026-03-02T09:31:00Z');
      for (const [headers, secret] of [
        [{}, 's3cret'],
        [{ 'x-webhook-secret': 'guess' }, 's3cret'],
        [{ 'x-webhook-secret': '' }, ''],
        [{}, []],
      ] as const) {
        await expect(webhooks.verify({ rawBody, headers }, { secret, now })).rejects.toBeInstanceOf(
          WebhookVerificationError,
        );
      }
    },
  );

  it('field defect 3: the parser reads the keys that the template sends', () => {
    const body = freshdeskAutomationTemplate({ event: 'ticket.created' })
      .replace('{{ticket.id}}', '42')
      .replace('{{ticket.status}}', 'Closed')
      .replace('{{ticket.priority}}', 'Urgent')
      .replace('{{ticket.source}}', 'Phone')
      .replace('{{triggered_event}}', '{ticket_action:created}');
    expect(parse(body)).toMatchObject([
      {
        type: 'ticket.created',
        ticket: {
          id: 'freshdesk:acme:42',
          status: 'closed',
          priority: 'urgent',
          channel: { kind: 'phone' },
        },
      },
    ]);
  });

  it.each([4, 18, 22])('field defect %i: urgent stays urgent, pending stays pending', () => {
    expect(ticket({ priority: 4 }).value.priority).toBe('urgent');
    expect(ticket({ priority: 3 }).value.priority).toBe('high');
    expect(ticket({ status: 3 }).value.status).toBe('pending');
    expect(ticket({ status: 6 }).value.status).toBe('pending');
    expect(ticket({ status: 7 }).value).toMatchObject({
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
    });
  });

  it('field defect 4: the time of resolution is never the time of the last update', () => {
    const { value } = ticket({ status: 4, stats: undefined });
    expect(value.resolvedAt).toBeNull();
    expect(value.closedAt).toBeNull();
  });

  it('field defect 15: a ticket has its status, description, tags and custom fields', () => {
    expect(ticket().value).toMatchObject({
      status: 'pending',
      description: 'It stops at row 1000. Every day.',
      tags: ['scanner', 'Vip'],
      customFields: { cf_area: { value: 'Hardware' } },
    });
  });

  it('field defect 16: no value and an empty one are never ""', () => {
    const { value } = ticket({
      subject: '',
      type: null,
      description_text: '',
      requester: { name: '' },
    });
    expect(value).toMatchObject({ subject: null, category: null, description: null });
    expect(value.requester.name).toBeNull();
    expect(ticket({ priority: null }).value.nativePriority).toBeNull();
  });

  it.each([18, 22])(
    'field defect %i: a custom status is never nil, and its loss is recorded',
    () => {
      const { value, warnings } = ticket({ status: 11, sentiment_score: null });
      expect(value).toMatchObject({
        status: 'open',
        statusDetail: 'custom',
        nativeStatus: { id: '11' },
      });
      expect(warnings).toMatchObject([{ type: 'coerced', field: 'status', from: 11, to: 'open' }]);
    },
  );

  it('field defect 20: a field of a type that nobody knows aborts nothing', () => {
    const json = { id: 1, name: 'cf_new', type: 'custom_encrypted_hologram' };
    expect(fieldToUnified(json, readContext())).toMatchObject([
      { type: 'unknown', nativeType: 'custom_encrypted_hologram', nativeId: 'cf_new' },
    ]);
  });

  it.each([21, 23])('field defect %i: resolved is resolved, open is open', () => {
    expect(ticket({ status: 4 }).value.status).toBe('resolved');
    expect(ticket({ status: 5 }).value.status).toBe('closed');
    expect(ticket({ status: 2 }).value.status).toBe('open');
  });

  it('field defect 25: different events of one ticket have different ids', () => {
    const bodies = ['{note_type:private}', '{note_type:public}', '{status:{from:2,to:4}}'];
    const ids = bodies.map(
      (event) => parse(JSON.stringify({ ticket_id: 1, triggered_event: event }))[0]?.id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('field defect 26: an app’s event names who did it, so that an own write can be told', () => {
    expect(parse(webhookBody('app.onCompanyUpdate'))[0]?.actor).toMatchObject({
      id: 'freshdesk:acme:70000000901',
      kind: 'agent',
    });
  });
});

describe('Freshdesk: complaints', () => {
  it('null due_by: a new ticket has no due date yet, and is read all the same', () => {
    const none = { due_by: null, fr_due_by: null, nr_due_by: null, nr_escalated: null };
    expect(ticket(none).value).toMatchObject({ dueAt: null, sla: null });
  });

  it('addresses as a string instead of an array', () => {
    const copies = { cc_emails: 'lena@example.com', reply_cc_emails: null, ticket_cc_emails: null };
    const addresses = ticket(copies).value.participants.map(({ email }) => email);
    expect(addresses).toContain('lena@example.com');
    expect(message({ to_emails: 'a@example.com' }).value.to).toEqual(['a@example.com']);
  });

  it('null user_id in conversations', () => {
    expect(message({ user_id: null, from_email: null }).value.author).toMatchObject({
      id: null,
      kind: 'customer',
    });
  });

  it('a wrong list of a contact’s companies: objects, bare ids, null or nothing', () => {
    for (const other of [[{ company_id: 9 }], [9], null, undefined]) {
      const json = restFixture('contact.full', { other_companies: other });
      expect(contactToUnified(json, readContext()).value.organizationIds[0]).toBe(
        'freshdesk:acme:70000000601',
      );
    }
  });

  it('company: {} is no company', () => {
    expect(ticket({ company: {}, company_id: null }).value.organizationId).toBeNull();
  });

  it('keys that depend on the plan are not required', () => {
    const { value } = ticketToUnified(restFixture('ticket.sparse'), readContext());
    expect(value).toMatchObject({ id: 'freshdesk:acme:4730', tags: [], sla: null });
  });

  it('conversations hold both sides', () => {
    expect(message({ incoming: true }).value.author.kind).toBe('customer');
    expect(message({ incoming: false }).value.author.kind).toBe('agent');
  });

  it('a web chat does not tell its first message twice', () => {
    // Safe: our own payload, a list of entries.
    const entries = restFixture('conversations.chat')['entries'] as readonly object[];
    const texts = idsOfThread(restFixture('ticket.chat'), entries);
    expect(texts).toEqual(['4740-description', '80000000001', '80000000003']);
  });
});

describe('Freshdesk: top ten', () => {
  it('2: sources and statuses are open sets', () => {
    expect(ticket({ source: 104, status: 40 }).value).toMatchObject({
      channel: { kind: 'other', native: '104' },
      status: 'open',
    });
  });

  it('3: arrays and dates may be null', () => {
    expect(() => ticketToUnified(restFixture('ticket.nulls'), readContext())).not.toThrow();
    const none = { to_emails: null, cc_emails: null, bcc_emails: null };
    expect(message(none).value).toMatchObject({ to: [], cc: [], bcc: [] });
  });

  it('6: direction is neither the user nor the category; feedback is no reply; the description counts', () => {
    const staff = lookups({ '70000000501': { kind: 'agent' } });
    expect(message({ incoming: true, category: 3 }, staff).value.author.kind).toBe('customer');
    expect(message({ incoming: false, category: 1 }).value.author.kind).toBe('agent');
    expect(idsOfThread(restFixture('ticket.full'), [restFixture('conversation.feedback')])).toEqual(
      ['4711-description'],
    );
  });

  it('7: the answers to a reply and a note lack keys of the list, and are read', () => {
    const short = {
      private: undefined,
      incoming: undefined,
      source: undefined,
      category: undefined,
      from_email: undefined,
      to_emails: undefined,
      delivery_details: undefined,
    };
    expect(message(short).value).toMatchObject({ visibility: 'internal', to: [] });
  });

  it('9: a link says until when it works, and that it wants no credentials', () => {
    const attachment_url =
      'https://s3.amazonaws.com/x.txt?X-Amz-Date=20260302T093000Z&X-Amz-Expires=300';
    expect(
      attachmentToUnified({ id: 1, name: 'x.txt', attachment_url }, readContext(), null),
    ).toMatchObject({ requiresAuth: false, urlExpiresAt: new Date('2026-03-02T09:35:00Z') });
  });

  it('10: labels, pseudo JSON and missing keys of a rule are read; no message gets a made-up id', () => {
    expect(
      parse('{"freshdesk_webhook":{"ticket_id":"7","triggered_event":"{note_type:private}"}}'),
    ).toMatchObject([{ type: 'note.created', message: { externalId: null } }]);
  });

  it('10: a soft delete is an update, and onTicketDelete names no ticket', () => {
    expect(parse(webhookBody('app.onTicketUpdate.deleted'))[0]).toMatchObject({
      type: 'ticket.deleted',
      permanent: false,
    });
    const gone = { data: { ticket: { model_id: 510 } }, event: 'onTicketDelete' };
    expect(parse(JSON.stringify(gone))).toMatchObject([{ type: 'unknown' }]);
  });

  it('runner-up: ids above 2^53 stand nowhere in a unified record', () => {
    const { raw: _raw, ...contact } = contactToUnified(
      restFixture('contact.full'),
      readContext(),
    ).value;
    expect(JSON.stringify(contact)).not.toMatch(/1847404637041218/);
  });
});
