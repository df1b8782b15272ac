// The figures of a desk: median and p90, each with what it was made of, against published targets.
import {
  classifyReport,
  computeMetrics,
  type MetricTicket,
  rollUp,
  splitMetrics,
  volumeHeatMap,
} from 'polydesk/metrics';

const at = (time: string) => new Date(`2026-03-${time}:00Z`);
const tickets: readonly MetricTicket[] = [
  {
    id: '1',
    channel: 'email',
    createdAt: at('02T09:00'),
    firstHumanReplyAt: at('02T09:30'),
    resolvedAt: at('02T11:00'),
    humanReplies: 1,
    reopens: 0,
    escalated: false,
    csat: 5,
  },
  {
    id: '2',
    channel: 'email',
    createdAt: at('02T10:00'),
    firstHumanReplyAt: at('02T12:00'),
    resolvedAt: at('04T10:00'),
    humanReplies: 3,
    reopens: 1,
    escalated: true,
    csat: 3,
  },
  { id: '3', channel: 'chat', createdAt: at('04T08:00'), humanReplies: 0, escalated: false },
];
const now = at('05T00:00');

const report = computeMetrics(tickets, { now, activeCustomers: 40 });
const { full } = report.timeToResolution;
console.log('time to resolution: median', full.median, 'p90', full.p90);
console.log('waiting for a first reply:', report.firstReply.unanswered.agesMinutes);
console.log('csat:', report.csat.numerator, 'of', report.csat.denominator);
const { status, lowSample } = classifyReport(report).firstReplyHours;
console.log('first reply:', status, lowSample ? '(few tickets)' : '');

const channels = splitMetrics(tickets, { now, by: 'channel' });
for (const { key, report: own } of channels) console.log(key, own.tickets);
console.log('together:', rollUp(channels.map((group) => group.report)).tickets);

const [busiest] = volumeHeatMap(tickets, { now, timeZone: 'America/New_York' }).busiest;
console.log('busiest hour in New York:', busiest?.weekday, busiest?.hour);
