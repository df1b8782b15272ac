// A classifier from your own history, rules on top, and a queue for those who are at work.
import { assignQueue, toTicketClassifier, trainClassifier, triageTicket } from 'polydesk/triage';
import { evaluateRules, type Rule } from 'polydesk/workflow';

const history = [
  { text: 'I was charged twice in May', label: 'billing.payment_issue' },
  { text: 'my card was charged two times', label: 'billing.payment_issue' },
  { text: 'a payment was taken twice', label: 'billing.payment_issue' },
  { text: 'the export crashes', label: 'technical.bug' },
  { text: 'the app crashes when I export a report', label: 'technical.bug' },
  { text: 'the report page crashes', label: 'technical.bug' },
];
const classifier = trainClassifier(history, { validation: history });

const ticket = {
  subject: 'Export crashes again',
  description: 'The report export crashes.\n\nOn Monday Ada wrote:\n> Were you charged twice?',
  tags: [],
  metadata: { plan: 'enterprise', mrr: 900 },
};
const triaged = await triageTicket(ticket, { classifier: toTicketClassifier(classifier) });
console.log('category:', triaged.category, '| evidence:', triaged.reasons[0]?.code);

const rules: readonly Rule[] = [
  {
    id: 'enterprise-bugs',
    name: 'Bugs of enterprise customers',
    on: 'created',
    when: {
      all: [
        { field: 'category', op: 'eq', value: 'technical.bug' },
        { field: 'metadata.plan', op: 'eq', value: 'Enterprise' },
      ],
    },
    then: [
      { type: 'raisePriority', by: 1 },
      { type: 'notify', to: 'customer-success' },
    ],
  },
];
const now = new Date('2026-05-11T12:00:00Z');
const { category, priority } = triaged;
const outcome = evaluateRules(
  rules,
  { type: 'created', ticket: { ...ticket, category, priority } },
  { now },
);
console.log('patch:', outcome.patch, '| to do:', outcome.intents[0]?.action.type);

const queue = assignQueue(
  [
    { id: 'new', priority: outcome.patch.priority === 'high' ? 'high' : 'normal', createdAt: now },
    { id: 'old', priority: 'normal', createdAt: new Date('2026-05-11T11:00:00Z') },
  ],
  { agents: [{ id: 'ada', capacity: 1 }], now },
);
console.log('ada takes:', queue.assignments[0]?.ticketId);
console.log('waits:', queue.waiting[0]?.ticketId, queue.waiting[0]?.reasons[0]?.code);
