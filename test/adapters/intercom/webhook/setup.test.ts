import { SUPPORT_EVENT_TYPES } from 'polydesk';
import { createIntercom, intercomCapabilities } from 'polydesk/intercom';
import { describe, expect, it } from 'vitest';
import { ARTICLE_RULES } from '../../../../adapters/intercom/webhook/article-rules.ts';
import {
  INTERCOM_EVENT_TYPES,
  NATIVE_EVENTS,
} from '../../../../adapters/intercom/webhook/native-events.ts';
import {
  CONTACT_RULES,
  ORGANIZATION_RULES,
} from '../../../../adapters/intercom/webhook/people-rules.ts';
import {
  CONVERSATION_RULES,
  TICKET_RULES,
} from '../../../../adapters/intercom/webhook/ticket-rules.ts';
import { observedPairs, pairsOf } from '../../../support/native-events.ts';
import {
  ADA,
  conversation,
  MIRA,
  notification,
  parse,
  part,
  ticket,
  webhooks,
  withTicketPart,
} from './deliveries.ts';

type Json = Readonly<Record<string, unknown>>;

const TOPICS = Object.keys({
  ...CONVERSATION_RULES,
  ...TICKET_RULES,
  ...CONTACT_RULES,
  ...ORGANIZATION_RULES,
  ...ARTICLE_RULES,
});

/** The customer never sees what staff writes about these. */
const hidden = { ticket: { id: '12', category: 'Back-office' } };
const seenAndHidden = (parts: readonly Json[], changes: Json = {}): readonly Json[] => [
  conversation(parts, changes),
  conversation(parts, { ...changes, ...hidden }),
];
const byStaff = (changes: Json): readonly Json[] => seenAndHidden([part(changes)]);
const begunByStaff = { source: { type: 'conversation', id: '9', body: 'Hi', author: ADA } };
const stateMoved = part({ part_type: 'ticket_state_updated_by_admin', ticket_state: 'resolved' });
const state = [ticket({ ticket_parts: { ticket_parts: [stateMoved] } })];
const pair = { contact: { id: '65a1' }, company: { id: '6a' } };
const text = '<p>Hi</p>';

/** Items of topics in the forms of the sheet (18.2, and 8.4 for the kinds of parts). */
const ITEMS: Readonly<Record<string, readonly Json[]>> = {
  'conversation.user.created': [conversation([])],
  'conversation.admin.single.created': seenAndHidden([], begunByStaff),
  'conversation.user.replied': [
    conversation([part({ body: text, author: MIRA })]),
    conversation([part({ part_type: 'open', body: text, author: MIRA })]),
  ],
  'conversation.admin.replied': byStaff({ body: text }),
  'conversation.operator.replied': byStaff({ body: text }),
  'conversation.admin.noted': byStaff({ part_type: 'note', body: text }),
  'conversation.admin.assigned': byStaff({ part_type: 'assignment', body: text }),
  'conversation.admin.open.assigned': byStaff({ part_type: 'assign_and_reopen', body: text }),
  'conversation.admin.closed': byStaff({ part_type: 'close', body: text }),
  'conversation.admin.opened': byStaff({ part_type: 'open' }),
  'conversation.admin.snoozed': byStaff({ part_type: 'snoozed' }),
  'conversation.admin.unsnoozed': byStaff({ part_type: 'unsnoozed' }),
  'conversation.deleted': [{ type: 'conversation', conversation_id: '12' }],
  'conversation.contact.attached': [{ conversation: { model: { id: 12 } }, contact: { id: '6' } }],
  'conversation.contact.detached': [{ conversation: { model: { id: 12 } }, contact: { id: '6' } }],
  'conversation.admin.replied.translated': byStaff({ body: text }),
  'conversation_part.redacted': [conversation([part({ redacted: true })])],
  'ticket.created': [
    ticket({ ticket_attributes: { _default_title_: 'T', _default_description_: 'Broken' } }),
    ticket({
      category: 'Back-office',
      ticket_attributes: { _default_title_: 'T', _default_description_: 'Broken' },
    }),
    ticket({
      ticket_attributes: { _default_title_: 'T', _default_description_: 'Broken' },
      ticket_type: {
        id: '55',
        name: 'Refund',
        ticket_type_attributes: {
          data: [{ name: '_default_description_', visible_to_contacts: true }],
        },
      },
    }),
  ],
  'ticket.state.updated': state,
  'ticket.closed': [{ ticket: ticket({ open: false }), admin: null }],
  'ticket.resolved': state,
  'ticket.admin.snoozed': [withTicketPart({ part_type: 'snoozed' })],
  'ticket.admin.unsnoozed': [withTicketPart({ part_type: 'unsnoozed' })],
  'ticket.admin.replied': [
    withTicketPart({ body: text }),
    withTicketPart({ body: text }, { category: 'Back-office' }),
    withTicketPart({ part_type: 'assignment', body: text }),
  ],
  'ticket.contact.replied': [
    withTicketPart({ body: text, author: MIRA }),
    withTicketPart({ part_type: 'open', body: text, author: MIRA }),
  ],
  'ticket.note.created': [withTicketPart({ part_type: 'note', body: text })],
  'ticket.admin.assigned': [withTicketPart({ part_type: 'assignment' })],
  'ticket.team.assigned': [withTicketPart({ part_type: 'assignment' })],
  'ticket.admin.replied.translated': [withTicketPart({ body: text })],
  'ticket.contact.attached': [{ ticket: { id: 12 }, contact: { id: '6' } }],
  'ticket.contact.detached': [{ ticket: { id: 12 }, contact: { id: '6' } }],
  'contact.merged': [{ type: 'contact', id: '65a1', merged_from: { type: 'contact', id: '65a2' } }],
  'company.contact.attached': [pair],
  'company.contact.detached': [pair],
};

