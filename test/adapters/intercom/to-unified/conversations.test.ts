import { describe, expect, it } from 'vitest';
import { NO_LOOKUPS } from '../../../../adapters/intercom/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import type { IntercomTicket } from '../../../../adapters/intercom/wire/tickets.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { deepFreeze } from '../../../../src/testing/deep.ts';
import { lookups, readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const full = (changes = {}, context = readContext()) =>
  ticketToUnified(restFixture('conversation.full', changes), context);
const sparse = (changes = {}, context = readContext()) =>
  ticketToUnified(restFixture('conversation.sparse', changes), context);
const fieldsOf = (warnings: readonly { readonly field: string }[]) =>
  warnings.map(({ field }) => field).sort();

describe('a conversation with everything in it', () => {
  it('is a ticket with texts, states and times', () => {
    expect(full().value).toMatchObject({
      id: 'intercom:abc123de:900100200300401',
      externalId: '900100200300401',
      callerKey: null,
      subject: 'Export stops half way',
      description: 'Hello,\n\nthe export stops at 1,000 rows & gives no error.',
      descriptionHtml:
        '<p class="no-margin">Hello,</p><p class="no-margin">the export stops at 1,000 rows &amp; gives no error.</p>',
      status: 'open',
      statusDetail: null,
      nativeStatus: { id: 'open', label: null, category: 'open' },
      priority: 'urgent',
      nativePriority: { id: 'urgent', label: null, category: null },
      category: null,
      tags: ['export', 'vip'],
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-06T09:00:00Z'),
      version: { at: at('2026-01-06T09:00:00Z'), sequence: null },
      snoozedUntil: null,
      closedAt: null,
      dueAt: null,
      resolvedAt: null,
      firstAssignedAt: at('2026-01-05T08:01:00Z'),
      reopenCount: 1,
      replyCount: null,
      number: null,
      url: 'https://app.intercom.com/a/apps/abc123de/conversations/900100200300401',
      channel: { kind: 'email', native: 'email' },
      messagesCount: 7,
      attachmentsCount: 2,
      threadComplete: true,
      isPrivate: null,
      isDeleted: false,
      language: 'fr',
      formId: null,
      ticketTypeId: null,
    });
  });

  it('counts a human’s answer as the first one, whatever the statistics say of the bot’s', () => {
    const { value, warnings } = full();
    // The bot answered at 08:00:30, also under the name of a teammate; Ada did at 08:02:00.
    expect(value.firstResponseAt).toEqual(at('2026-01-05T08:02:00Z'));
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'firstResponseAt' }),
    );
    expect(value.lastStaffReplyAt).toEqual(at('2026-01-05T12:00:00Z'));
    expect(value.lastCustomerReplyAt).toEqual(at('2026-01-06T08:00:00Z'));
  });

  it('knows people by what they are called in the thread, without escapes', () => {
    const { value } = full();
    expect(value.requester).toEqual({
      id: 'intercom:abc123de:65a000000000000000000a01',
      email: 'mira@lumen.example',
      name: 'Mira "Mi" O\'Dell',
      callerKey: 'user-17',
      organizationId: 'intercom:abc123de:65a000000000000000000c01',
    });
    expect(value.assignee).toEqual({
      id: 'intercom:abc123de:4401',
      name: 'Ada Admin',
      group: null,
      email: 'ada@acme.example',
      groupId: 'intercom:abc123de:7701',
      type: 'agent',
    });
    expect(value.groupId).toBe('intercom:abc123de:7701');
    expect(value.participants).toMatchObject([
      { id: 'intercom:abc123de:65a000000000000000000a01', role: 'requester', kind: 'customer' },
      {
        id: 'intercom:abc123de:65a000000000000000000a02',
        role: 'cc',
        kind: 'customer',
        name: null,
      },
      { id: 'intercom:abc123de:4401', role: 'collaborator', kind: 'agent', name: 'Ada Admin' },
      { id: 'intercom:abc123de:4400', role: 'collaborator', kind: 'bot', name: 'Fin' },
    ]);
  });

  it('takes names from records that were read before from the thread', () => {
    const context = readContext({
      lookups: lookups(
        {
          '65a000000000000000000a01': {
            name: 'Mira',
            email: 'm@x.example',
            kind: 'customer',
            phone: '+49',
            locale: 'fr',
            avatarUrl: null,
          },
          '4401': { name: 'Ada', email: 'a@acme.example', kind: 'agent' },
        },
        { groupName: (id) => (id === '7701' ? 'Billing' : undefined) },
      ),
    });
    const { value } = full({}, context);
    expect(value.requester).toMatchObject({ name: 'Mira', phone: '+49', locale: 'fr' });
    expect(value.assignee).toMatchObject({ name: 'Ada', group: 'Billing' });
  });

  it('keeps the company, and what it pays', () => {
    const { value } = full();
    expect(value.organizationId).toBe('intercom:abc123de:65a000000000000000000c01');
    expect(value.metadata).toMatchObject({ plan: 'Pro', mrr: 480, accountAge: null });
  });

  it('keeps attributes under their names, blanks and colons included', () => {
    expect(full().value.customFields).toEqual({
      Language: { value: 'French', nativeId: 'Language', label: null, type: 'unknown' },
      'Order: number.1': {
        value: 'A-77',
        nativeId: 'Order: number.1',
        label: null,
        type: 'unknown',
      },
      'Copilot used': { value: false, nativeId: 'Copilot used', label: null, type: 'unknown' },
      'QA Notes Count': { value: 2, nativeId: 'QA Notes Count', label: null, type: 'unknown' },
      'Asked for': { value: 'billing', nativeId: 'Asked for', label: null, type: 'unknown' },
    });
  });

  it('reads attributes that the application configured, as fields and as what they stand for', () => {
    const context = readContext({
      fields: createFieldMap({ order: { id: 'Order: number.1' } }),
      categoryAttribute: 'Asked for',
      callerKeyAttribute: 'Order: number.1',
    });
    const { value } = full({}, context);
    expect(value.customFields['order']).toMatchObject({
      value: 'A-77',
      nativeId: 'Order: number.1',
    });
    expect(value.category).toBe('billing');
    expect(value.callerKey).toBe('A-77');
  });

  it('has the rating on a scale from 0 to 1, with when it was given', () => {
    expect(full().value.satisfaction).toEqual({
      score: 0.75,
      native: { scale: '1_to_5', value: 4, label: null },
      comment: 'Quick & kind',
      ratedAt: at('2026-01-05T10:03:20Z'),
      agentId: 'intercom:abc123de:4401',
      ticketId: 'intercom:abc123de:900100200300401',
      surveyId: null,
      status: 'received',
    });
  });

  it('says that an SLA was missed, though not which of its clocks', () => {
    const { value, warnings } = full();
    expect(value.sla).toEqual({
      source: 'native',
      policy: { id: null, name: 'Gold' },
      clocks: [],
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'sla.clocks', from: 'missed' }),
    );
  });

  it('is linked to other cases, not to the ticket that it is itself', () => {
    expect(full().value.links).toEqual([
      { kind: 'problem', ticketId: 'intercom:abc123de:900100200300555', url: null },
      { kind: 'child', ticketId: 'intercom:abc123de:900100200300556', url: null },
      { kind: 'linked_conversation', ticketId: 'intercom:abc123de:900100200300557', url: null },
    ]);
  });

  it('warns of three things and no more', () => {
    const { value, warnings } = full();
    expect(fieldsOf(warnings)).toEqual(['firstResponseAt', 'language', 'sla.clocks']);
    expect(value.provenance).toEqual({
      provider: 'intercom',
      account: 'abc123de',
      nativeId: '900100200300401',
      fetchedAt: null,
      apiVersion: '2.16',
      warnings,
    });
  });

  it('keeps the record as raw, by identity and unchanged, or not at all', () => {
    const json = deepFreeze(restFixture('conversation.full'));
    expect(ticketToUnified(json, readContext()).value.raw).toBe(json);
    expect('raw' in ticketToUnified(json, readContext({ keepRaw: false })).value).toBe(false);
  });
});

