// What to improve next: the monthly report to product, and a burst that looks like an incident.
import { detectBursts, type FeedbackTicket, productReport } from 'polydesk/feedback';

/** So many tickets of a topic, spread over a month. */
const inMonth = (month: number, topic: string, count: number): FeedbackTicket[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${topic}-${month}-${index}`,
    createdAt: Date.UTC(2026, month - 1, 1 + (index % 28)),
    tags: ['product-feedback', topic],
    customerId: `customer-${index % 9}`,
    mrr: 100,
  }));

const report = productReport(
  [
    ...inMonth(2, 'export', 40),
    ...inMonth(2, 'billing', 960),
    ...inMonth(3, 'export', 70),
    ...inMonth(3, 'billing', 1030),
  ],
  { now: Date.UTC(2026, 3, 1), feedbackTags: ['product-feedback'] },
);
console.log(report.month, 'next candidate:', report.nextCandidate?.topic);
for (const { topic, direction, significant, q } of report.topics)
  console.log(topic, direction, significant, q.toFixed(3));
for (const { message } of report.nextCandidate?.reasons ?? []) console.log('  -', message);

const now = Date.UTC(2026, 2, 31, 9);
const hour = Array.from({ length: 6 }, () => ({ key: 'login', at: now - 60_000 }));
for (const { key, count, expected } of detectBursts(hour, { now }))
  console.log('burst:', key, count, 'where', expected, 'is usual');