const itemsOf = (topic: string): readonly Json[] =>
  ITEMS[topic] ??
  (topic.startsWith('conversation')
    ? [conversation([])]
    : topic.startsWith('ticket')
      ? [withTicketPart({ part_type: 'ticket_attribute_updated_by_admin' })]
      : [{ id: '65a1', type: topic.split('.')[0], tag: { name: 'vip' } }]);

describe('the table of topics', () => {
  it('is exactly what the parser does with the items of each topic', () => {
    const observed = observedPairs(
      TOPICS.map((topic) => [
        topic,
        itemsOf(topic).flatMap((item) => parse(notification(topic, item))),
      ]),
    );
    expect(pairsOf(NATIVE_EVENTS)).toEqual(observed);
  });

  it('is what the manifest lists, with what nobody subscribes to', () => {
    expect([...INTERCOM_EVENT_TYPES]).toEqual([...Object.keys(NATIVE_EVENTS), 'ping', 'unknown']);
    expect(intercomCapabilities.webhooks.events).toEqual(INTERCOM_EVENT_TYPES);
  });
});

describe('the setup', () => {
  const { setup } = createIntercom({
    workspaceId: 'abc123de',
    credentials: { accessToken: 'token' },
  }).webhooks;
  const url = 'https://app.example.com/webhooks/intercom';

  it('lists the topics to tick, sorted, each once, and where', () => {
    const made = setup?.({ url, events: ['ticket.deleted', 'ticket.created', 'rating.received'] });
    const topics = [
      'conversation.admin.single.created',
      'conversation.deleted',
      'conversation.rating.added',
      'conversation.user.created',
      'ticket.created',
      'ticket.rating.provided',
    ];
    expect(made?.nativeEvents).toEqual(topics);
    expect(made?.unavailable).toEqual([]);
    expect(made?.templates).toHaveLength(1);
    const [template] = made?.templates ?? [];
    expect(template?.body).toBe(topics.join('\n'));
    const steps = template?.steps.join('\n');
    for (const word of [
      url,
      'Developer Hub',
      'Read conversations',
      'Read tickets',
      'client secret',
    ]) {
      expect(steps).toContain(word);
    }
  });

  it('asks for the permissions of the topics only', () => {
    const [template] = setup?.({ url, events: ['organization.created'] }).templates ?? [];
    expect(template?.steps.join('\n')).not.toContain('permission');
  });

  it('says what Intercom has no topic for, and makes nothing of it', () => {
    const made = setup?.({ url, events: SUPPORT_EVENT_TYPES });
    expect(made?.unavailable).toEqual([
      'ticket.merged',
      'ticket.restored',
      'sla.changed',
      'ping',
      'unknown',
    ]);
    expect(setup?.({ url, events: ['sla.changed'] }).templates).toEqual([]);
  });
});

describe('the traits', () => {
  const { traits } = webhooks;
  const uninstalled = { app_id: 'abc123de' };
  const health = { workspace_id: 'abc123de' };

  it('are those of the sheet: 5 seconds, one more attempt, never 410 or 429', () => {
    expect(traits).toMatchObject({
      desk: 'intercom:abc123de',
      headers: [],
      timeoutMs: 5_000,
      retryAnswer: { status: 503, retryAfterSeconds: null },
    });
  });

  it('name what looks the same each time', () => {
    for (const body of [uninstalled, health]) {
      const [first] = parse(body);
      const [second] = parse(body);
      expect(second?.id).toBe(first?.id);
      expect(first !== undefined && traits?.isAlike?.(first)).toBe(true);
    }
    const pings = [1767600000, 1767600060].map((created_at) =>
      parse(notification('ping', { type: 'ping' }, { id: null, created_at })),
    );
    expect(pings[0]?.[0]?.id).not.toBe(pings[1]?.[0]?.id);
    const [ping] = pings[0] ?? [];
    expect(ping === undefined || traits?.isAlike?.(ping)).toBe(false);
  });

  it('answer the question whether the app works, and nothing else', () => {
    expect(JSON.parse(traits?.answerTo?.(parse(health)) ?? 'null')).toEqual({ state: 'OK' });
    expect(traits?.answerTo?.(parse(uninstalled))).toBeNull();
    expect(traits?.answerTo?.([])).toBeNull();
  });
});
