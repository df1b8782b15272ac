import type { HandoffInput } from 'polydesk/escalation';
import { aMessage, aTicket } from 'polydesk/testing';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);

export const handoffInput = (changes: Partial<HandoffInput> = {}): HandoffInput => ({
  ticket: aTicket({ subject: 'Export stops', number: '1042', url: 'https://acme.example/1042' }),
  customer: {
    name: 'Acme',
    plan: 'pro',
    mrr: 1200,
    accountAge: 400,
    health: { score: 58, status: 'at-risk' },
    renewalDate: new Date('2026-05-01T00:00:00Z'),
    openTickets: 2,
  },
  messages: [
    aMessage({ id: 'example:acme:3', bodyText: 'Same error here.', createdAt: at('10:20') }),
    aMessage({ id: 'example:acme:1', bodyText: 'The export stops.', createdAt: at('10:00') }),
    aMessage({
      id: 'example:acme:2',
      bodyText: 'Have you read the article?',
      createdAt: at('10:01'),
      author: { id: null, kind: 'bot', name: 'Helper', email: null },
    }),
    aMessage({
      id: 'example:acme:4',
      visibility: 'internal',
      bodyText: 'Looks like the row limit.',
      createdAt: at('10:30'),
      author: { id: null, kind: 'agent', name: 'Bea', email: null },
    }),
  ],
  attemptedSolutions: [
    { action: 'Cleared the cache', by: 'Bea', at: at('10:25'), result: 'no change' },
    { action: 'Sent article', by: 'Helper', at: at('10:01'), result: 'no help', articleId: 'a1' },
  ],
  from: 'L1',
  to: 'L2',
  severity: 'SEV3',
  reason: 'The first level cannot see the export log.',
  requestedAction: 'Find out why row 1001 is refused.',
  environment: { version: '4.2.1' },
  slaClocks: [
    { metric: 'total_resolution', cycle: 1, state: 'active', risk: 'ok', dueAt: at('18:00') },
    { metric: 'first_reply', cycle: 1, state: 'paused', risk: 'paused', dueAt: null },
  ],
  ...changes,
});
