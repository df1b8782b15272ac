import { SUPPORT_EVENT_TYPES } from 'polydesk';
import { createFreshdesk, freshdeskCapabilities } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';
import {
  FRESHDESK_EVENT_TYPES,
  NATIVE_EVENTS,
} from '../../../../adapters/freshdesk/webhook/native-events.ts';
import { AUTOMATION_EVENTS } from '../../../../adapters/freshdesk/webhook/template.ts';
import { observedPairs, pairsOf } from '../../../support/native-events.ts';
import { filled, parse, parseApp, parser } from './deliveries.ts';

const changed = (name: string, from: unknown, to: unknown) => ({ changes: { [name]: [from, to] } });
const ticket = (more: object = {}) => ({ ticket: { id: 11, ...more } });
const entry = (more: object) => ({
  conversation: { id: 5, ticket_id: 11, source: 2, created_at: '2026-02-06T08:00:00Z', ...more },
});
const feedback = entry({ source: 6, private: false });

/** What each event of apps can say (sheet section 21). */
const DATA: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  onTicketCreate: [ticket()],
  onTicketUpdate: [
    ticket(changed('subject', 'a', 'b')),
    ticket(changed('status', 2, 4)),
    ticket(changed('responder_id', null, 7)),
    ticket(changed('is_escalated', false, true)),
    ticket(changed('deleted', false, true)),
    ticket(changed('deleted', true, false)),
  ],
  onTicketDelete: [ticket()],
  onConversationCreate: [entry({ private: false }), entry({ private: true }), feedback],
  onConversationUpdate: [entry({ private: false }), feedback],
  onContactCreate: [{ contact: { id: 3 } }],
  onContactUpdate: [
    { contact: { id: 3, ...changed('name', 'a', 'b') } },
    { contact: { id: 3, ...changed('deleted', false, true) } },
  ],
  onContactDelete: [{ contact: { id: 3 } }],
  onCompanyCreate: [{ company: { id: 4 } }],
  onCompanyUpdate: [{ company: { id: 4, ...changed('name', 'a', 'b') } }],
  onCompanyDelete: [{ company: { id: 4 } }],
};

describe('the table of native events', () => {
  it('is exactly what the parser does with each event of apps', () => {
    const observed = observedPairs(
      Object.entries(DATA).map(([name, data]) => [
        name,
        data.flatMap((one) => parseApp(name, one)),
      ]),
    );
    expect(pairsOf(NATIVE_EVENTS)).toEqual(observed);
  });

  it('is what the manifest lists, with what nobody subscribes to', () => {
    expect([...FRESHDESK_EVENT_TYPES]).toEqual([...Object.keys(NATIVE_EVENTS), 'unknown']);
    expect(freshdeskCapabilities.webhooks.events).toEqual(FRESHDESK_EVENT_TYPES);
  });
});

describe('the setup', () => {
  const desk = (webhookAuthentication?: { readonly basic: string }) =>
    createFreshdesk({
      subdomain: 'acme',
      credentials: { apiKey: 'key' },
      ...(webhookAuthentication === undefined ? {} : { webhookAuthentication }),
    });
  const { setup } = desk().webhooks;
  const url = 'https://app.example.com/webhooks/freshdesk';

  it('is one rule for each event, whose body is read as that event', () => {
    const made = setup?.({ url, events: AUTOMATION_EVENTS, name: 'Ours' });
    expect(made).toMatchObject({ nativeEvents: [], unavailable: [] });
    expect(made?.templates.map(({ title }) => title)).toEqual(
      AUTOMATION_EVENTS.map((event) => `Automation rule "Ours: ${event}"`),
    );
    for (const [index, event] of AUTOMATION_EVENTS.entries()) {
      const template = made?.templates[index];
      expect(template?.body).toBe(
        filled(event, '{{triggered_event}}', '{{ticket.id}}')
          .replace('Resolved', '{{ticket.status}}')
          .replace('Low', '{{ticket.priority}}')
          .replace('Portal', '{{ticket.source}}'),
      );
      const body = template?.body
        ?.replace('{{ticket.id}}', '11')
        .replace('{{triggered_event}}', '');
      expect(parse(body ?? '').map(({ type }) => type)).toEqual([event]);
      expect(template?.steps.join('\n')).toContain(url);
      expect(template?.steps.join('\n')).toContain('x-webhook-secret');
    }
  });

  it('asks for the proof that the adapter looks for', () => {
    const { webhooks } = desk({ basic: 'freshdesk' });
    const [template] = webhooks.setup?.({ url, events: ['ticket.created'] }).templates ?? [];
    expect(template?.steps.join('\n')).toContain('user freshdesk');
    expect(template?.steps.join('\n')).not.toContain('x-webhook-secret');
  });

  it('says what rules cannot tell, whatever apps could', () => {
    const { unavailable } = setup?.({ url, events: SUPPORT_EVENT_TYPES }) ?? {};
    const told: readonly string[] = AUTOMATION_EVENTS;
    expect(unavailable).toEqual(SUPPORT_EVENT_TYPES.filter((type) => !told.includes(type)));
  });
});

describe('the traits', () => {
  it('are those of the sheet: answer within 5 seconds, anything but 2xx is tried again', () => {
    expect(parser().traits).toMatchObject({
      desk: 'freshdesk:acme',
      headers: ['content-type'],
      timeoutMs: 5_000,
      retryAnswer: { status: 503, retryAfterSeconds: null },
    });
  });

  it('name the header without which a form is not read', () => {
    const [name = ''] = parser().traits?.headers ?? [];
    const headers = { [name]: 'application/x-www-form-urlencoded' };
    expect(parse('ticket_id=11', {}, headers)).toMatchObject([{ type: 'ticket.updated' }]);
  });

  it('never name the header of the secret, which cannot be one of them', () => {
    expect(() => parser({ authentication: { header: 'Content-Type' } })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
    expect(parser({ authentication: { header: 'x-own' } }).traits?.headers).toEqual([
      'content-type',
    ]);
  });

  it('tell that what rules send has neither an id nor a time, and to go by the minute', () => {
    const { isAlike, alikeWithinMs } = parser().traits ?? {};
    const rules = [
      filled('message.created', '{reply_sent:sent}'),
      filled('note.created', '{note_type:private}'),
      filled('ticket.status_changed', '{status:{from:2,to:4}}'),
      filled('ticket.created', '{ticket_action:created}'),
    ].flatMap((body) => parse(body));
    expect(rules.map((event) => isAlike?.(event))).toEqual([true, true, true, true]);
    expect(alikeWithinMs).toBe(60_000);
    const [dated] = rules.map((event) => ({ ...event, occurredAt: new Date(0) }));
    expect(dated === undefined || isAlike?.(dated)).toBe(false);
  });
});