describe('a conversation with next to nothing in it', () => {
  it('is read, and nothing is made up', () => {
    const { value, warnings } = sparse();
    expect(value).toMatchObject({
      id: 'intercom:abc123de:12',
      externalId: '12',
      subject: null,
      description: null,
      descriptionHtml: null,
      status: 'resolved',
      priority: 'normal',
      nativePriority: { id: 'not_priority', label: null, category: null },
      requester: { id: null, email: null, name: null },
      assignee: null,
      groupId: null,
      organizationId: null,
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T09:00:00Z'),
      firstResponseAt: null,
      resolvedAt: null,
      lastCustomerReplyAt: null,
      channel: { kind: 'other', native: null },
      participants: [],
      satisfaction: null,
      sla: null,
      links: [],
      messagesCount: null,
      threadComplete: null,
      language: null,
    });
    expect(warnings).toEqual([
      expect.objectContaining({ type: 'defaulted', field: 'priority', from: 'not_priority' }),
    ]);
  });

  it.each([null, 0, '0', undefined, ''])('nobody is assigned when the ids are %j', (nobody) => {
    const { value } = sparse({ admin_assignee_id: nobody, team_assignee_id: nobody });
    expect(value.assignee).toBeNull();
    expect(value.groupId).toBeNull();
  });

  it.each([4401, '4401'])('a teammate is assigned when the id is %j', (id) => {
    expect(sparse({ admin_assignee_id: id }).value.assignee).toMatchObject({
      id: 'intercom:abc123de:4401',
      type: 'agent',
      name: null,
    });
  });

  it('a team alone is the assignee', () => {
    const context = readContext({ lookups: lookups({}, { groupName: () => 'Billing' }) });
    expect(sparse({ team_assignee_id: 7701 }, context).value.assignee).toEqual({
      id: 'intercom:abc123de:7701',
      name: 'Billing',
      group: 'Billing',
      groupId: 'intercom:abc123de:7701',
      type: 'team',
    });
  });

  it.each(['admins', 'teammates'])('teammates are read under the key %s', (key) => {
    const { value } = sparse({ teammates: { type: 'admin.list', [key]: [{ id: '4401' }] } });
    expect(value.participants).toMatchObject([
      { id: 'intercom:abc123de:4401', role: 'collaborator' },
    ]);
  });
});

