// The small decisions of a desk: rules, a prepared answer, customers who write too often.
import { aTicket } from 'polydesk/testing';
import {
  chooseTemplate,
  evaluateRules,
  highlightTickets,
  renderTemplate,
  repeatContactAlerts,
  WORKFLOW_RULES,
} from 'polydesk/workflow';

const now = new Date('2026-03-02T12:00:00Z');
const ticket = aTicket({
  category: 'server_failure',
  createdAt: new Date('2026-03-02T10:30:00Z'),
  organizationId: 'example:acme:9',
});

const created = evaluateRules(
  [WORKFLOW_RULES.serverFailure],
  { type: 'created', ticket: { ...ticket, urgency: 'high' } },
  { now },
);
console.log('patch:', created.patch);

const rules = [WORKFLOW_RULES.firstResponseReminder];
const early = evaluateRules(rules, { type: 'schedule', ticket }, { now });
console.log('look again:', early.nextCheckAt?.toISOString());
const later = new Date('2026-03-02T12:30:00Z');
const due = evaluateRules(rules, { type: 'schedule', ticket }, { now: later });
console.log('remind:', due.intents[0]?.action);

const { text } = chooseTemplate({ stage: 'survey', locale: 'de-AT' });
const answer = renderTemplate(text, {
  'customer name': 'Ada',
  'ticket id': 1042,
  'survey link': 'https://acme.example/s/1',
});
console.log(answer.text.split('\n')[2]);

const four = ['1', '2', '3', '4'].map((id) => ({ ...ticket, id: `example:acme:${id}` }));
console.log('three:', repeatContactAlerts(four.slice(1), { now }).alerts.length);
console.log('four:', repeatContactAlerts(four, { now }).alerts[0]?.suggestedActions[0]);

const urgent = aTicket({
  id: 'example:acme:5',
  priority: 'urgent',
  metadata: { ...ticket.metadata, mrr: 5000 },
});
console.log('highlight:', highlightTickets([urgent, ticket], { now })[0]?.highlight);
