import { describe, expect, it } from 'vitest';
import { agentToUnified, knownAgentOf } from '../../../../adapters/intercom/to-unified/agents.ts';
import {
  contactToUnified,
  knownPersonOf,
} from '../../../../adapters/intercom/to-unified/contacts.ts';
import { groupToUnified } from '../../../../adapters/intercom/to-unified/groups.ts';
import { organizationToUnified } from '../../../../adapters/intercom/to-unified/organizations.ts';
import { lookups, readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const contact = (changes = {}, context = readContext()) =>
  contactToUnified(restFixture('contact.user', changes), context);
const fieldsOf = (warnings: readonly { readonly field: string }[]) =>
  warnings.map(({ field }) => field);

describe('a contact', () => {
  it('is read with everything it has', () => {
    expect(contact().value).toMatchObject({
      id: 'intercom:abc123de:65a000000000000000000a01',
      externalId: '65a000000000000000000a01',
      callerKey: 'user-17',
      name: 'Mira & Co',
      emails: [{ address: 'mira@lumen.example', verified: true, primary: true }],
      phones: ['+4915100000'],
      organizationIds: ['intercom:abc123de:65a000000000000000000c01'],
      role: 'user',
      locale: 'fr',
      timezone: null,
      avatarUrl: 'https://files.example/a.png',
      customFields: {
        'plan tier': { value: 'gold', nativeId: 'plan tier' },
        seats: { value: 4 },
        beta: { value: true },
        renewal_at: { value: null },
      },
      isBlocked: false,
      isDeleted: false,
      mergedIntoId: null,
      createdAt: at('2023-11-14T22:13:20Z'),
      updatedAt: at('2026-01-05T08:00:00Z'),
      lastSeenAt: at('2026-01-05T08:08:20Z'),
    });
  });

  it('says that companies were left out, and that tags have no names', () => {
    const { value, warnings } = contact();
    expect(value.tags).toEqual([]);
    expect(fieldsOf(warnings)).toEqual(['organizationIds', 'tags']);
  });

  it('has tags where their names were read before', () => {
    const named = readContext({ lookups: lookups({}, { tagName: () => 'export' }) });
    const { value, warnings } = contact({}, named);
    expect(value.tags).toEqual(['export']);
    expect(fieldsOf(warnings)).toEqual(['organizationIds']);
  });

  it('without a name, address or phone has none, not empty ones', () => {
    const { value } = contact({ name: null, email: '', phone: '', external_id: '', avatar: null });
    expect(value).toMatchObject({
      name: null,
      emails: [],
      phones: [],
      callerKey: null,
      avatarUrl: null,
    });
  });

  it('that was archived, deleted or blocked is told by a short answer', () => {
    const short = (mark: object) =>
      contactToUnified({ type: 'contact', id: '65a', external_id: 'u', ...mark }, readContext());
    expect(short({ archived: true }).value).toMatchObject({ isDeleted: true, callerKey: 'u' });
    expect(short({ deleted: true }).value.isDeleted).toBe(true);
    expect(short({ archived: false }).value.isDeleted).toBe(false);
    expect(short({ blocked: true }).value.isBlocked).toBe(true);
    expect(short({ blocked: true }).warnings).toEqual([
      expect.objectContaining({ type: 'defaulted', field: 'role', to: 'contact' }),
    ]);
  });

  it.each([
    ['lead', 'lead'],
    ['visitor', 'visitor'],
  ])('of the role %s is a %s', (role, expected) => {
    expect(contact({ role }).value.role).toBe(expected);
  });

  it('of an unknown role is a contact, and recorded', () => {
    const { value, warnings } = contact({ role: 'constructor' });
    expect(value.role).toBe('contact');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'role', from: 'constructor' }),
    );
  });

  it('lends its name and address to its cases', () => {
    // Safe: our own payload of a contact.
    const known = knownPersonOf(restFixture('contact.user') as never);
    expect(known).toEqual({
      name: 'Mira & Co',
      email: 'mira@lumen.example',
      kind: 'customer',
      phone: '+4915100000',
      callerKey: 'user-17',
      locale: 'fr',
      avatarUrl: 'https://files.example/a.png',
    });
  });
});

describe('a company', () => {
  it('is read with its plan, its money and the caller’s own key', () => {
    const json = {
      id: '65c',
      company_id: 'acct-7',
      name: 'Lumen &amp; Sons',
      monthly_spend: 480,
      plan: { type: 'plan', id: '2', name: 'Pro' },
      created_at: 1700000000,
      updated_at: 1767600000,
      tags: { tags: [{ id: '1', name: 'big' }] },
      custom_attributes: { region: 'north' },
    };
    const { value, warnings } = organizationToUnified(json, readContext());
    expect(value).toMatchObject({
      id: 'intercom:abc123de:65c',
      callerKey: 'acct-7',
      name: 'Lumen & Sons',
      domains: [],
      tags: ['big'],
      plan: 'Pro',
      mrr: 480,
      health: null,
      customFields: { region: { value: 'north' } },
      createdAt: at('2023-11-14T22:13:20Z'),
      isDeleted: false,
    });
    expect(warnings).toEqual([]);
    expect(value.raw).toBe(json);
  });

  it('without a plan has none', () => {
    const { value } = organizationToUnified({ id: '65c', plan: {} }, readContext());
    expect(value).toMatchObject({ plan: null, mrr: null, name: null, callerKey: null });
  });
});

describe('a teammate', () => {
  const agent = (changes: object) =>
    agentToUnified(
      { id: '4401', name: 'Ada &lt;3', email: 'ada@acme.example', ...changes },
      readContext(),
    ).value;

  it('is read with his teams and whether he is there', () => {
    expect(
      agent({ team_ids: [7701], has_inbox_seat: true, away_mode_enabled: true }),
    ).toMatchObject({
      id: 'intercom:abc123de:4401',
      name: 'Ada <3',
      email: 'ada@acme.example',
      role: 'agent',
      groupIds: ['intercom:abc123de:7701'],
      isActive: true,
      isAvailable: false,
    });
    expect(agent({}).isAvailable).toBeNull();
  });

  it('without a seat cannot act, and the bot is no human', () => {
    expect(agent({ has_inbox_seat: false }).role).toBe('light');
    expect(agent({ email: 'operator+abc123de@intercom.io', has_inbox_seat: false }).role).toBe(
      'bot',
    );
    expect(knownAgentOf({ id: 1, email: 'operator+x@intercom.io' })).toMatchObject({ kind: 'bot' });
    expect(knownAgentOf({ id: 1, email: 'a@b.example' })).toMatchObject({ kind: 'agent' });
  });
});

describe('a team', () => {
  it('is read with its members', () => {
    const json = { type: 'team', id: '7701', name: 'Phone &amp; SMS', admin_ids: [4401, 4402] };
    expect(groupToUnified(json, readContext()).value).toMatchObject({
      id: 'intercom:abc123de:7701',
      name: 'Phone & SMS',
      memberIds: ['intercom:abc123de:4401', 'intercom:abc123de:4402'],
    });
    expect(groupToUnified({ id: 1, name: 'X' }, readContext()).value.memberIds).toBeNull();
  });
});
