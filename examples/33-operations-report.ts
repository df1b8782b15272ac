// A week of a desk as one HTML file: what came, how fast it was answered, what is left, and why.
import { operationsReport, operationsReportHtml, reportTicketOf } from 'polydesk/report';
import { presetPolicy, SLA_PRESETS } from 'polydesk/sla';
import { aMessage, aTicket } from 'polydesk/testing';

const now = new Date('2026-05-11T08:00:00Z');
const policies = [presetPolicy(SLA_PRESETS.standard)];
const author = (kind: 'customer' | 'agent') => ({ id: null, kind, name: null, email: null });

/** A ticket of the fifth of May that was answered after so many minutes and is resolved. */
function ticketOf(number: number, answeredAfter: number) {
  const created = Date.UTC(2026, 4, 5, 8 + number);
  const ticket = aTicket({
    id: `zendesk:acme:${number}`,
    externalId: String(number),
    status: 'resolved',
    priority: 'high',
    createdAt: new Date(created),
    resolvedAt: new Date(created + 4 * 3_600_000),
  });
  const messages = [
    aMessage({ isFirst: true, author: author('customer'), createdAt: ticket.createdAt }),
    aMessage({
      isFirst: false,
      visibility: 'public',
      author: author('agent'),
      createdAt: new Date(created + answeredAfter * 60_000),
    }),
  ];
  return reportTicketOf(ticket, { messages }, { now, policies });
}

const tickets = [15, 30, 45, 60, 240].map((minutes, index) => ticketOf(index + 1, minutes));
const report = operationsReport({ tickets }, { now, subject: 'zendesk:acme' });

for (const id of ['created', 'firstReplyMedian', 'firstReplyP90', 'slaAttainment'] as const) {
  const figure = report.figures.find((one) => one.id === id);
  console.log(
    `${figure?.title}: ${figure?.value}`,
    `n = ${figure?.n}${figure?.few ? ', few' : ''}`,
  );
}
console.log(
  'missed by metric:',
  report.sla?.byMetric.map(({ key, missed }) => `${key} ${missed}`),
);
console.log('triage:', report.triage ?? 'no predictions were given');

const page = operationsReportHtml(report);
console.log('one file without a script:', !page.includes('<script'));
