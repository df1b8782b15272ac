import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));

describeWithReference('people and companies that were recorded, field by field', () => {
  it('agents.list (recorded): names stand under contact, zones get their IANA name', () => {
    expect(read('agents.list')).toMatchObject([
      {
        id: 'freshdesk:acme:501001204047',
        externalId: '501001204047',
        name: 'John Doe',
        email: 'john@example.com',
        role: 'agent',
        groupIds: [],
        isActive: true,
        isAvailable: false,
        timezone: 'America/New_York',
        signature: '<div dir="ltr"><p><br></p>\n</div>',
      },
      {
        id: 'freshdesk:acme:501001202520',
        name: 'Johnny Great',
        timezone: 'Africa/Casablanca',
        signature: null,
      },
    ]);
  });

  it('contact.create.response (recorded): an id above 2^53 is never used', () => {
    const contact = read('contact.create.response');
    expect(contact).toMatchObject({
      id: 'freshdesk:acme:157000790462',
      callerKey: null,
      name: 'John Doe',
      emails: [{ address: 'john@example.com', verified: false, primary: true }],
      phones: [],
      organizationIds: [],
      role: 'contact',
      locale: 'en',
      timezone: 'America/New_York',
      avatarUrl: null,
      tags: [],
      customFields: {},
      isBlocked: false,
      isDeleted: false,
      createdAt: at('2024-10-18T22:29:23Z'),
    });
    const { raw: _raw, ...unified } = contact as { readonly raw: unknown };
    expect(JSON.stringify(unified)).not.toContain('1847404637041218');
  });

  it('contact.view.docs (vendor documentation): several companies, an avatar, custom fields', () => {
    expect(read('contact.view.docs')).toMatchObject({
      id: 'freshdesk:acme:434',
      organizationIds: ['freshdesk:acme:23', 'freshdesk:acme:25', 'freshdesk:acme:26'],
      timezone: 'Asia/Kolkata',
      avatarUrl: 'https://files.example.com/avatar.png',
      customFields: {
        department: { value: 'Operations', nativeId: 'department' },
        fb_profile: { value: null },
        permanent: { value: false },
      },
      role: 'contact',
    });
  });

  it('contacts.list (recorded): what lists leave out is empty, not invented', () => {
    expect(read('contacts.list')).toMatchObject([
      {
        id: 'freshdesk:acme:501001204038',
        emails: [{ address: 'john1@example.com', verified: false, primary: true }],
        tags: [],
        avatarUrl: null,
        organizationIds: [],
        updatedAt: at('2024-10-21T09:29:51Z'),
      },
    ]);
  });

  it('contacts.list.preferred-source (recorded): numbers as people typed them', () => {
    expect(read('contacts.list.preferred-source')).toMatchObject([
      { id: 'freshdesk:acme:67032849498', timezone: 'Asia/Magadan', phones: [] },
      {
        id: 'freshdesk:acme:67032906344',
        name: 'Jordan Reed',
        phones: ['(555)010-9009', '(555)010-1009x264'],
        organizationIds: ['freshdesk:acme:67000873563'],
      },
    ]);
  });

  it('companies.list (recorded): the account tier is the plan', () => {
    expect(read('companies.list')).toMatchObject([
      {
        id: 'freshdesk:acme:153001367218',
        callerKey: null,
        name: 'Acme Inc.',
        domains: ['acme.example.com'],
        tags: [],
        customFields: {},
        plan: 'Basic',
        mrr: null,
        health: null,
        createdAt: at('2024-08-14T20:01:31Z'),
        updatedAt: at('2024-08-15T18:26:49Z'),
        isDeleted: false,
      },
      { id: 'freshdesk:acme:153001657645', name: 'Globex, Inc.', plan: null },
    ]);
  });

  it('groups.list (recorded): members are in the single record only', () => {
    expect(read('groups.list')).toMatchObject([
      {
        id: 'freshdesk:acme:67000260063',
        name: 'Account managers',
        description: 'Account managers',
        memberIds: null,
        isDefault: null,
        isDeleted: false,
      },
      { id: 'freshdesk:acme:67000259997', name: 'Billing' },
    ]);
  });

  it('satisfaction_ratings.list (recorded): extremely happy is the top of the scale', () => {
    expect(read('satisfaction_ratings.list')).toMatchObject([
      {
        score: 1,
        native: { scale: 'minus103_to_103', value: 103, label: null },
        comment: 'test',
        ratedAt: at('2022-11-22T15:02:29Z'),
        agentId: 'freshdesk:acme:67013469919',
        ticketId: 'freshdesk:acme:23',
        surveyId: '67000084490',
        status: 'received',
      },
    ]);
  });

  it('time_entries.list (recorded): seconds where hours and minutes were cut', () => {
    expect(read('time_entries.list')).toMatchObject([
      {
        id: 'freshdesk:acme:67011181689',
        ticketId: 'freshdesk:acme:22',
        agentId: 'freshdesk:acme:67013469919',
        minutes: 90,
        billable: true,
        at: at('2022-11-17T00:00:00Z'),
        note: null,
      },
      { id: 'freshdesk:acme:67011181684', minutes: 103 / 60, note: 'Test' },
    ]);
  });
});
