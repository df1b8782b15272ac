import { ConfigurationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  articleFromDraft,
  articlePatch,
} from '../../../../adapters/zendesk/from-unified/articles.ts';
import { contactFromDraft } from '../../../../adapters/zendesk/from-unified/contacts.ts';
import { organizationFromDraft } from '../../../../adapters/zendesk/from-unified/organizations.ts';
import { subscriptionFromDraft } from '../../../../adapters/zendesk/from-unified/subscriptions.ts';
import { writeContext } from '../support/contexts.ts';

const context = writeContext();

describe('contacts', () => {
  it('a new one is a customer and gets no welcome mail', () => {
    expect(
      contactFromDraft(
        {
          name: 'Nora',
          email: 'nora@customer.example',
          phone: '+46',
          callerKey: 'cust-9',
          organizationId: 'zendesk:acme:301',
          locale: 'sv',
          tags: ['Beta User'],
          customFields: { plan: 'pro' },
          isBlocked: false,
        },
        context,
        { isNew: true },
      ),
    ).toEqual({
      value: {
        user: {
          role: 'end-user',
          skip_verify_email: true,
          name: 'Nora',
          email: 'nora@customer.example',
          phone: '+46',
          external_id: 'cust-9',
          organization_id: 301,
          locale: 'sv',
          tags: ['beta_user'],
          user_fields: { plan: 'pro' },
          suspended: false,
        },
      },
      warnings: [
        {
          type: 'coerced',
          field: 'tags',
          reason: 'Zendesk writes tags in lower case and without spaces or commas.',
        },
      ],
    });
  });

  it('the welcome mail is sent where that is asked for', () => {
    const providerOptions = { zendesk: { skip_verify_email: false } };
    const { value } = contactFromDraft({ providerOptions }, context, { isNew: true });
    expect(value['user']).toMatchObject({ skip_verify_email: false });
  });

  it('a change of address or organization says what Zendesk makes of it', () => {
    const { value, warnings } = contactFromDraft(
      { email: 'new@customer.example', organizationId: null },
      context,
      { isNew: false },
    );
    expect(value).toEqual({ user: { email: 'new@customer.example', organization_id: null } });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['coerced', 'email'],
      ['coerced', 'organizationId'],
    ]);
    expect(JSON.stringify(warnings)).not.toContain('new@customer.example');
  });

  it('kinds and zones that Zendesk lacks are warnings', () => {
    const { value, warnings } = contactFromDraft(
      { role: 'lead', timezone: 'Europe/Stockholm' },
      context,
      { isNew: false },
    );
    expect(value).toEqual({ user: {} });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['coerced', 'role'],
      ['dropped', 'timezone'],
    ]);
  });

  it('nobody is made an administrator by providerOptions', () => {
    const providerOptions = { zendesk: { role: 'admin' } };
    expect(() => contactFromDraft({ providerOptions }, context, { isNew: true })).toThrow(
      ConfigurationError,
    );
  });
});

describe('organizations', () => {
  it('send what was said', () => {
    expect(
      organizationFromDraft({
        name: 'Northwind',
        callerKey: null,
        domains: ['northwind.example'],
        customFields: { tier: 'gold' },
        providerOptions: { zendesk: { notes: 'x' } },
      }),
    ).toEqual({
      value: {
        organization: {
          notes: 'x',
          name: 'Northwind',
          external_id: null,
          domain_names: ['northwind.example'],
          organization_fields: { tier: 'gold' },
        },
      },
      warnings: [],
    });
  });
});

describe('articles', () => {
  const scope = { provider: 'zendesk', label: 'Zendesk', account: 'acme' };

  it('a new article tells nobody unless asked', () => {
    const { value } = articleFromDraft(
      {
        title: 'T',
        bodyHtml: '<p>b</p>',
        sectionId: '12',
        state: 'draft',
        authorId: 'zendesk:acme:7',
      },
      scope,
    );
    expect(value).toEqual({
      article: { title: 'T', body: '<p>b</p>', section_id: 12, draft: true, author_id: 7 },
      notify_subscribers: false,
    });
  });

  it('a section that is no Zendesk id is refused, not sent as null', () => {
    for (const sectionId of ['guides', '', '1e3']) {
      expect(() => articleFromDraft({ title: 'T', sectionId }, scope)).toThrow(ConfigurationError);
    }
  });

  it('an article archived from the start is a draft, with a warning', () => {
    expect(articleFromDraft({ state: 'archived' }, scope)).toMatchObject({
      value: { article: { draft: true } },
      warnings: [{ type: 'coerced', field: 'state', from: 'archived', to: 'draft' }],
    });
  });

  it('a change is split into article and translation', () => {
    expect(articlePatch({ title: 'T', state: 'published', labels: ['a'] }, scope)).toEqual({
      article: { label_names: ['a'] },
      translation: { title: 'T', draft: false },
    });
  });
});

describe('subscriptions', () => {
  it('a new one posts JSON, is active, and its events have Zendesk’s names', () => {
    const draft = {
      name: 'sync',
      url: 'https://app.example/hook',
      events: ['ticket.created', 'zen:event-type:user.deleted', 'conditional_ticket_events'],
    };
    expect(subscriptionFromDraft(draft, { isNew: true })).toEqual({
      webhook: {
        name: 'sync',
        endpoint: 'https://app.example/hook',
        status: 'active',
        subscriptions: [
          'zen:event-type:ticket.created',
          'zen:event-type:user.deleted',
          'conditional_ticket_events',
        ],
        http_method: 'POST',
        request_format: 'json',
      },
    });
  });

  it('a change names only what changes', () => {
    expect(subscriptionFromDraft({ active: false }, { isNew: false })).toEqual({
      webhook: { status: 'inactive' },
    });
  });
});
