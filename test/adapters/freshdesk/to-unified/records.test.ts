import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { agentToUnified, knownAgentOf } from '../../../../adapters/freshdesk/to-unified/agents.ts';
import {
  contactToUnified,
  knownContactOf,
} from '../../../../adapters/freshdesk/to-unified/contacts.ts';
import { groupToUnified } from '../../../../adapters/freshdesk/to-unified/groups.ts';
import { macroToUnified } from '../../../../adapters/freshdesk/to-unified/macros.ts';
import { organizationToUnified } from '../../../../adapters/freshdesk/to-unified/organizations.ts';
import { productToUnified } from '../../../../adapters/freshdesk/to-unified/products.ts';
import { ratingToUnified } from '../../../../adapters/freshdesk/to-unified/ratings.ts';
import { workLogToUnified } from '../../../../adapters/freshdesk/to-unified/work-logs.ts';
import { surveyWire } from '../../../../adapters/freshdesk/wire/ratings.ts';
import { parseWire } from '../../../../src/adapter/wire.ts';
import { readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const context = readContext();
const at = (text: string) => new Date(text);
const contact = (changes: Readonly<Record<string, unknown>> = {}) =>
  contactToUnified(restFixture('contact.full', changes), context);

describe('a contact', () => {
  it('is read whole', () => {
    const { value, warnings } = contact();
    const { raw: _raw, provenance: _provenance, ...rest } = value;
    expect(rest).toEqual({
      id: 'freshdesk:acme:70000000501',
      externalId: '70000000501',
      callerKey: 'crm-501',
      name: 'Noor Haddad',
      emails: [
        { address: 'noor@example.com', verified: true, primary: true },
        { address: 'n.haddad@example.org', verified: null, primary: false },
      ],
      phones: ['+15550100050', '+15550100051 x7', '+15550100052'],
      organizationIds: ['freshdesk:acme:70000000601', 'freshdesk:acme:70000000602'],
      role: 'contact',
      locale: 'pt-BR',
      timezone: 'America/Sao_Paulo',
      avatarUrl: 'https://files.example.com/noor.png',
      tags: ['vip'],
      customFields: {
        plan: { value: 'gold', nativeId: 'plan', label: null, type: 'unknown' },
        seats: { value: 12, nativeId: 'seats', label: null, type: 'unknown' },
      },
      isBlocked: false,
      isDeleted: false,
      mergedIntoId: null,
      createdAt: at('2025-05-01T04:30:00Z'),
      updatedAt: at('2026-01-01T00:00:00Z'),
      lastSeenAt: null,
    });
    expect(warnings).toEqual([]);
  });

  it('of other companies reads objects, bare ids, and nothing', () => {
    expect(contact({ other_companies: [4, 9, 4] }).value.organizationIds).toEqual([
      'freshdesk:acme:70000000601',
      'freshdesk:acme:4',
      'freshdesk:acme:9',
    ]);
    expect(contact({ other_companies: null, company_id: null }).value.organizationIds).toEqual([]);
    expect(contact({ other_companies: undefined }).value.organizationIds).toHaveLength(1);
  });

  it('has a zone only where its name is certain, and says so otherwise', () => {
    const { value, warnings } = contact({ time_zone: 'Atlantis' });
    expect(value.timezone).toBeNull();
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'timezone', from: 'Atlantis' }]);
  });

  it('may be a visitor, blocked, or in the bin', () => {
    expect(contact({ contact_type: 'visitor' }).value.role).toBe('visitor');
    expect(contact({ deleted: true, blocked: true }).value).toMatchObject({
      isDeleted: true,
      isBlocked: true,
    });
  });

  it('without an address has none, whatever the rest', () => {
    expect(contact({ email: null, other_emails: undefined, active: null }).value.emails).toEqual(
      [],
    );
  });

  it('is what tickets want to know of a person', () => {
    // Safe: our own payload, of the shape of a contact.
    expect(knownContactOf(restFixture('contact.full') as never)).toEqual({
      kind: 'contact',
      name: 'Noor Haddad',
      email: 'noor@example.com',
      phone: '+15550100050',
      callerKey: 'crm-501',
      locale: 'pt-BR',
      timezone: 'America/Sao_Paulo',
      avatarUrl: 'https://files.example.com/noor.png',
    });
  });
});

