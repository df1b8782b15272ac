import { aTicket } from 'polydesk/testing';
import { openHoursOf } from 'polydesk/sla';
import { evaluateRules, type RuleEvent, type RuleOptions, WORKFLOW_RULES } from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';

const now = new Date('2026-03-02T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('W2: a server failure of high urgency', () => {
  const patchOf = (ticket: object) =>
    evaluateRules(
      [WORKFLOW_RULES.serverFailure],
      { type: 'created', ticket: aTicket(ticket) },
      { now },
    ).patch;
  it('goes to IT infrastructure support, one priority up', () => {
    const failure = { category: 'server_failure', urgency: 'high', priority: 'normal' };
    expect(patchOf(failure)).toEqual({
      priority: 'high',
      groupId: 'IT infrastructure support',
    });
    expect(patchOf({ ...failure, priority: 'urgent' })).toEqual({
      groupId: 'IT infrastructure support',
    });
  });

  it.each([
    [{ category: 'server_failure', urgency: 'normal' }],
    [{ category: 'bug', urgency: 'high' }],
    [{ category: 'server_failure' }],
  ])('%j stays', (ticket) => {
    expect(patchOf(ticket)).toEqual({});
  });
});

describe('W3 and S8: no first response in two hours', () => {
  const look = (
    ticket: object,
    options: Partial<RuleOptions> = {},
    type: RuleEvent['type'] = 'schedule',
  ) =>
    evaluateRules(
      [WORKFLOW_RULES.firstResponseReminder],
      { type, ticket: aTicket(ticket) },
      { now, ...options },
    );

  it('reminds the group lead by mail and to-do, from the minute on', () => {
    const { intents, episodes, nextCheckAt } = look({ createdAt: minutesAgo(120) });
    expect(intents).toEqual([
      {
        rule: 'first-response-reminder',
        action: { type: 'notify', to: 'group_lead', channels: ['mail', 'todo'] },
      },
    ]);
    expect(episodes).toEqual(['first-response-reminder:example:acme:42:2026-03-02T12:00:00.000Z']);
    expect(nextCheckAt).toBeNull();
  });

  it('accuses nobody where the list did not tell the first response', () => {
    const warning = { type: 'dropped', field: 'firstResponseAt', reason: 'Not in this list.' };
    const { provenance } = aTicket({});
    const ticket = {
      createdAt: minutesAgo(120),
      provenance: { ...provenance, warnings: [warning] },
    };
    expect(look(ticket).intents).toEqual([]);
    const other = { ...warning, field: 'dueAt' };
    expect(
      look({ ...ticket, provenance: { ...provenance, warnings: [other] } }).intents,
    ).toHaveLength(1);
  });

  it('before that says when to look again', () => {
    const { intents, nextCheckAt } = look({ createdAt: minutesAgo(119) });
    expect(intents).toEqual([]);
    expect(nextCheckAt).toEqual(minutesAgo(-1));
  });

  it.each([
    ['answered', { firstResponseAt: minutesAgo(5) }],
    ['resolved', { status: 'resolved' }],
  ])('stays quiet for a case that is %s', (_, ticket) => {
    const { intents, nextCheckAt } = look({ createdAt: minutesAgo(500), ...ticket });
    expect(intents).toEqual([]);
    expect(nextCheckAt).toBeNull();
  });

  it('J.3: fires once per episode, and says so', () => {
    const ticket = { createdAt: minutesAgo(200) };
    const { episodes } = look(ticket);
    const again = look(ticket, { firedEpisodes: episodes });
    expect(again.intents).toEqual([]);
    expect(again.trace[0]).toMatchObject({ matched: true, reason: 'episode_before' });
    expect(look({ createdAt: minutesAgo(150) }, { firedEpisodes: episodes }).intents).toHaveLength(
      1,
    );
  });

  it("J.3: uses the group's schedule if given", () => {
    const closedUntilNoon = {
      between: (_: number, to: number) => Math.max(0, to - now.getTime()),
      add: (_: number, ms: number) => now.getTime() + ms,
    };
    const { intents, nextCheckAt } = look(
      { createdAt: minutesAgo(600) },
      { workingTime: closedUntilNoon },
    );
    expect(intents).toEqual([]);
    expect(nextCheckAt).toEqual(new Date('2026-03-02T14:00:00Z'));
  });

  it('J.3: takes the opening hours of the SLA engine', () => {
    const day = [['09:00', '17:00']] as const;
    const office = openHoursOf({ timezone: 'Asia/Kolkata', weekly: { mon: day, tue: day } });
    // Monday 16:00 in India: one hour that day, the second one from 09:00 on Tuesday.
    const created = new Date('2026-03-02T10:30:00Z');
    const { intents, nextCheckAt } = look({ createdAt: created }, { workingTime: office });
    expect(intents).toEqual([]);
    expect(nextCheckAt).toEqual(new Date('2026-03-03T04:30:00Z'));
    const then = { now: new Date('2026-03-03T04:30:00Z'), workingTime: office };
    expect(look({ createdAt: created }, then).intents).toHaveLength(1);
  });

  it('J.3: other events say when to look, at once when it is due', () => {
    expect(look({ createdAt: now }, {}, 'created').nextCheckAt).toEqual(minutesAgo(-120));
    const due = look({ createdAt: minutesAgo(130) }, {}, 'created');
    expect(due).toMatchObject({ intents: [], nextCheckAt: now });
    const { episodes } = look({ createdAt: minutesAgo(130) });
    const answered = look({ createdAt: minutesAgo(130) }, { firedEpisodes: episodes }, 'created');
    expect(answered.nextCheckAt).toBeNull();
  });
});

describe('W4: after the reply of an agent', () => {
  const reply = (kind: string, visibility: string, status: string) =>
    evaluateRules(
      [WORKFLOW_RULES.waitForCustomer],
      {
        type: 'message',
        ticket: { ...aTicket(), status },
        message: { author: { kind }, visibility },
      },
      { now },
    ).patch;
  it('a case that is worked on waits for the customer', () => {
    expect(reply('agent', 'public', 'in_progress')).toEqual({
      status: 'pending',
      statusDetail: 'waiting_on_customer',
    });
  });
  it.each([
    ['bot', 'public', 'in_progress'],
    ['agent', 'internal', 'in_progress'],
    ['customer', 'public', 'in_progress'],
    ['agent', 'public', 'resolved'],
  ])('%s, %s, %s: nothing', (kind, visibility, status) => {
    expect(reply(kind, visibility, status)).toEqual({});
  });
});
