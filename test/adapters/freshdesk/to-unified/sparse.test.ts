import { describe, expect, it } from 'vitest';
import { knownAgentOf } from '../../../../adapters/freshdesk/to-unified/agents.ts';
import {
  articleToUnified,
  categoryToUnified,
} from '../../../../adapters/freshdesk/to-unified/articles.ts';
import { attachmentToUnified } from '../../../../adapters/freshdesk/to-unified/attachments.ts';
import {
  contactToUnified,
  knownContactOf,
} from '../../../../adapters/freshdesk/to-unified/contacts.ts';
import { optionsOf } from '../../../../adapters/freshdesk/to-unified/field-options.ts';
import { agentNamesOf, fieldToUnified } from '../../../../adapters/freshdesk/to-unified/fields.ts';
import { macroToUnified } from '../../../../adapters/freshdesk/to-unified/macros.ts';
import { productToUnified } from '../../../../adapters/freshdesk/to-unified/products.ts';
import {
  scheduleToUnified,
  slaPolicyToUnified,
} from '../../../../adapters/freshdesk/to-unified/sla-policies.ts';
import { threadToUnified } from '../../../../adapters/freshdesk/to-unified/threads.ts';
import { lookups, readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const context = readContext();

describe('records that say next to nothing', () => {
  it('a product without a name goes by its number', () => {
    expect(productToUnified({ id: 21 }, context).name).toBe('21');
  });

  it('a policy without targets, hours without days', () => {
    expect(slaPolicyToUnified({ id: 1 }, context)).toMatchObject({
      name: '',
      description: null,
      position: null,
      targets: [],
    });
    expect(
      slaPolicyToUnified({ id: 1, sla_target: { priority_1: null } }, context).targets,
    ).toEqual([]);
    expect(scheduleToUnified({ id: 1 }, context)).toMatchObject({
      name: '',
      timezone: '',
      intervals: [],
    });
  });

  it('a canned response without a title, a category without a name', () => {
    expect(macroToUnified({ id: 1 }, context)).toMatchObject({ title: '', folderId: null });
    expect(categoryToUnified({ id: 1 }, context)).toMatchObject({ name: '', description: null });
  });

  it('an article without shelves, tags or state', () => {
    expect(articleToUnified({ id: 1 }, context)).toMatchObject({
      value: { locale: null, title: null, bodyHtml: null, labels: [], state: 'draft' },
      warnings: [
        { type: 'defaulted', field: 'state' },
        { type: 'defaulted', field: 'visibility' },
      ],
    });
  });

  it('a file without a name, a size or a link', () => {
    expect(attachmentToUnified({ id: 1 }, context, null)).toMatchObject({
      fileName: '',
      size: null,
      url: null,
      urlExpiresAt: null,
      contentType: null,
    });
    const old = {
      id: 1,
      file_size: 7,
      attachment_url: 'https://cdn.example/f?X-Amz-Date=20260101T000000Z',
    };
    expect(attachmentToUnified(old, context, null)).toMatchObject({ size: 7, urlExpiresAt: null });
  });

  it('a contact with a number only, and one with none', () => {
    expect(contactToUnified({ id: 1, mobile: 5550100 }, context).value).toMatchObject({
      name: null,
      emails: [],
      phones: ['5550100'],
      tags: [],
    });
    expect(knownContactOf({ id: 1, mobile: '1' })).toMatchObject({ phone: '1', timezone: null });
    expect(knownContactOf({ id: 1 })).toMatchObject({ name: null, phone: null, email: null });
    expect(knownAgentOf({ id: 1 })).toMatchObject({ name: null, phone: null, timezone: null });
    expect(knownAgentOf({ id: 1, contact: { mobile: '2' } }).phone).toBe('2');
  });

  it('a field without choices, a level without a name or a label', () => {
    const json = {
      id: 1,
      name: 'cf_a',
      type: 'nested_field',
      nested_ticket_fields: [{}, { name: 'cf_b' }],
    };
    expect(fieldToUnified(json, context)).toMatchObject([
      { nativeId: 'cf_a', label: 'cf_a', options: [] },
      { nativeId: 'cf_b', label: 'cf_b' },
    ]);
    expect([...agentNamesOf([])]).toEqual([]);
    expect(optionsOf([{ value: 'A' }])).toEqual([
      { value: 'A', label: 'A', nativeId: null, children: [] },
    ]);
  });
});

describe('threads whose parts say next to nothing', () => {
  it('a chat whose first entry has no text keeps its description', () => {
    const ticket = restFixture('ticket.chat');
    const silent = restFixture('conversation.incoming', { body_text: null });
    const { messages } = threadToUnified(
      { ticket, conversations: [silent] },
      { ...context, ticketId: '4740' },
    );
    expect(messages.map(({ value }) => value.externalId)).toEqual([
      '4740-description',
      '80000000010',
    ]);
  });

  it('a ticket without a source or a description still opens its thread', () => {
    const { messages } = threadToUnified(
      { ticket: restFixture('ticket.sparse'), conversations: [] },
      { ...context, ticketId: '4730', lookups: lookups({}) },
    );
    expect(messages.map(({ value }) => value)).toMatchObject([
      { externalId: '4730-description', bodyText: null, bodyHtml: null, author: { id: null } },
    ]);
  });
});