describe('what a conversation is about', () => {
  const source = (changes: object) => ({
    source: { type: 'email', id: '1', delivered_as: 'customer_initiated', ...changes },
  });

  it('without a title it is the subject of the mail, without its markup', () => {
    const { value } = sparse(source({ subject: '<p>Re: A &amp; B</p>', body: '<p>Hi</p>' }));
    expect(value.subject).toBe('Re: A & B');
  });

  it('without both it is the first line of the first message, marked derived', () => {
    const { value, warnings } = sparse(
      source({ subject: '', body: '<p>My app</p><p>is slow</p>' }),
    );
    expect(value.subject).toBe('My app');
    expect(warnings).toContainEqual(expect.objectContaining({ type: 'derived', field: 'subject' }));
  });

  it('a long first line is cut', () => {
    const { value } = sparse(source({ body: 'x'.repeat(500) }));
    expect(value.subject).toHaveLength(120);
    expect(value.subject?.endsWith('…')).toBe(true);
  });

  it('text stays text: no HTML is made of it', () => {
    const { value } = sparse(source({ body: 'Plain text, 1 < 2' }));
    expect(value.description).toBe('Plain text, 1 < 2');
    expect(value.descriptionHtml).toBeNull();
  });

  it('the text of the HTML is made by whoever the caller chose', () => {
    const { value } = sparse(
      source({ body: '<p>Hi</p>' }),
      readContext({ htmlToText: (html) => `[${html.length}]` }),
    );
    expect(value.description).toBe('[9]');
  });

  it('a source whose type is null is still the first message', () => {
    const { value } = sparse(source({ type: null, body: '<p>From a bot</p>' }));
    expect(value.description).toBe('From a bot');
    expect(value.channel).toEqual({ kind: 'other', native: null });
  });

  it('without a source the first public text of a whole thread stands in, marked derived', () => {
    const part = (id: string, part_type: string, body: string) => ({
      id,
      part_type,
      body,
      created_at: 1767600100,
      author: { type: 'user', id: 'a', name: null, email: '' },
    });
    const thread = (total: number) => ({
      conversation_parts: {
        conversation_parts: [part('1', 'note', 'internal'), part('2', 'comment', 'Hello there')],
        total_count: total,
      },
    });
    const whole = sparse(thread(2));
    expect(whole.value.description).toBe('Hello there');
    expect(whole.warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'description' }),
    );
    expect(sparse(thread(9)).value.description).toBeNull();
  });

  it('the requester is the customer who wrote, where nobody is listed', () => {
    const author = { type: 'user', id: '65a1', name: 'Jo', email: 'jo@x.example' };
    expect(sparse(source({ body: 'x', author })).value.requester).toMatchObject({
      id: 'intercom:abc123de:65a1',
      email: 'jo@x.example',
    });
    const staff = { ...author, type: 'admin' };
    expect(sparse(source({ body: 'x', author: staff })).value.requester.id).toBeNull();
  });
});