describe('staff, groups and products', () => {
  const agent = {
    id: 70000000901,
    type: 'collaborator',
    available: true,
    deactivated: true,
    signature: '',
    group_ids: [3, 4],
    contact: { name: 'Robin Agent', email: 'robin@example.com', phone: 5550100, time_zone: 'UTC' },
  };

  it('an agent that left is not active; a single record names his groups', () => {
    expect(agentToUnified(agent, context).value).toMatchObject({
      id: 'freshdesk:acme:70000000901',
      role: 'collaborator',
      isActive: false,
      isAvailable: true,
      groupIds: ['freshdesk:acme:3', 'freshdesk:acme:4'],
      timezone: 'Etc/UTC',
      signature: null,
    });
  });

  it('an agent of an unknown kind, without a contact, is an agent without a name', () => {
    expect(agentToUnified({ id: 1, type: 'robot' }, context).value).toMatchObject({
      name: null,
      email: null,
      role: 'agent',
      isActive: true,
      isAvailable: null,
      timezone: null,
    });
  });

  it('an agent is what tickets want to know of a person', () => {
    expect(knownAgentOf(agent)).toMatchObject({
      kind: 'agent',
      name: 'Robin Agent',
      email: 'robin@example.com',
      phone: '5550100',
      timezone: 'Etc/UTC',
    });
  });

  it('a group of either endpoint, with and without members', () => {
    expect(groupToUnified({ id: 3, name: 'Labs', agent_ids: [7] }, context).value).toMatchObject({
      memberIds: ['freshdesk:acme:7'],
      description: null,
    });
    expect(groupToUnified({ id: 3, name: 'Labs' }, context).value.memberIds).toBeNull();
  });

  it('a product', () => {
    const json = { id: 21, name: 'Scanner', description: '' };
    expect(productToUnified(json, context)).toEqual({
      id: 'freshdesk:acme:21',
      externalId: '21',
      name: 'Scanner',
      description: null,
      isDefault: null,
      raw: json,
    });
  });

  it('a company with a health score', () => {
    const json = { id: 601, name: 'Globex', health_score: 'At risk', domains: null };
    expect(organizationToUnified(json, context).value).toMatchObject({
      health: 'At risk',
      plan: null,
      domains: [],
      createdAt: null,
    });
  });
});

describe('ratings', () => {
  const rating = (answer: unknown, more: Readonly<Record<string, unknown>> = {}) =>
    ratingToUnified(
      { id: 1, ticket_id: 23, ratings: { default_question: answer }, created_at: null, ...more },
      context,
    );

  it.each([
    [103, 1],
    [102, 5 / 6],
    [101, 4 / 6],
    [100, 0.5],
    [-101, 2 / 6],
    [-102, 1 / 6],
    [-103, 0],
  ])('%i of the newer surveys is %f', (answer, score) => {
    expect(rating(answer)).toMatchObject({
      score,
      native: { scale: 'minus103_to_103', value: answer },
    });
  });

  it.each([
    [1, 1],
    [2, 0.5],
    [3, 0],
  ])('%i of the classic survey is %f: it counts the other way', (answer, score) => {
    expect(rating(answer)).toMatchObject({ score, native: { scale: '1_to_3', value: answer } });
  });

  it('a value of no scale has no score, and stays', () => {
    expect(rating(77)).toMatchObject({ score: null, native: { value: 77 }, status: 'received' });
    expect(rating(undefined)).toMatchObject({ score: null, native: { value: null } });
    expect(ratingToUnified({ id: false }, context)).toMatchObject({ score: null, ticketId: null });
  });

  it('a survey names the ratings it accepts', () => {
    const survey = {
      id: 1,
      title: 'How was it?',
      active: true,
      questions: [
        {
          id: 'default_question',
          label: 'All in all',
          accepted_ratings: [-103, 100, 103],
          default: true,
        },
      ],
    };
    expect(parseWire(surveyWire, survey, { provider: 'freshdesk', what: 'survey' })).toBe(survey);
  });
});

describe('time spent', () => {
  const entry = (changes: Readonly<Record<string, unknown>> = {}) => ({
    id: 5,
    ticket_id: 4711,
    agent_id: 901,
    time_spent: '10:40',
    executed_at: '2026-02-02T00:00:00Z',
    ...changes,
  });

  it('is hours and minutes, seconds where they are given, or a number of seconds', () => {
    expect(workLogToUnified(entry(), context).minutes).toBe(640);
    expect(workLogToUnified(entry({ time_spent_in_seconds: 90 }), context).minutes).toBe(1.5);
    expect(workLogToUnified(entry({ time_spent: 1500 }), context).minutes).toBe(25);
    expect(workLogToUnified(entry({ time_spent: null }), context).minutes).toBe(0);
  });

  it('says when, from the best date there is', () => {
    expect(
      workLogToUnified(entry({ executed_at: null, start_time: '2026-02-03T00:00:00Z' }), context)
        .at,
    ).toEqual(at('2026-02-03T00:00:00Z'));
    expect(() => workLogToUnified(entry({ executed_at: null }), context)).toThrow(WireFormatError);
  });

  it('belongs to the ticket it was listed for, and is refused without one', () => {
    const orphan = entry({ ticket_id: undefined });
    expect(workLogToUnified(orphan, { ...context, ticketId: '9' }).ticketId).toBe(
      'freshdesk:acme:9',
    );
    expect(() => workLogToUnified(orphan, context)).toThrow(WireFormatError);
  });
});

describe('canned responses', () => {
  it('have text and HTML, or text made of it', () => {
    const json = {
      id: 8,
      title: 'Hello',
      content: 'Hi {{name}}',
      content_html: '<div>Hi</div>',
      folder_id: 2,
    };
    expect(macroToUnified(json, context)).toMatchObject({
      id: 'freshdesk:acme:8',
      title: 'Hello',
      bodyText: 'Hi {{name}}',
      bodyHtml: '<div>Hi</div>',
      folderId: '2',
      active: true,
      updatedAt: null,
    });
    expect(macroToUnified({ ...json, content: null }, context).bodyText).toBe('Hi');
  });

  it('may come with a title only', () => {
    expect(macroToUnified({ id: 8, title: 'Hello' }, { ...context, folderId: '3' })).toMatchObject({
      bodyText: null,
      bodyHtml: null,
      folderId: '3',
    });
  });
});
