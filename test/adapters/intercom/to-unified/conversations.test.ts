import { describe, expect, it } from 'vitest';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
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
      'Assist used': { value: false, nativeId: 'Assist used', label: null, type: 'unknown' },
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