describe('a conversation that is also a ticket', () => {
  const embedded = {
    type: 'ticket',
    id: 12,
    url: 'https://api.example/tickets/12',
    custom_attributes: {
      _default_title_: { value: 'Refund', type: 'string' },
      _default_description_: { value: 'It came broken.', type: 'string' },
      Severity: { value: 'high', type: 'list' },
    },
    state: 'in_progress',
    ticket_type: 'Refunds',
    ticket_type_description: '',
    ticket_custom_state_admin_label: 'With warehouse',
  };
  const open = { state: 'open', open: true };

  it('shows the ticket inside its payload, in the form of old versions', () => {
    const { value } = sparse({ ...open, ticket: embedded });
    expect(value).toMatchObject({
      id: 'intercom:abc123de:12',
      subject: 'Refund',
      description: 'It came broken.',
      status: 'in_progress',
      nativeStatus: { id: null, label: 'With warehouse', category: 'in_progress' },
      category: 'Refunds',
      customFields: { Severity: { value: 'high', nativeId: 'Severity' } },
    });
    expect(Object.keys(value.customFields)).toEqual(['Severity']);
  });

  it('shows the ticket that was read for it, which says more', () => {
    // Safe: our own payload of a ticket, which the tests of tickets read as such.
    const ticket = restFixture('ticket.full') as unknown as IntercomTicket;
    const context = readContext({
      lookups: { ...NO_LOOKUPS, ticket: (id) => (id === '12' ? ticket : undefined) },
    });
    expect(sparse({ ...open, ticket: embedded }, context).value).toMatchObject({
      id: 'intercom:abc123de:12',
      subject: 'Refund for order 77',
      number: '1007',
      formId: '55',
      ticketTypeId: '55',
      isPrivate: false,
      organizationId: 'intercom:abc123de:65a000000000000000000c01',
      nativeStatus: { id: '6602', label: 'With warehouse', category: 'in_progress' },
    });
  });

  it('an attribute of both with different values is the conversation’s, and recorded', () => {
    const { value, warnings } = sparse({
      ...open,
      ticket: embedded,
      custom_attributes: { Severity: 'low' },
    });
    expect(value.customFields['Severity']?.value).toBe('low');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'customFields' }),
    );
  });
});

