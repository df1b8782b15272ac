import { SUPPORT_EVENT_TYPES } from 'polydesk';
import { createZendesk, zendeskCapabilities } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { ARTICLE_RULES } from '../../../../adapters/zendesk/webhook/article-rules.ts';
import { MESSAGING_RULES } from '../../../../adapters/zendesk/webhook/message-rules.ts';
import {
  NATIVE_EVENTS,
  ZENDESK_EVENT_TYPES,
} from '../../../../adapters/zendesk/webhook/native-events.ts';
import {
  ORGANIZATION_RULES,
  USER_RULES,
} from '../../../../adapters/zendesk/webhook/people-rules.ts';
import { TICKET_RULES } from '../../../../adapters/zendesk/webhook/ticket-rules.ts';
import { observedPairs, pairsOf } from '../../../support/native-events.ts';
import { invocationId, ticketEvent, webhooks } from './deliveries.ts';

const RULES = {
  ticket: TICKET_RULES,
  messaging_ticket: MESSAGING_RULES,
  user: USER_RULES,
  organization: ORGANIZATION_RULES,
  article: ARTICLE_RULES,
};
const NAMES = Object.entries(RULES).flatMap(([family, rules]) =>
  Object.keys(rules).map((name) => `${family}.${name}`),
);

/** An `event` with everything that any of them has (sheet section 24). */
const everything = (isPublic: boolean) => ({
  current: '7001',
  previous: null,
  comment: { id: '35', body: 'Hello', is_public: isPublic, author: { id: '1', is_staff: true } },
  attachment: { id: '9', filename: 'a.txt' },
  message: { id: '69a5c2', body: 'Hello' },
  actor: { id: '1', name: 'Ada', type: 'end_user' },
  organization: { id: '5' },
  custom_field: { id: '77', title: 'Plan', type: 'tagger' },
  target_ticket_id: '8',
});

/** What a native event is read as, about a public comment and about a private one. */
const told = (name: string) =>
  [true, false].flatMap((isPublic) =>
    webhooks.parse({
      rawBody: JSON.stringify(ticketEvent(name, everything(isPublic))),
      headers: {},
    }),
  );

describe('the table of native events', () => {
  it('is exactly what the parser does with each event that it has a rule for', () => {
    const observed = observedPairs(NAMES.map((name) => [name, told(name)]));
    expect(pairsOf(NATIVE_EVENTS)).toEqual(observed);
  });

  it('is what the manifest lists, with what nobody subscribes to', () => {
    expect([...ZENDESK_EVENT_TYPES]).toEqual([...Object.keys(NATIVE_EVENTS), 'unknown']);
    expect(zendeskCapabilities.webhooks.events).toEqual(ZENDESK_EVENT_TYPES);
  });
});

describe('the setup', () => {
  const { setup } = createZendesk({
    subdomain: 'acme',
    credentials: { accessToken: 'token' },
  }).webhooks;
  const url = 'https://app.example.com/webhooks/zendesk';

  it('has names with their prefix, sorted, each once, and nothing to do by hand', () => {
    const events = ['message.created', 'note.created', 'ticket.assigned', 'note.created'] as const;
    expect(setup?.({ url, events })).toEqual({
      nativeEvents: [
        'zen:event-type:messaging_ticket.message_added',
        'zen:event-type:ticket.agent_assignment_changed',
        'zen:event-type:ticket.comment_added',
        'zen:event-type:ticket.group_assignment_changed',
      ],
      unavailable: [],
      templates: [],
    });
  });

  it('says what Zendesk has no event for', () => {
    const { unavailable } = setup?.({ url, events: SUPPORT_EVENT_TYPES }) ?? {};
    expect(unavailable).toEqual(['article.deleted', 'ping', 'unknown']);
  });
});

describe('the traits', () => {
  it('are those of the sheet: 12 seconds, and 503 with a Retry-After below a minute', () => {
    expect(webhooks.traits).toEqual({
      desk: 'zendesk:acme',
      headers: ['x-zendesk-webhook-invocation-id'],
      timeoutMs: 12_000,
      retryAnswer: { status: 503, retryAfterSeconds: 15 },
    });
  });

  it('name the header that a trigger’s delivery cannot be read without', () => {
    const rawBody = '{"ticket_id":"5158"}';
    const [name = ''] = webhooks.traits?.headers ?? [];
    const [event] = webhooks.parse({ rawBody, headers: { [name]: invocationId } });
    expect(event?.id).toBe(`zendesk:acme:${invocationId}`);
    expect(() => webhooks.parse({ rawBody, headers: {} })).toThrow(
      expect.objectContaining({ code: 'wire_format' }),
    );
  });
});
