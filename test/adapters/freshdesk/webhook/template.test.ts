import { describe, expect, it } from 'vitest';
import {
  freshdeskAutomationRule,
  freshdeskAutomationTemplate,
} from '../../../../adapters/freshdesk/webhook/index.ts';

const url = 'https://example.com/hooks/freshdesk';

describe('the template', () => {
  it('is JSON of ids and short codes, with nothing in it that a customer writes', () => {
    expect(JSON.parse(freshdeskAutomationTemplate())).toEqual({
      polydesk: 'freshdesk-automation-1',
      event: 'ticket.updated',
      triggered_event: '{{triggered_event}}',
      ticket_id: '{{ticket.id}}',
      ticket_status: '{{ticket.status}}',
      ticket_priority: '{{ticket.priority}}',
      ticket_source: '{{ticket.source}}',
    });
    expect(freshdeskAutomationTemplate({ event: 'note.created' })).toContain('"note.created"');
  });
});

describe('the rule', () => {
  it('on new tickets is one of creation, without a trigger to choose', () => {
    const rule = freshdeskAutomationRule({ url, event: 'ticket.created' });
    expect(rule).toMatchObject({
      name: 'polydesk: ticket.created',
      type: 1,
      triggers: [],
      webhook: {
        method: 'POST',
        url,
        encoding: 'JSON',
        content: 'Advanced',
        body: freshdeskAutomationTemplate({ event: 'ticket.created' }),
        headers: { 'x-webhook-secret': '<your secret>' },
        basicUser: null,
      },
    });
    expect(rule.steps.join(' ')).toContain('ticket creation');
    expect(rule.steps.join(' ')).toContain(url);
    expect(rule.steps.join(' ')).toContain('x-webhook-secret');
  });

  it('on changes is one of updates, with what to wait for', () => {
    const rule = freshdeskAutomationRule({ url, event: 'note.created', name: 'Notes to us' });
    expect(rule).toMatchObject({ name: 'Notes to us', type: 4 });
    expect(rule.triggers.length).toBeGreaterThan(0);
    expect(freshdeskAutomationRule({ url }).type).toBe(4);
  });

  it('with a password says which user, and has no header', () => {
    const rule = freshdeskAutomationRule({ url, authentication: { basic: 'freshdesk' } });
    expect(rule.webhook).toMatchObject({ headers: {}, basicUser: 'freshdesk' });
    expect(rule.steps.join(' ')).toContain('user freshdesk');
  });
});
