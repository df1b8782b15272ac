import type { AnyFields, TicketDraft, TicketPatch } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  conversationFromDraft,
  conversationFromPatch,
} from '../../../../adapters/intercom/from-unified/conversations.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { writeContext } from '../support/contexts.ts';

const ADA = '6762f0dd1bb69f9f2193bb83';
const draft = (changes: Partial<TicketDraft<AnyFields>> = {}): TicketDraft<AnyFields> => ({
  subject: 'Export stops',
  requester: { id: `intercom:abc123de:${ADA}` },
  message: { body: { text: 'It stops half way.' }, visibility: 'public' },
  ...changes,
});
type Overrides = Parameters<typeof writeContext>[0];
const created = (changes: Partial<TicketDraft<AnyFields>> = {}, overrides: Overrides = {}) =>
  conversationFromDraft(draft(changes), writeContext(overrides));
const changed = (patch: TicketPatch<AnyFields>, overrides: Overrides = {}) =>
  conversationFromPatch(patch, writeContext(overrides));

const ATTRIBUTES = {
  callerKeyAttribute: 'Key',
  priorityAttribute: 'Urgency',
  categoryAttribute: 'Kind',
} as const;
const PREVIEW = { version: Number.POSITIVE_INFINITY } as const;

describe('a new conversation', () => {
  it('is a message of its contact; a title follows', () => {
    expect(created()).toEqual({
      value: {
        message: { from: { type: 'contact', id: ADA }, body: 'It stops half way.' },
        conversation: { body: { title: 'Export stops' }, fields: ['subject'] },
        ticket: null,
        parts: [],
      },
      warnings: [],
    });
  });

  it('names nobody while its requester is an address', () => {
    const { value } = created({ requester: { email: 'ada@customer.example' } });
    expect(value.message).toEqual({ body: 'It stops half way.' });
  });

  it('has everything that Intercom has a place for, under the fields that it comes from', () => {
    const { value, warnings } = created(
      {
        callerKey: 'order-88',
        priority: 'urgent',
        category: 'task',
        organizationId: '6762f0dd1bb69f9f2193bb99',
        brandId: '51',
        assigneeId: '900',
        groupId: 'intercom:abc123de:77',
        status: 'resolved',
        tags: ['vip'],
        customFields: {
          plan: 'gold',
          since: new Date('2026-03-01T09:00:00.750Z'),
          gone: undefined,
        },
        providerOptions: { intercom: { read: true, attachmentUrls: ['https://files.example/a'] } },
      },
      { ...ATTRIBUTES, fields: createFieldMap({ plan: { id: 'Plan name' } }) },
    );
    expect(value).toEqual({
      message: {
        from: { type: 'contact', id: ADA },
        body: 'It stops half way.',
        attachment_urls: ['https://files.example/a'],
        brand_id: '51',
      },
      conversation: {
        body: {
          title: 'Export stops',
          custom_attributes: {
            'Plan name': 'gold',
            since: 1_772_355_600,
            Key: 'order-88',
            Kind: 'task',
            Urgency: 'urgent',
          },
          company_id: '6762f0dd1bb69f9f2193bb99',
          read: true,
        },
        fields: [
          'subject',
          'organizationId',
          'providerOptions',
          'priority',
          'category',
          'callerKey',
          'customFields',
        ],
      },
      ticket: null,
      parts: [
        {
          body: { message_type: 'assignment', type: 'admin', assignee_id: '900' },
          fields: ['assigneeId'],
        },
        {
          body: { message_type: 'assignment', type: 'team', assignee_id: '77' },
          fields: ['groupId'],
        },
        { body: { message_type: 'close', type: 'admin' }, fields: ['status'] },
      ],
    });
    expect(warnings).toEqual([]);
  });

  it('needs no calls for what is empty', () => {
    const nothing = {
      callerKey: null,
      category: null,
      organizationId: null,
      brandId: null,
      assigneeId: null,
      groupId: null,
      dueAt: null,
      formId: null,
      snoozedUntil: null,
      subject: '',
    };
    expect(created(nothing)).toMatchObject({
      value: { conversation: null, parts: [] },
      warnings: [],
    });
  });

  it('takes HTML as the text that it shows, since Intercom would show the tags', () => {
    const body = { html: '<p>It <b>stops</b> &amp; waits.</p>' };
    expect(created({ message: { body, visibility: 'public' } })).toMatchObject({
      value: { message: { body: 'It stops & waits.' } },
      warnings: [{ type: 'coerced', field: 'message.body' }],
    });
    const both = { ...body, text: 'The text beside it.' };
    expect(created({ message: { body: both, visibility: 'public' } })).toMatchObject({
      value: { message: { body: 'The text beside it.' } },
      warnings: [{ type: 'coerced', field: 'message.body' }],
    });
  });

  it.each<[string, Partial<TicketDraft<AnyFields>>, Overrides]>([
    ['callerKey', { callerKey: 'order-88' }, {}],
    ['category', { category: 'task' }, {}],
    ['priority', { priority: 'urgent' }, {}],
    ['dueAt', { dueAt: new Date('2026-03-01') }, {}],
    ['formId', { formId: '41' }, {}],
    ['brandId', { brandId: '51' }, { version: 15 }],
    ['organizationId', { organizationId: '301' }, { version: 14 }],
  ])('says that %s is lost where there is no place for it', (field, changes, overrides) => {
    const { value, warnings } = created(changes, overrides);
    expect(warnings).toMatchObject([{ type: 'dropped', field }]);
    expect(value.conversation?.body).toEqual({ title: 'Export stops' });
    expect(Object.keys(value.message)).toEqual(['from', 'body']);
  });

  it('loses nothing where a priority is the one that new cases have', () => {
    expect(created({ priority: 'normal' }).warnings).toEqual([]);
  });

  it('has its title in the first call before titles could be written', () => {
    const { value } = created({}, { version: 12 });
    expect(value.message).toMatchObject({ subject: 'Export stops' });
    expect(value.conversation).toBeNull();
  });

  it.each<[string, object, object]>([
    ['no requester', { requester: {} }, { path: 'requester.email' }],
    ['no body', { message: { body: {}, visibility: 'public' } }, { path: 'message.body' }],
    [
      'tags only in HTML',
      { message: { body: { html: '<p> </p>' }, visibility: 'public' } },
      { path: 'message.body' },
    ],
    ['no visibility', { message: { body: { text: 'x' } } }, { path: 'message.visibility' }],
    [
      'an author who is not the requester',
      { message: { body: { text: 'x' }, visibility: 'public', authorId: '900' } },
      { path: 'message.authorId' },
    ],
    ['a blank tag', { tags: ['vip', ' '] }, { path: 'tags.1' }],
    ['a blank copy', { cc: [''] }, { path: 'cc.0' }],
    [
      'addresses that are none',
      { providerOptions: { intercom: { attachmentUrls: ['file:///etc'] } } },
      { path: 'providerOptions.intercom.attachmentUrls' },
    ],
  ])('is refused with %s', (_what, changes, issue) => {
    expect(() => created(changes)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        issues: [expect.objectContaining(issue)],
      }),
    );
  });

  it.each<[string, object, string]>([
    [
      'words that customers must not see',
      { message: { body: { text: 'x' }, visibility: 'internal' } },
      'unsupported_operation',
    ],
    [
      'eleven files',
      {
        message: {
          body: { text: 'x' },
          visibility: 'public',
          attachments: Array.from({ length: 11 }, () => ({
            fileName: 'a',
            contentType: 'text/plain',
            data: new Uint8Array(1),
          })),
        },
      },
      'limit_exceeded',
    ],
    ['ids of elsewhere', { assigneeId: 'zendesk:acme:1' }, 'id_mismatch'],
    [
      'options that Intercom does not take',
      { providerOptions: { intercom: { skip_notifications: true } } },
      'configuration_invalid',
    ],
  ])('is refused with %s', (_what, changes, code) => {
    expect(() => created(changes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a change of a conversation', () => {
  it('of nothing is no call', () => {
    expect(changed({})).toEqual({
      value: { conversation: null, ticket: null, parts: [] },
      warnings: [],
    });
  });

  it('tells taking away from leaving alone', () => {
    const patch = {
      callerKey: null,
      category: null,
      organizationId: null,
      assigneeId: null,
    } as const;
    expect(changed({ ...patch, groupId: null, customFields: { plan: null } }, ATTRIBUTES)).toEqual({
      value: {
        conversation: {
          body: { custom_attributes: { plan: null, Key: null, Kind: null }, company_id: null },
          fields: ['organizationId', 'category', 'callerKey', 'customFields'],
        },
        ticket: null,
        parts: [
          {
            body: { message_type: 'assignment', type: 'admin', assignee_id: '0' },
            fields: ['assigneeId'],
          },
          {
            body: { message_type: 'assignment', type: 'team', assignee_id: '0' },
            fields: ['groupId'],
          },
        ],
      },
      warnings: [],
    });
  });

  it('of a state with a number goes to the ticket that the conversation also is', () => {
    expect(changed({ nativeStatusId: '42' }).value).toEqual({
      conversation: null,
      ticket: { body: { ticket_state_id: '42' }, fields: ['nativeStatusId'] },
      parts: [],
    });
  });

  it.each<[string, TicketPatch<AnyFields>, Overrides]>([
    ['requesterId', { requesterId: ADA }, {}],
    ['brandId', { brandId: '51' }, {}],
    ['subject', { subject: 'Other' }, { version: 12 }],
    ['priority', { priority: 'normal' }, {}],
    ['callerKey', { callerKey: null }, {}],
  ])('says that %s cannot be changed', (field, patch, overrides) => {
    const { value, warnings } = changed(patch, overrides);
    expect(warnings).toMatchObject([{ type: 'dropped', field }]);
    expect(value).toEqual({ conversation: null, ticket: null, parts: [] });
  });
});

describe('a priority', () => {
  it.each([
    ['low', 'low'],
    ['normal', 'medium'],
    ['high', 'high'],
    ['urgent', 'urgent'],
  ] as const)('%s is Intercom’s own %s in the Preview version', (priority, word) => {
    expect(changed({ priority }, PREVIEW).value.conversation?.body).toEqual({ priority: word });
  });

  it('stands in its attribute as the account spells it', () => {
    const priorityMap = new Map([['P1', 'urgent'] as const]);
    const written = (priority: 'urgent' | 'high') =>
      changed({ priority }, { ...ATTRIBUTES, ...PREVIEW, priorityMap }).value.conversation?.body;
    expect(written('urgent')).toEqual({ custom_attributes: { Urgency: 'urgent' } });
    expect(written('high')).toEqual({ custom_attributes: { Urgency: 'high' } });
    const moved = new Map([
      ['urgent', 'high'],
      ['P1', 'urgent'],
    ] as const);
    expect(
      changed({ priority: 'urgent' }, { ...ATTRIBUTES, priorityMap: moved }).value.conversation
        ?.body,
    ).toEqual({ custom_attributes: { Urgency: 'P1' } });
  });
});
