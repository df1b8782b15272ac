import { describe, expect, it } from 'vitest';
import { fieldToUnified, formToUnified } from '../../../../adapters/intercom/to-unified/fields.ts';
import {
  conversationStatuses,
  statusToUnified,
} from '../../../../adapters/intercom/to-unified/statuses.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { readContext } from '../support/contexts.ts';

describe('an attribute', () => {
  const field = (changes: object, context = readContext()) =>
    fieldToUnified({ name: 'Severity', ...changes }, context);

  it('of a ticket type is known by its name', () => {
    const context = readContext({ fields: createFieldMap({ severity: { id: 'Severity' } }) });
    const json = {
      type: 'ticket_type_attribute',
      id: '901',
      data_type: 'list',
      input_options: {
        list_items: [
          { id: '5f', name: 'high' },
          { id: '60', name: 'low' },
        ],
      },
      required_to_create: true,
      visible_to_contacts: true,
      default: false,
      archived: false,
    };
    expect(field(json, context)).toMatchObject({
      key: 'severity',
      nativeId: 'Severity',
      object: 'ticket',
      label: 'Severity',
      type: 'single_select',
      nativeType: 'list',
      options: [
        { value: 'high', label: 'high', nativeId: '5f', children: [] },
        { value: 'low', nativeId: '60' },
      ],
      required: 'on_create',
      editableByCustomer: true,
      active: true,
      isSystem: false,
      raw: { id: '901' },
    });
  });

  it('of a conversation has options with labels; those that were archived are gone', () => {
    const json = {
      type: 'conversation_attribute',
      data_type: 'list',
      required: true,
      options: [
        { id: 'a', label: '1', archived: false },
        { id: 'b', label: '2', archived: true },
      ],
    };
    expect(field(json)).toMatchObject({
      object: 'conversation',
      options: [{ value: '1', nativeId: 'a' }],
      required: 'on_solve',
    });
  });

  it('of a contact or a company has options that are words', () => {
    const json = { type: 'data_attribute', data_type: 'string', label: 'Tier', custom: true };
    expect(field({ ...json, model: 'contact', options: ['gold'] })).toMatchObject({
      object: 'contact',
      label: 'Tier',
      options: [{ value: 'gold', label: 'gold', nativeId: null }],
      required: 'never',
      isSystem: false,
    });
    expect(field({ ...json, model: 'company', custom: false })).toMatchObject({
      object: 'organization',
      isSystem: true,
    });
  });

  it.each([
    [{ data_type: 'string' }, 'text'],
    [{ data_type: 'string', multiline: true }, 'multiline'],
    [{ data_type: 'string', input_options: { multiline: true } }, 'multiline'],
    [{ data_type: 'integer' }, 'integer'],
    [{ data_type: 'decimal' }, 'decimal'],
    [{ data_type: 'float' }, 'decimal'],
    [{ data_type: 'boolean' }, 'boolean'],
    [{ data_type: 'date' }, 'date'],
    [{ data_type: 'datetime' }, 'datetime'],
    [{ data_type: 'relationship' }, 'lookup'],
    [{ data_type: 'files' }, 'unknown'],
    [{ data_type: 'constructor' }, 'unknown'],
    [{}, 'unknown'],
  ])('with %j is %s', (changes, type) => {
    expect(field(changes).type).toBe(type);
  });
});

describe('a ticket type', () => {
  it.each(['data', 'ticket_type_attributes'])('shows its attributes, listed under %s', (key) => {
    const json = {
      id: '55',
      name: 'Refund',
      category: 'Customer',
      ticket_type_attributes: { [key]: [{ name: '_default_title_' }, { name: 'Severity' }] },
    };
    expect(formToUnified(json, readContext())).toMatchObject({
      id: '55',
      name: 'Refund',
      fieldIds: ['_default_title_', 'Severity'],
      active: true,
      visibleToCustomer: true,
    });
  });

  it('of the back office is not for customers', () => {
    const form = (changes: object) =>
      formToUnified({ id: '1', category: 'Customer', ...changes }, readContext());
    expect(form({ category: 'Back-office' }).visibleToCustomer).toBe(false);
    expect(form({ is_internal: true }).visibleToCustomer).toBe(false);
    expect(form({ archived: true }).active).toBe(false);
  });
});

describe('the states of an account', () => {
  it('are those of its ticket types, in our words', () => {
    const json = {
      id: '6602',
      category: 'in_progress',
      internal_label: 'With warehouse',
      archived: true,
    };
    expect(statusToUnified(json, readContext())).toEqual({
      id: '6602',
      label: 'With warehouse',
      status: 'in_progress',
      statusDetail: null,
      active: false,
      isDefault: false,
      raw: json,
    });
  });

  it('follow the account’s own table', () => {
    const statusMap = new Map([['6602', { status: 'pending' as const, statusDetail: null }]]);
    const json = { id: '6602', category: 'in_progress' };
    expect(statusToUnified(json, readContext({ statusMap })).status).toBe('pending');
  });

  it('and the three that every conversation has', () => {
    expect(conversationStatuses(readContext())).toMatchObject([
      { id: 'open', status: 'open', isDefault: true },
      { id: 'snoozed', status: 'pending', statusDetail: 'snoozed' },
      { id: 'closed', status: 'resolved', isDefault: false },
    ]);
  });
});
