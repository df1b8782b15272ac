import type { ArticleDraft, ContactDraft, OrganizationDraft } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  articleFromDraft,
  translationFromDraft,
} from '../../../../adapters/intercom/from-unified/articles.ts';
import { contactFromDraft } from '../../../../adapters/intercom/from-unified/contacts.ts';
import { organizationFromDraft } from '../../../../adapters/intercom/from-unified/organizations.ts';

const refusal = (expected: object): unknown => expect.objectContaining(expected);

describe('a contact', () => {
  const contact = (draft: ContactDraft, { version = 16, isNew = true } = {}) =>
    contactFromDraft(draft, { version }, { isNew });

  it('sends what was said, under Intercom’s names', () => {
    expect(
      contact({
        name: 'Ada',
        email: 'ada@customer.example',
        phone: '+15550100',
        callerKey: 'crm-7',
        locale: 'de',
        customFields: { plan: 'gold', since: new Date('2026-03-01T09:00:00.750Z') },
        providerOptions: { intercom: { owner_id: 900 } },
      }),
    ).toEqual({
      value: {
        role: 'user',
        name: 'Ada',
        email: 'ada@customer.example',
        phone: '+15550100',
        external_id: 'crm-7',
        language_override: 'de',
        custom_attributes: { plan: 'gold', since: 1_772_355_600 },
        owner_id: 900,
      },
      warnings: [],
    });
  });

  it('keeps its role and everything else that a change does not name', () => {
    expect(contact({ name: 'Ada' }, { isNew: false })).toEqual({
      value: { name: 'Ada' },
      warnings: [],
    });
    expect(contact({ phone: '', role: 'lead' }, { isNew: false }).value).toEqual({
      phone: '',
      role: 'lead',
    });
  });

  it.each([
    ['user', 'user', []],
    ['lead', 'lead', []],
    ['visitor', 'lead', [{ type: 'coerced', field: 'role', from: 'visitor', to: 'lead' }]],
    ['contact', 'user', [{ type: 'coerced', field: 'role', from: 'contact', to: 'user' }]],
  ] as const)('with the role %s is a %s', (role, native, warnings) => {
    expect(contact({ email: 'ada@customer.example', role })).toMatchObject({
      value: { role: native },
      warnings,
    });
  });

  it.each<[string, ContactDraft, number]>([
    ['timezone', { timezone: 'Europe/Berlin' }, 16],
    ['isBlocked', { isBlocked: false }, 16],
    ['locale', { locale: 'de' }, 14],
  ])('says that %s is lost', (field, draft, version) => {
    expect(contact(draft, { version, isNew: false })).toMatchObject({
      value: {},
      warnings: [{ type: 'dropped', field }],
    });
  });

  it.each([[{}], [{ name: '' }], [{ email: '' }], [{ customFields: { plan: 'gold' } }]])(
    'that is new and only %o is refused',
    (draft) => {
      expect(() => contact(draft)).toThrow(
        refusal({ code: 'validation_failed', issues: [refusal({ path: 'email' })] }),
      );
    },
  );

  it('is blocked from 2.13 on', () => {
    const draft = { email: 'ada@customer.example', isBlocked: true };
    expect(() => contact(draft, { version: 12 })).toThrow(
      refusal({ code: 'unsupported_operation' }),
    );
    expect(contact(draft, { version: 13 }).warnings).toEqual([]);
  });
});

describe('a company', () => {
  const company = (draft: OrganizationDraft, isNew = true) =>
    organizationFromDraft(draft, { isNew });

  it('sends what was said, under Intercom’s names', () => {
    expect(
      company({
        name: 'Initech',
        callerKey: 'o-1',
        customFields: { tier: 2 },
        providerOptions: { intercom: { plan: 'gold', website: 'https://initech.example' } },
      }),
    ).toEqual({
      value: {
        name: 'Initech',
        company_id: 'o-1',
        custom_attributes: { tier: 2 },
        plan: 'gold',
        website: 'https://initech.example',
      },
      warnings: [],
    });
  });

  it('says what is lost', () => {
    expect(company({ name: 'Initech', domains: ['initech.example'] })).toMatchObject({
      value: { name: 'Initech' },
      warnings: [{ type: 'dropped', field: 'domains' }],
    });
    expect(company({ name: 'Initech', callerKey: 'o-2' }, false)).toEqual({
      value: { name: 'Initech' },
      warnings: [expect.objectContaining({ type: 'dropped', field: 'callerKey' })],
    });
  });
});

describe('an article', () => {
  const scope = { provider: 'intercom', label: 'Intercom', account: 'abc123de' };
  const article = (draft: ArticleDraft, isNew = true) => articleFromDraft(draft, { isNew }, scope);

  it('sends what was said, under Intercom’s names', () => {
    const draft = { title: 'Exports', bodyHtml: '<p>x</p>', state: 'published' } as const;
    const text = { title: 'Exports', body: '<p>x</p>', state: 'published' };
    expect(article({ ...draft, sectionId: '145' })).toEqual({
      value: { ...text, parent_id: 145, parent_type: 'collection' },
      warnings: [],
    });
    // A change spells the collection as text.
    expect(article({ ...draft, sectionId: '145' }, false).value).toEqual({
      ...text,
      parent_id: '145',
      parent_type: 'collection',
    });
  });

  it('that is archived is a draft, with a warning', () => {
    expect(article({ title: 'Exports', state: 'archived' })).toMatchObject({
      value: { title: 'Exports', state: 'draft' },
      warnings: [{ type: 'coerced', field: 'state', from: 'archived', to: 'draft' }],
    });
  });

  it.each<[string, Partial<ArticleDraft>]>([
    ['locale', { locale: 'de' }],
    ['labels', { labels: ['x'] }],
    ['position', { position: 2 }],
  ])('says that %s is lost', (field, changes) => {
    expect(article({ title: 'Exports', ...changes })).toMatchObject({
      value: { title: 'Exports' },
      warnings: [{ type: 'dropped', field }],
    });
  });

  it.each(['x', '', '1.5', 'intercom:abc123de:145'])('is in no collection %o', (sectionId) => {
    expect(() => article({ title: 'Exports', sectionId })).toThrow(
      refusal({ code: 'id_mismatch' }),
    );
  });

  it('has its other languages beside the first one', () => {
    const draft = { title: 'Exporte', bodyHtml: '<p>x</p>', locale: 'de', sectionId: '145' };
    expect(translationFromDraft(draft, scope)).toMatchObject({
      value: {
        translated_content: {
          de: { type: 'article_content', title: 'Exporte', body: '<p>x</p>' },
        },
      },
      warnings: [{ type: 'dropped', field: 'sectionId' }],
    });
  });
});
