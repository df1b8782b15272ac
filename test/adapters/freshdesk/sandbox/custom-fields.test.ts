import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const base = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

describe('custom fields', () => {
  it('come back with null where unset, decimals as texts, dropdowns as labels', async () => {
    const { sandbox, post } = createClient();
    const { seed } = sandbox;
    seed.field({ type: 'custom_number', label: 'Seats' });
    seed.field({ type: 'custom_decimal', label: 'Price' });
    seed.field({ type: 'custom_checkbox', label: 'Vip' });
    seed.field({ type: 'custom_date', label: 'Bought' });
    seed.field({ type: 'custom_dropdown', label: 'Plan', choices: ['Pro', 'Team'] });
    seed.field({ type: 'custom_paragraph', label: 'Notes' });
    const custom_fields = {
      cf_seats: 3,
      cf_price: 124,
      cf_vip: true,
      cf_bought: '2026-01-31',
      cf_plan: 'Pro',
    };
    const { body } = await post('/tickets', { ...base, custom_fields });
    expect(body.custom_fields).toEqual({
      ...custom_fields,
      cf_price: '124.0',
      cf_notes: null,
    });
    const wrong = { cf_seats: '3', cf_plan: 'pro', cf_bought: '31.1.2026', cf_unknown: 1 };
    const refused = await post('/tickets', { ...base, custom_fields: wrong });
    expect(
      refused.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ).toEqual([
      ['cf_seats', 'datatype_mismatch'],
      ['cf_plan', 'invalid_value'],
      ['cf_bought', 'invalid_value'],
      ['cf_unknown', 'invalid_field'],
    ]);
  });

  it('nest: three keys, each level bound to the one above', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.field({
      type: 'nested_field',
      label: 'Country',
      levels: ['State', 'City'],
      choices: { usa: { texas: ['austin'], ohio: [] }, india: { kerala: ['kochin'] } },
    });
    const create = (custom_fields: object) => post('/tickets', { ...base, custom_fields });
    const fine = { cf_country: 'usa', cf_state: 'texas', cf_city: 'austin' };
    expect((await create(fine)).body.custom_fields).toEqual(fine);
    const wrong = await create({ cf_country: 'india', cf_state: 'texas' });
    expect(wrong.body.errors).toEqual([
      {
        field: 'cf_state',
        message: "It should be one of these values: 'kerala'",
        code: 'invalid_value',
      },
    ]);
  });

  it('of several choices come out of a form as a list, also when it is one', async () => {
    const { sandbox, post } = createClient();
    const type = 'custom_multi_select_dropdown';
    sandbox.seed.field({ type, label: 'Areas', choices: ['Web', 'Mail'] });
    const chosen = async (areas: readonly string[]) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(base)) form.append(name, value);
      for (const area of areas) form.append('custom_fields[cf_areas][]', area);
      return (await post('/tickets', form)).body.custom_fields;
    };
    expect(await chosen(['Web', 'Mail'])).toEqual({ cf_areas: ['Web', 'Mail'] });
    expect(await chosen(['Web'])).toEqual({ cf_areas: ['Web'] });
  });

  it('that an update does not name stay, or go where the account is set so', async () => {
    const outcome = async (unnamedCustomFields: 'kept' | 'cleared') => {
      const { sandbox, put } = createClient({ unconfirmed: { unnamedCustomFields } });
      sandbox.seed.field({ type: 'custom_text', label: 'A' });
      sandbox.seed.field({ type: 'custom_text', label: 'B' });
      sandbox.seed.ticket({ properties: { custom_fields: { cf_a: '1', cf_b: '2' } } });
      return (await put('/tickets/1', { custom_fields: { cf_a: '3' } })).body.custom_fields;
    };
    expect(await outcome('kept')).toEqual({ cf_a: '3', cf_b: '2' });
    expect(await outcome('cleared')).toEqual({ cf_a: '3', cf_b: null });
  });
});
