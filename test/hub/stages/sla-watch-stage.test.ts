import { type SlaPolicyTable, slaWatchStage, type SlaWatchOptions } from 'polydesk';
import { evaluateSla, presetPolicy, toTimeline } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../webhooks/support/manual-clock.ts';
import { CREATED, createLivingDesk, messageBy, openStage } from './support.ts';

const MINUTE = 60_000;
const POLICIES: SlaPolicyTable = {
  normal: { firstResponseMinutes: 10, resolutionMinutes: 100 },
  high: { firstResponseMinutes: 5, resolutionMinutes: 50 },
};

function openWatch(options: Partial<SlaWatchOptions> = {}) {
  const clock = createManualClock(CREATED);
  const told: string[] = [];
  const minute = () => (clock.now() - CREATED.getTime()) / MINUTE;
  const stage = slaWatchStage({
    policies: POLICIES,
    clock,
    onBreach: ({ type, ticketId }) => void told.push(`${ticketId} ${type} at ${minute()}`),
    ...options,
  });
  const desk = createLivingDesk();
  desk.put('1', { priority: 'normal' });
  return { clock, told, ...openStage(stage, desk, () => ({ plan: 'gold' })) };
}

describe('slaWatchStage', () => {
  it('tells each missed target once, one millisecond after it, with one timer and no polling', async () => {
    const { clock, told, desk, tell } = openWatch();
    await tell('ticket.created', '1');
    expect(clock.sleeping).toEqual([10 * MINUTE + 1]);
    await clock.advance(10 * MINUTE);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([`paper:acme:1 first_response at ${10 + 1 / MINUTE}`]);
    await clock.advance(200 * MINUTE);
    expect(told.slice(1)).toEqual([`paper:acme:1 resolution at ${100 + 1 / MINUTE}`]);
    expect(clock.sleeping).toEqual([]);
    expect(desk.reads).toHaveLength(3);
  });
  it('judges by the engine where it is given, and looks at every event of a ticket', async () => {
    const alerts: string[] = [];
    const { clock, desk, tell } = openWatch({
      evaluate: (ticket, { now }) =>
        ticket.status === 'closed'
          ? null
          : evaluateSla(
              {
                events: toTimeline({ ticket, messages: [] }).events,
                policies: [presetPolicy(POLICIES)],
              },
              { now },
            ),
      onAlert: ({ kind, metric }, { id }) => void alerts.push(`${id} ${kind} ${metric}`),
    });
    await tell('ticket.created', '1');
    await tell('message.created', '1', messageBy('customer'));
    expect(desk.reads).toHaveLength(2);
    await clock.advance(10 * MINUTE + 1);
    expect(alerts).toEqual([
      'paper:acme:1 at_risk first_reply',
      'paper:acme:1 breached first_reply',
    ]);
    desk.put('1', { status: 'closed' });
    await tell('ticket.status_changed', '1');
    expect(clock.sleeping.length).toBeLessThanOrEqual(1);
    expect(() => slaWatchStage({})).toThrow('onBreach');
  });

  it('reads again before it tells, so that an answer whose event is on its way counts', async () => {
    const { clock, told, desk, tell } = openWatch();
    await tell('ticket.created', '1');
    desk.put('1', { firstResponseAt: CREATED });
    await clock.advance(11 * MINUTE);
    expect(told).toEqual([]);
    desk.put('1', { status: 'resolved', resolvedAt: CREATED });
    await clock.advance(200 * MINUTE);
    expect(told).toEqual([]);
  });

  it('reads a ticket only when something happens that may move its clocks', async () => {
    const { desk, tell } = openWatch();
    await tell('message.created', '1', messageBy('customer'));
    expect(desk.reads).toHaveLength(1);
    await tell('message.created', '1', messageBy('customer'));
    await tell('note.created', '1', messageBy('agent'));
    await tell('ticket.assigned', '1');
    await tell('ticket.updated', '1', { changes: [{ field: 'tags', to: ['x'] }] });
    expect(desk.reads).toHaveLength(1);
    await tell('ticket.updated', '1', { changes: [{ field: 'priority', to: 'high' }] });
    await tell('ticket.updated', '1');
    await tell('ticket.status_changed', '1');
    await tell('message.created', '1', messageBy('agent'));
    expect(desk.reads).toHaveLength(5);
  });

  it('follows a new priority to an earlier moment', async () => {
    const { clock, told, desk, tell } = openWatch();
    await tell('ticket.created', '1');
    desk.put('1', { priority: 'high' });
    await tell('ticket.updated', '1');
    await clock.advance(5 * MINUTE + 1);
    expect(told).toEqual([`paper:acme:1 first_response at ${5 + 1 / MINUTE}`]);
  });

  it('does not tell again of a ticket that was done in between', async () => {
    const { clock, told, desk, tell } = openWatch();
    await tell('ticket.created', '1');
    await clock.advance(11 * MINUTE);
    desk.put('1', { status: 'resolved' });
    await tell('ticket.status_changed', '1');
    await clock.advance(200 * MINUTE);
    expect(told).toHaveLength(1);
    desk.put('1', { status: 'open' });
    await tell('ticket.status_changed', '1');
    expect(told.slice(1)).toEqual(['paper:acme:1 resolution at 211']);
  });

  it('tells again when telling failed: the event, or the next minute', async () => {
    const errors: unknown[] = [];
    const failures = [new Error('pager is down'), new Error('still down')];
    const told: string[] = [];
    const { clock, tell } = openWatch({
      onBreach: ({ type }) => {
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        told.push(type);
      },
      onError: (error) => {
        errors.push(error);
        throw new Error('an observer that fails');
      },
    });
    await tell('ticket.created', '1');
    await clock.advance(10 * MINUTE + 1);
    expect([told, errors]).toEqual([[], [new Error('pager is down')]]);
    await expect(tell('ticket.status_changed', '1')).rejects.toMatchObject({
      errors: [new Error('still down')],
    });
    await clock.advance(MINUTE);
    expect(told).toEqual(['first_response']);
  });

  it('looks again a minute later when the desk cannot be read', async () => {
    const { clock, told, desk, tell } = openWatch();
    await tell('ticket.created', '1');
    desk.fail('get', new Error('desk is down'));
    await clock.advance(10 * MINUTE + 1);
    expect(told).toEqual([]);
    await clock.advance(MINUTE);
    expect(told).toEqual([`paper:acme:1 first_response at ${11 + 1 / MINUTE}`]);
  });

  it('tells of targets at risk once, and not of those that are met or missed', async () => {
    const risks: string[] = [];
    const { clock, tell } = openWatch({
      riskAt: 0.5,
      onRisk: ({ type, dueAt }) =>
        void risks.push(`${type} in ${(dueAt.getTime() - clock.now()) / MINUTE}`),
    });
    await tell('ticket.created', '1');
    await clock.advance(5 * MINUTE);
    await tell('ticket.status_changed', '1');
    expect(risks).toEqual(['first_response in 5']);
    await clock.advance(200 * MINUTE);
    expect(risks).toEqual(['first_response in 5', 'resolution in 50']);
  });

  it('judges by the enriched ticket', async () => {
    const { clock, told, tell } = openWatch({
      policies: ({ metadata }) =>
        metadata.plan === 'gold' ? { firstResponseMinutes: 1, resolutionMinutes: 9 } : null,
    });
    await tell('ticket.created', '1');
    await clock.advance(MINUTE + 1);
    expect(told).toHaveLength(1);
  });

  it('watches no more tickets than it may, and none that are gone', async () => {
    const { clock, told, desk, tell } = openWatch({ maxTickets: 2 });
    for (const id of ['2', '3']) desk.put(id, { priority: 'normal' });
    for (const id of ['1', '2', '3']) await tell('ticket.created', id);
    await tell('ticket.deleted', '2');
    await clock.advance(11 * MINUTE);
    expect(told.map((line) => line.split(' ')[0])).toEqual(['paper:acme:3']);
    desk.drop('3');
    await tell('ticket.status_changed', '3');
    await clock.advance(200 * MINUTE);
    expect(told).toHaveLength(1);
  });

  it('ends its timer with the hub, and waits for what it is telling', async () => {
    let end = (): void => undefined;
    const { clock, hub, tell } = openWatch({
      onBreach: () => new Promise<void>((resolve) => (end = resolve)),
    });
    await tell('ticket.created', '1');
    await clock.advance(10 * MINUTE + 1);
    let closed = false;
    const closing = hub.close().then(() => {
      closed = true;
    });
    await clock.advance(0);
    expect(closed).toBe(false);
    end();
    await closing;
    expect(clock.sleeping).toEqual([]);
  });

  it.each([{ maxTickets: 0 }, { riskAt: 0 }, { riskAt: 1 }])('refuses %j', (options) => {
    expect(() => openWatch(options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
