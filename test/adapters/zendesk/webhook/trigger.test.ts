import { describe, expect, test } from 'vitest';
import { zendeskTriggerTemplate } from '../../../../adapters/zendesk/webhook/index.ts';
import { webhooks, fixture, parseOne } from './deliveries.ts';

describe('trigger webhooks', () => {
  test('the parser knows every key of the template it recommends (field-defects row 3)', () => {
    for (const event of [
      'ticket.created',
      'ticket.updated',
      'ticket.status_changed',
      'ticket.assigned',
    ] as const) {
      const filled = zendeskTriggerTemplate({ event })
        .replace('{{ticket.id}}', '42')
        .replace('{{ticket.status}}', 'Open')
        .replace('{{ticket.priority}}', 'High')
        .replace('{{ticket.tags}}', 'a b');
      expect(filled).not.toContain('{{');
      expect(parseOne(filled)).toMatchObject({
        type: event,
        ticket: { externalId: '42', status: 'open', priority: 'high', tags: ['a', 'b'] },
      });
    }
  });

  test('the template stays below the limit and holds no free text to break it', () => {
    const template = zendeskTriggerTemplate();
    expect(template.length).toBeLessThan(16_000);
    expect(template).not.toMatch(/title|comment|description|name/);
  });

  test('our template, filled in', () => {
    expect(parseOne(fixture('trigger.recommended'))).toMatchObject({
      type: 'ticket.status_changed',
      nativeType: 'ticket.status_changed',
      occurredAt: null,
      ticket: {
        id: 'zendesk:acme:7313',
        status: 'resolved',
        nativeStatus: { id: null, label: 'Solved', category: null },
        priority: 'normal',
        nativePriority: null,
        tags: ['billing', 'vip'],
      },
      changes: [],
    });
  });

  test('an own template in other keys and another language is read as far as it goes', () => {
    const event = parseOne(fixture('trigger.custom'));
    expect(event).toMatchObject({
      type: 'ticket.updated',
      ticket: {
        id: 'zendesk:acme:7313',
        subject: 'Invoice shows the wrong address',
        requester: { id: null, email: 'ruth@example.com', name: null },
        priority: 'high',
        nativeStatus: { id: null, label: 'En pause', category: null },
      },
    });
    expect(event && 'ticket' in event ? event.ticket : {}).not.toHaveProperty('status');
  });

  test.each([{}, { hello: 'world' }, { ticket_id: '' }, { ticket_id: '{{ticket.id}}' }])(
    'a body that names no ticket is unknown: %j',
    (body) => {
      expect(parseOne(body)).toMatchObject({ type: 'unknown', raw: body });
    },
  );

  test('JSON broken by a placeholder names the cause and quotes nothing', () => {
    const broken = '{"ticket_id":"1","title":"He said "no" to us"}';
    expect(() => parseOne(broken)).toThrowError(
      expect.objectContaining({
        code: 'wire_format',
        message: expect.stringMatching(/placeholder.*zendeskTriggerTemplate/),
      }),
    );
    try {
      parseOne(broken);
    } catch (error) {
      expect(error).not.toHaveProperty('cause');
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('said');
    }
  });

  test('without an invocation id there is nothing to deduplicate on', () => {
    expect(() => webhooks.parse({ rawBody: '{"ticket_id":"1"}', headers: {} })).toThrowError(
      expect.objectContaining({ code: 'wire_format' }),
    );
  });
});
