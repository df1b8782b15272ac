import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../../../adapters/freshdesk/to-unified/field-options.ts';
import {
  fieldToUnified,
  fieldTypeOf,
  formToUnified,
} from '../../../../adapters/freshdesk/to-unified/fields.ts';
import {
  scheduleToUnified,
  slaPolicyToUnified,
} from '../../../../adapters/freshdesk/to-unified/sla-policies.ts';
import { statusesToUnified } from '../../../../adapters/freshdesk/to-unified/statuses.ts';
import {
  freshdeskZoneOf,
  ianaZoneOf,
} from '../../../../adapters/freshdesk/to-unified/time-zones.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const context = readContext();

describe('choices of fields', () => {
  it('come in five forms that mean the same', () => {
    const leaf = (value: string, label = value, nativeId: string | null = null) => ({
      value,
      label,
      nativeId,
      children: [],
    });
    expect(optionsOf(['A', 'B'])).toEqual([leaf('A'), leaf('B')]);
    expect(optionsOf({ Low: 1, High: 3 })).toEqual([leaf('1', 'Low', '1'), leaf('3', 'High', '3')]);
    expect(optionsOf({ '2': ['Open', 'Being Processed'] })).toEqual([leaf('2', 'Open', '2')]);
    const nested = [
      { ...leaf('India'), children: [{ ...leaf('Kerala'), children: [leaf('Kochi')] }] },
    ];
    expect(optionsOf([{ India: [{ Kerala: ['Kochi'] }] }])).toEqual(nested);
    expect(optionsOf({ India: { Kerala: ['Kochi'] } })).toEqual(nested);
    expect(
      optionsOf([
        { id: 1, position: 1, value: 'A', choices: [{ id: 2, value: 'B', choices: [] }] },
      ]),
    ).toEqual([{ ...leaf('A', 'A', '1'), children: [leaf('B', 'B', '2')] }]);
  });

  it('may be missing, and odd ones are skipped', () => {
    expect(optionsOf(undefined)).toEqual([]);
    expect(optionsOf(null)).toEqual([]);
    expect(optionsOf('A')).toEqual([]);
    expect(optionsOf([null, true, 'A'])).toMatchObject([{ value: 'A' }]);
  });
});

describe('fields, forms and statuses', () => {
  it('a nested field of the admin endpoint is a field for each level', () => {
    const fields = createFieldMap({ device: { id: 'cf_device' } });
    expect(
      fieldToUnified(restFixture('ticket_field.admin'), readContext({ fields })),
    ).toMatchObject([
      {
        key: 'cf_area',
        nativeId: 'cf_area',
        label: 'Area',
        type: 'nested_select',
        required: 'on_solve',
        editableByCustomer: false,
        active: true,
        isSystem: false,
        options: [{ value: 'Hardware', nativeId: '1', children: [{ value: 'Scanner' }] }],
      },
      { key: 'device', nativeId: 'cf_device', label: 'Device', type: 'single_select', options: [] },
    ]);
  });

  it('a type that nobody documented aborts nothing', () => {
    expect(fieldTypeOf('custom_lookup_bookings')).toBe('lookup');
    expect(fieldTypeOf('custom_multi_select_dropdown')).toBe('multi_select');
    expect(fieldTypeOf('custom_hologram')).toBe('unknown');
    expect(fieldTypeOf('constructor')).toBe('unknown');
  });

  it('an archived field is not active; one that agents must fill is required on creation', () => {
    const json = {
      id: 1,
      name: 'cf_x',
      type: 'custom_text',
      archived: true,
      required_for_agents: true,
      required_for_closure: true,
    };
    expect(fieldToUnified(json, context)).toMatchObject([
      { label: 'cf_x', active: false, required: 'on_create' },
    ]);
  });

  it('a form names its fields as far as they are told', () => {
    expect(
      formToUnified(
        { id: 7, title: 'Returns', fields: [{ id: 1, name: 'cf_x' }, { id: 2 }, {}] },
        context,
      ),
    ).toMatchObject({ id: '7', name: 'Returns', fieldIds: ['cf_x', '2'], active: true });
    expect(formToUnified({ id: 7 }, context)).toMatchObject({ name: '', fieldIds: [] });
  });

  it('a status of the account’s own follows the account’s map', () => {
    const json = {
      id: 1,
      name: 'status',
      type: 'default_status',
      choices: { '9': ['Lab', 'In the lab'], '2': ['Open', 'Open'] },
    };
    const statusMap = new Map([['Lab', { status: 'in_progress', statusDetail: null } as const]]);
    expect(statusesToUnified(json, readContext({ statusMap }))).toEqual([
      {
        id: '2',
        label: 'Open',
        status: 'open',
        statusDetail: null,
        active: true,
        isDefault: true,
        raw: { id: '2', label: 'Open' },
      },
      {
        id: '9',
        label: 'Lab',
        status: 'in_progress',
        statusDetail: null,
        active: true,
        isDefault: false,
        raw: { id: '9', label: 'Lab' },
      },
    ]);
  });
});

