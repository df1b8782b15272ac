import { createZendesk } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { FIELD_TYPE_TO_UNIFIED } from '../../../../adapters/zendesk/enums.ts';
import { fieldToUnified } from '../../../../adapters/zendesk/to-unified/fields.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const credentials = { accessToken: 'token-of-the-tests' };

describe('values of custom fields', () => {
  it('without configuration stand under their native ids as they came', () => {
    const { value } = ticketToUnified(restFixture('ticket.full'), readContext());
    expect(value.customFields).toEqual({
      '3001': { value: 'pro', nativeId: '3001', label: null, type: 'unknown' },
      '3002': { value: true, nativeId: '3002', label: null, type: 'unknown' },
      '3003': { value: ['api', 'export'], nativeId: '3003', label: null, type: 'unknown' },
      '3004': { value: '16', nativeId: '3004', label: null, type: 'unknown' },
      '3005': { value: '2026-02-01', nativeId: '3005', label: null, type: 'unknown' },
      '3006': { value: null, nativeId: '3006', label: null, type: 'unknown' },
    });
  });

  it('with schemas stand under their keys, checked and typed', () => {
    const desk = createZendesk({
      subdomain: 'acme',
      credentials,
      customFields: {
        plan: { id: 3001, schema: z.enum(['free', 'pro']), label: 'Plan' },
        seats: { id: '3004', schema: z.pipe(z.string(), z.transform(Number)), type: 'integer' },
        renewal: {
          id: 3005,
          schema: z.pipe(
            z.string(),
            z.transform((day) => new Date(day)),
          ),
        },
      },
    });
    const { value, warnings } = desk.translate.ticket.toUnified(restFixture('ticket.full'));
    const plan: 'free' | 'pro' | null = value.customFields.plan.value;
    expect(plan).toBe('pro');
    expect(value.customFields.plan).toEqual({
      value: 'pro',
      nativeId: '3001',
      label: 'Plan',
      type: 'unknown',
    });
    expect(value.customFields.seats).toMatchObject({ value: 16, type: 'integer' });
    expect(value.customFields.renewal.value).toEqual(new Date('2026-02-01T00:00:00Z'));
    expect(warnings.filter(({ field }) => field.startsWith('customFields'))).toEqual([]);
  });

  it('a value that fails its schema is null, with a warning that does not quote it', () => {
    const desk = createZendesk({
      subdomain: 'acme',
      credentials,
      customFields: { plan: { id: 3001, schema: z.enum(['free', 'basic']) } },
    });
    const json = restFixture('ticket.full');
    const { value, warnings } = desk.translate.ticket.toUnified(json);
    expect(value.customFields.plan.value).toBeNull();
    expect(warnings).toContainEqual({
      type: 'dropped',
      field: 'customFields.plan',
      reason: 'The value does not pass the schema that is configured for this field; see raw.',
    });
    expect(value.raw?.custom_fields?.[0]).toEqual({ id: 3001, value: 'pro' });
  });

  it('an unset field is null without a warning, whatever its schema', () => {
    const desk = createZendesk({
      subdomain: 'acme',
      credentials,
      customFields: { code: { id: 3006, schema: z.string() } },
    });
    const { value, warnings } = desk.translate.ticket.toUnified(restFixture('ticket.full'));
    expect(value.customFields.code.value).toBeNull();
    expect(warnings.some(({ field }) => field === 'customFields.code')).toBe(false);
  });

  it('labels and types that the account told are used until the configuration says otherwise', () => {
    const known = () => ({ label: 'From the account', type: 'single_select' as const });
    const fields = createFieldMap({ plan: { id: 3001, label: 'Ours' } }, known);
    const { value } = ticketToUnified(restFixture('ticket.full'), readContext({ fields }));
    expect(value.customFields['plan']).toMatchObject({ label: 'Ours', type: 'single_select' });
    expect(value.customFields['3002']).toMatchObject({ label: 'From the account' });
  });

  it('the configured field is the category instead of the ticket type', () => {
    const read = (categoryFieldId: string) =>
      ticketToUnified(restFixture('ticket.full'), readContext({ categoryFieldId })).value.category;
    expect(read('3001')).toBe('pro');
    expect(read('3006')).toBeNull();
    expect(read('9999')).toBeNull();
  });
});

describe('field definitions', () => {
  it.each(Object.entries(FIELD_TYPE_TO_UNIFIED))('%s is %s', (type, expected) => {
    expect(fieldToUnified({ id: 1, type }, readContext()).type).toBe(expected);
  });

  it.each(['constructor', 'hologram'])('a type that comes later, %s, is unknown', (type) => {
    expect(fieldToUnified({ id: 1, type }, readContext())).toMatchObject({
      type: 'unknown',
      nativeType: type,
      label: '1',
      active: true,
    });
  });

  it('a required field is required on solving, not on creation', () => {
    expect(fieldToUnified({ id: 1, type: 'text', required: true }, readContext()).required).toBe(
      'on_solve',
    );
  });
});
