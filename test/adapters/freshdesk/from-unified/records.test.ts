import { describe, expect, it } from 'vitest';
import { articleFromDraft } from '../../../../adapters/freshdesk/from-unified/articles.ts';
import { contactFromDraft } from '../../../../adapters/freshdesk/from-unified/contacts.ts';
import { organizationFromDraft } from '../../../../adapters/freshdesk/from-unified/organizations.ts';
import { workLogFromDraft } from '../../../../adapters/freshdesk/from-unified/work-logs.ts';
import type { ContactDraft } from '../../../../src/model/people.ts';
import { writeContext } from '../support/write-context.ts';

const contact = (draft: ContactDraft, isNew = true) =>
  contactFromDraft(draft, writeContext(), { isNew });

describe('a contact', () => {
  it('has a name, if need be out of its address', () => {
    expect(contact({ email: 'ada.lovelace@example.org' })).toMatchObject({
      value: { name: 'ada.lovelace', email: 'ada.lovelace@example.org' },
      warnings: [{ type: 'derived', field: 'name' }],
    });
    expect(() => contact({ callerKey: 'c-1' })).toThrow(
      expect.objectContaining({ issues: [{ path: 'name', message: expect.any(String) }] }),
    );
  });

  it('can be reached somehow', () => {
    for (const way of [
      { email: 'a@example.org' },
      { phone: '+15550100' },
      { callerKey: 'c-1' },
      { providerOptions: { freshdesk: { mobile: '+15550100' } } },
      { providerOptions: { freshdesk: { twitter_id: 'ada' } } },
    ]) {
      expect(contact({ name: 'Ada', ...way }).warnings).toEqual([]);
    }
    expect(() => contact({ name: 'Ada' })).toThrow(
      expect.objectContaining({ issues: [{ path: 'email', message: expect.any(String) }] }),
    );
    expect(() => contact({ name: 'Ada', callerKey: null })).toThrow(
      expect.objectContaining({ code: 'validation_failed' }),
    );
  });

  it('is made without null and changed with it', () => {
    const draft = { name: 'Ada', email: 'a@example.org', callerKey: null, organizationId: null };
    expect(contact(draft).value).toEqual({ name: 'Ada', email: 'a@example.org' });
    expect(contact({ callerKey: null, organizationId: null }, false).value).toEqual({
      unique_external_id: null,
      company_id: null,
    });
    expect(contact({}, false)).toEqual({ value: {}, warnings: [] });
  });

  it('says what cannot be written', () => {
    const { warnings } = contact(
      { role: 'user', timezone: 'Europe/Berlin', isBlocked: true, tags: ['a', 'a'] },
      false,
    );
    expect(warnings.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'coerced role',
      'dropped timezone',
      'dropped isBlocked',
      'coerced tags',
    ]);
    expect(contact({ role: 'contact' }, false).warnings).toEqual([]);
  });

  it('has custom fields by name, dates as days', () => {
    const customFields = { cf_since: new Date('2026-01-05T00:00:00Z'), cf_x: undefined, cf_y: 1 };
    expect(contact({ customFields }, false).value).toEqual({
      custom_fields: { cf_since: '2026-01-05', cf_y: 1 },
    });
  });
});

describe('a company', () => {
  it('has a name and domains; keys and tags are lost', () => {
    const { value, warnings } = organizationFromDraft({
      name: 'Initech',
      domains: [],
      callerKey: 'o-1',
      tags: ['gold'],
      customFields: { cf_tier: 'a' },
      providerOptions: { freshdesk: { industry: 'Rockets' } },
    });
    expect(value).toEqual({
      industry: 'Rockets',
      name: 'Initech',
      domains: [],
      custom_fields: { cf_tier: 'a' },
    });
    expect(warnings.map(({ field }) => field)).toEqual(['callerKey', 'tags']);
    expect(organizationFromDraft({ callerKey: null, tags: [] }).warnings).toEqual([]);
  });
});

describe('an article', () => {
  it.each([
    [{ state: 'published' }, false, { status: 2 }],
    [{ state: 'draft' }, false, { status: 1 }],
    [{ labels: ['a'] }, false, { tags: ['a'] }],
    [{}, false, {}],
    [
      { title: 'T', bodyHtml: '<p>b</p>' },
      true,
      { type: 1, title: 'T', description: '<p>b</p>', status: 1 },
    ],
    [
      { title: 'T', bodyHtml: 'b', providerOptions: { freshdesk: { type: 2 } } },
      true,
      { type: 2, title: 'T', description: 'b', status: 1 },
    ],
  ] as const)('%o (new: %s)', (draft, isNew, expected) => {
    expect(articleFromDraft(draft, { isNew }).value).toEqual(expected);
  });
});

describe('a time entry', () => {
  const written = (minutes: number) => workLogFromDraft({ minutes }, writeContext());

  it.each([
    [0, '00:00'],
    [1, '00:01'],
    [59.6, '01:00'],
    [90, '01:30'],
    [605, '10:05'],
    [6_000, '100:00'],
  ])('of %d minutes is %s', (minutes, expected) => {
    expect(written(minutes).value).toEqual({ time_spent: expected });
  });

  it('warns when it rounds', () => {
    expect(written(1.5).warnings).toMatchObject([{ type: 'coerced', from: 1.5, to: 2 }]);
    expect(written(2).warnings).toEqual([]);
  });

  it('names an agent of this account, a day and a note', () => {
    const draft = {
      agentId: 'freshdesk:acme:8',
      at: new Date('2026-01-05T09:00:00Z'),
      note: 'Hm',
      billable: true,
    };
    expect(workLogFromDraft(draft, writeContext()).value).toEqual({
      agent_id: 8,
      executed_at: '2026-01-05T09:00:00Z',
      note: 'Hm',
      billable: true,
    });
  });
});