describe('opening hours and targets', () => {
  it('count from Monday; days that are missing are closed; midnight is the end of the day', () => {
    expect(scheduleToUnified(restFixture('business_hours.live'), context)).toMatchObject({
      id: '70000000801',
      name: 'Office',
      timezone: 'America/New_York',
      intervals: [
        { startMinute: 480, endMinute: 1050 },
        { startMinute: 2 * 1440, endMinute: 2 * 1440 + 720 },
        { startMinute: 4 * 1440 + 960, endMinute: 5 * 1440 },
      ],
      holidays: [],
    });
  });

  it('are read under the documented key and in its longer form, too', () => {
    const json = {
      id: 1,
      time_zone: 'Somewhere else',
      business_hours: {
        sunday: { start_time: '08:00:00 am', end_time: '05:00:00 pm' },
        monday: { start_time: 'noon', end_time: '5:00 pm' },
      },
    };
    expect(scheduleToUnified(json, context)).toMatchObject({
      timezone: 'Somewhere else',
      intervals: [{ startMinute: 6 * 1440 + 480, endMinute: 6 * 1440 + 1020 }],
    });
  });

  it('a target in business hours, and one for the next answer', () => {
    const sla_target = {
      priority_2: {
        respond_within: 900,
        next_respond_within: 1800,
        resolve_within: null,
        business_hours: true,
      },
      priority_9: { respond_within: 60 },
    };
    expect(slaPolicyToUnified({ id: 1, name: 'VIP', sla_target }, context).targets).toEqual([
      { metric: 'first_reply', priority: 'normal', targetMinutes: 15, hours: 'business' },
      { metric: 'next_reply', priority: 'normal', targetMinutes: 30, hours: 'business' },
      { metric: 'first_reply', priority: 'priority_9', targetMinutes: 1, hours: 'calendar' },
    ]);
  });
});

describe('time zones', () => {
  it('have a name in either world', () => {
    expect(ianaZoneOf('Eastern Time (US & Canada)')).toBe('America/New_York');
    expect(ianaZoneOf('Chennai')).toBe('Asia/Kolkata');
    expect(ianaZoneOf('Magadan')).toBe('Asia/Magadan');
    expect(freshdeskZoneOf('America/New_York')).toBe('Eastern Time (US & Canada)');
    expect(freshdeskZoneOf('Asia/Kolkata')).toBe('Kolkata');
    expect(freshdeskZoneOf('Antarctica/Troll')).toBeNull();
  });

  it('that are IANA names already pass; names of nothing do not', () => {
    expect(ianaZoneOf('Asia/Kolkata')).toBe('Asia/Kolkata');
    expect(ianaZoneOf('Astana')).toBeNull();
    expect(ianaZoneOf('constructor')).toBeNull();
  });

  it('every IANA name is one that the platform knows, and finds its way back to the same zone', () => {
    const names = [
      'International Date Line West',
      'American Samoa',
      'Hawaii',
      'Alaska',
      'Arizona',
      'Tijuana',
      'Saskatchewan',
      'Central America',
      'Indiana (East)',
      'Quito',
      'Newfoundland',
      'Brasilia',
      'Buenos Aires',
      'Georgetown',
      'Puerto Rico',
      'Mid-Atlantic',
      'Cape Verde Is.',
      'Edinburgh',
      'Casablanca',
      'Bern',
      'West Central Africa',
      'Kyiv',
      'Pretoria',
      'St. Petersburg',
      'Samara',
      'Abu Dhabi',
      'Ekaterinburg',
      'Islamabad',
      'Mumbai',
      'Sri Jayawardenepura',
      'Rangoon',
      'Hanoi',
      'Beijing',
      'Urumqi',
      'Taipei',
      'Osaka',
      'Canberra',
      'Srednekolymsk',
      'Solomon Is.',
      'New Caledonia',
      'Marshall Is.',
      'Wellington',
      "Nuku'alofa",
      'Tokelau Is.',
      'Chatham Is.',
      'Samoa',
    ];
    for (const name of names) {
      const zone = ianaZoneOf(name);
      expect(zone, name).not.toBeNull();
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone ?? '' }), name).not.toThrow();
      const native = freshdeskZoneOf(zone ?? '');
      expect(ianaZoneOf(native ?? ''), name).toBe(zone);
    }
  });
});