describe('losses of a conversation', () => {
  it('a thread of 500 parts is not whole, and says so', () => {
    const parts = Array.from({ length: 500 }, (_, index) => ({
      id: String(index),
      part_type: 'comment',
      body: 'x',
      created_at: 1767600000 + index,
      author: { type: 'user', id: 'u', name: null, email: '' },
    }));
    const { value, warnings } = sparse({
      conversation_parts: { conversation_parts: parts, total_count: 500 },
    });
    expect(value).toMatchObject({
      threadComplete: false,
      messagesCount: null,
      attachmentsCount: null,
      firstResponseAt: null,
      // The newest are there, so the last one is known.
      lastCustomerReplyAt: at('2026-01-05T08:08:19Z'),
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages' }),
    );
  });

  it.each([
    ['the statistics count more than 500', 3, 501],
    ['fewer parts come than are counted', 4, 3],
  ])('a thread is not whole when %s', (_when, total, counted) => {
    const { value } = sparse({
      statistics: { count_conversation_parts: counted },
      conversation_parts: {
        conversation_parts: [1, 2, 3].map((id) => ({
          id,
          part_type: 'comment',
          body: 'x',
          created_at: 1767600000,
        })),
        total_count: total,
      },
    });
    expect(value.threadComplete).toBe(false);
  });

  it('times of a thread that did not come are those of the statistics', () => {
    const { value, warnings } = sparse({
      statistics: {
        first_admin_reply_at: '2026-01-05T08:02:00.000Z',
        last_admin_reply_at: 1767607200,
        last_contact_reply_at: '1767603600',
        last_close_at: 1767610800,
        count_reopens: 2,
      },
    });
    expect(value).toMatchObject({
      firstResponseAt: at('2026-01-05T08:02:00Z'),
      lastStaffReplyAt: at('2026-01-05T10:00:00Z'),
      lastCustomerReplyAt: at('2026-01-05T09:00:00Z'),
      resolvedAt: at('2026-01-05T11:00:00Z'),
      reopenCount: 2,
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'firstResponseAt' }),
    );
  });

  it('the later close counts: statistics lag one write', () => {
    const close = (created_at: number) => ({ id: created_at, part_type: 'close', created_at });
    const { value } = sparse({
      statistics: { last_close_at: 1767603600 },
      conversation_parts: {
        conversation_parts: [close(1767603600), close(1767610800)],
        total_count: 2,
      },
    });
    expect(value.resolvedAt).toEqual(at('2026-01-05T11:00:00Z'));
  });

  it('links that are not named, and records elsewhere, are recorded as lost', () => {
    const some = { linked_objects: { data: [], has_more: true } };
    expect(fieldsOf(sparse(some).warnings)).toContain('links');
    const elsewhere = { external_references: [{ type: 'zendesk_ticket', id: '3' }] };
    expect(fieldsOf(sparse(elsewhere).warnings)).toContain('links');
  });

  it('a rating that was asked for has no score yet; one beyond the scale has none', () => {
    const rating = (value: number | null) =>
      sparse({ conversation_rating: { rating: value, remark: null, updated_at: 1767603600 } }).value
        .satisfaction;
    expect(rating(null)).toMatchObject({ score: null, status: 'offered', ratedAt: null });
    expect(rating(1)).toMatchObject({ score: 0, status: 'received' });
    expect(rating(5)).toMatchObject({ score: 1, ratedAt: at('2026-01-05T09:00:00Z') });
    expect(rating(9)).toMatchObject({ score: null, native: { value: 9 }, status: 'received' });
  });

  it('a language without a tag is lost, and recorded', () => {
    const { value, warnings } = sparse({ custom_attributes: { Language: 'Klingon' } });
    expect(value.language).toBeNull();
    expect(fieldsOf(warnings)).toContain('language');
  });

  it('an SLA without a status loses nothing', () => {
    const { value, warnings } = sparse({ sla_applied: { sla_name: 'Gold', sla_status: null } });
    expect(value.sla?.policy).toEqual({ id: null, name: 'Gold' });
    expect(fieldsOf(warnings)).toEqual(['priority']);
  });
});
