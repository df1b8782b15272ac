import { computeMetrics, metricTicketOf } from 'polydesk/metrics';
import { aTicket } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, START } from './support.ts';

const base = aTicket({
  createdAt: new Date(START),
  status: 'resolved',
  firstResponseAt: new Date(START + 5 * MINUTE),
  resolvedAt: new Date(START + HOUR),
  closedAt: null,
  reopenCount: 2,
  replyCount: 4,
  satisfaction: null,
  links: [],
  isSpam: false,
  statusDetail: null,
});
const author = (kind: 'customer' | 'agent' | 'bot') => ({
  id: null,
  kind,
  name: null,
  email: null,
});
const message = (
  kind: 'customer' | 'agent' | 'bot',
  minute: number,
  visibility: 'public' | 'internal' = 'public',
) => ({ visibility, author: author(kind), createdAt: new Date(START + minute * MINUTE) });
const rating = (score: number | null, status: 'offered' | 'received' | 'none') => ({
  score,
  status,
  native: { scale: 'good_bad', value: null, label: null },
  comment: null,
  ratedAt: null,
  agentId: null,
  ticketId: null,
  surveyId: null,
});

describe('a ticket for the metrics', () => {
  it("takes the ticket's own fields where the record is left out", () => {
    expect(metricTicketOf(base)).toMatchObject({
      id: base.id,
      firstHumanReplyAt: new Date(START + 5 * MINUTE),
      humanReplies: 4,
      resolvedAt: new Date(START + HOUR),
      reopens: 2,
      escalated: null,
      groupChanges: null,
      handleMinutes: null,
      csat: null,
      surveySent: null,
      excludedAs: null,
    });
  });

  it('M2: the first reply is human and public; bots and notes do not count', () => {
    const record = metricTicketOf(base, {
      messages: [
        message('agent', 30),
        message('customer', 0),
        message('bot', 1),
        message('agent', 10, 'internal'),
      ],
    });
    expect(record.firstHumanReplyAt).toBe(START + 30 * MINUTE);
    expect(record).toMatchObject({ humanReplies: 1, createdByAgent: false, solvedByBot: false });
  });

  it('a ticket that staff opened has no first reply', () => {
    const record = metricTicketOf(base, {
      messages: [message('agent', 0), message('customer', 5), message('agent', 25)],
    });
    expect(record).toMatchObject({
      createdByAgent: true,
      firstHumanReplyAt: null,
      humanReplies: 1,
      nextReplyMinutes: [20],
    });
  });

  it('a stretch of customer messages begins with its oldest', () => {
    const record = metricTicketOf(base, {
      messages: [
        message('customer', 0),
        message('customer', 1),
        message('agent', 10),
        message('agent', 11),
        message('customer', 20),
        message('customer', 25),
        message('bot', 26),
        message('agent', 50),
        message('customer', 60),
      ],
    });
    expect(record.nextReplyMinutes).toEqual([30]);
  });

  it('what only a bot answered was solved by it, once resolved', () => {
    const messages = [message('customer', 0), message('bot', 1)];
    expect(metricTicketOf(base, { messages }).solvedByBot).toBe(true);
    const open = { ...base, status: 'open' as const };
    expect(metricTicketOf(open, { messages }).solvedByBot).toBe(false);
    expect(metricTicketOf(base, { messages: [] })).toMatchObject({
      firstHumanReplyAt: null,
      createdByAgent: false,
      solvedByBot: false,
    });
  });

  it('resolutions and reopens come from the changes of the status', () => {
    const at = (hour: number) => new Date(START + hour * HOUR);
    const record = metricTicketOf(base, {
      statusChanges: [
        { at: at(9), to: 'closed' },
        { at: at(1), to: 'pending' },
        { at: at(2), to: 'resolved' },
        { at: at(3), to: 'open' },
        { at: at(8), to: 'resolved' },
      ],
    });
    expect(record).toMatchObject({
      firstResolvedAt: START + 2 * HOUR,
      resolvedAt: START + 8 * HOUR,
      closedAt: START + 9 * HOUR,
      reopens: 1,
      reopenedAt: START + 3 * HOUR,
    });
    const open = metricTicketOf(base, { statusChanges: [{ at: at(1), to: 'open' }] });
    expect(open).toMatchObject({ firstResolvedAt: null, resolvedAt: null, reopens: 0 });
    expect(metricTicketOf(base, { statusChanges: [] })).toMatchObject({ closedAt: null });
  });

  it('X16: a ticket closed without a resolution date is done', () => {
    const closed = { ...base, status: 'closed' as const, resolvedAt: null };
    const at = new Date(START + HOUR);
    const record = metricTicketOf(closed, { statusChanges: [{ at, to: 'closed' }] });
    const report = computeMetrics([record], { now: START + DAY });
    expect(report.backlog.unresolved).toBe(0);
    expect(report.timeToResolution.full.mean).toBe(60);
    const alone = { ...closed, closedAt: at };
    expect(computeMetrics([metricTicketOf(alone)], { now: START + DAY }).backlog.unresolved).toBe(
      0,
    );
    const { backlog } = computeMetrics([metricTicketOf(closed)], { now: START + DAY });
    expect(backlog).toMatchObject({ unresolved: 0, notClosed: 0 });
  });

  it('ratings between 0 and 1 become 1 to 5', () => {
    const rated = (score: number | null, status: 'offered' | 'received' | 'none') =>
      metricTicketOf({ ...base, satisfaction: rating(score, status) });
    expect(rated(1, 'received')).toMatchObject({ csat: 5, surveySent: true });
    expect(rated(0.75, 'received').csat).toBe(4);
    expect(rated(null, 'offered')).toMatchObject({ csat: null, surveySent: true });
    expect(rated(null, 'none').surveySent).toBe(false);
    expect(metricTicketOf(base, { csat: 2 }).csat).toBe(2);
  });

  it('spam and merged tickets are left out', () => {
    expect(metricTicketOf({ ...base, isSpam: true }).excludedAs).toBe('spam');
    expect(metricTicketOf({ ...base, statusDetail: 'spam' }).excludedAs).toBe('spam');
    expect(metricTicketOf({ ...base, statusDetail: 'merged' }).excludedAs).toBe('merged');
    const links = [{ kind: 'merged_into' as const, ticketId: null, url: null }];
    expect(metricTicketOf({ ...base, links }).excludedAs).toBe('merged');
  });

  it('M8: what it can be split by', () => {
    const named = metricTicketOf(
      { ...base, assignee: { id: 'zendesk:acme:7', name: 'Bo', group: null, type: 'agent' } },
      {
        workLogs: [{ minutes: 5 }, { minutes: 7 }],
        productLine: 'app',
        segment: 'pro',
        escalated: true,
        groupChanges: 3,
      },
    );
    expect(named).toMatchObject({
      agent: 'zendesk:acme:7',
      handleMinutes: 12,
      productLine: 'app',
      segment: 'pro',
      escalated: true,
      groupChanges: 3,
    });
    const team = { id: 'zendesk:acme:8', name: 'T', group: 'T', type: 'team' as const };
    expect(metricTicketOf({ ...base, assignee: team }).agent).toBeNull();
    const nobody = { ...base, requester: { id: null, email: 'a@b.example', name: null } };
    expect(metricTicketOf(nobody).requesterId).toBe('a@b.example');
  });
});
