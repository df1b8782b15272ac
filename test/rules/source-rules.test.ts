import { evaluateRules, type RuleEvent } from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { created, HOUR, now, rule } from './support.ts';

describe('W: rules of the sources', () => {
  it('W2: a pressing server failure goes to IT infrastructure support, priority + 1', () => {
    const w2 = rule('w2', {
      when: {
        all: [
          { field: 'type', op: 'eq', value: 'server failure' },
          { field: 'urgency', op: 'eq', value: 'high' },
        ],
      },
      then: [
        { type: 'assignGroup', groupId: 'IT infrastructure support' },
        { type: 'raisePriority', by: 1 },
      ],
    });
    expect(evaluateRules([w2], created(), { now }).patch).toEqual({
      groupId: 'IT infrastructure support',
      priority: 'high',
    });
    expect(evaluateRules([w2], created({ urgency: 'low' }), { now }).patch).toEqual({});
  });

  it('W3: no first response in two hours reminds the lead of the group', () => {
    const w3 = rule('w3', {
      on: 'schedule',
      when: {
        all: [
          { field: 'firstResponseAt', op: 'exists', value: false },
          { field: 'createdAt', op: 'olderThan', value: { hours: 2 } },
        ],
      },
      then: [{ type: 'notify', to: 'group-lead' }],
    });
    const at = (hours: number) =>
      evaluateRules([w3], { type: 'schedule', ticket: { createdAt: now - hours * HOUR } }, { now })
        .intents.length;
    expect([at(1.99), at(2)]).toEqual([0, 1]);
  });

  it('W4: the reply of an agent makes an open case wait for the customer', () => {
    const w4 = rule('w4', {
      on: 'message',
      when: {
        all: [
          { field: 'status', op: 'eq', value: 'in_progress' },
          { field: 'message.author', op: 'eq', value: 'agent' },
        ],
      },
      then: [{ type: 'setStatus', status: 'pending' }],
    });
    const event: RuleEvent = {
      type: 'message',
      ticket: { status: 'in_progress', message: { author: 'agent' } },
    };
    expect(evaluateRules([w4], event, { now }).patch).toEqual({ status: 'pending' });
  });

  it('T11, T13: key words, plan and revenue route; the outcome is auditable', () => {
    const t13 = rule('t13', {
      when: {
        all: [
          { field: 'subject', op: 'containsAny', value: ['failure', '故障'] },
          { field: 'metadata.plan', op: 'in', value: ['pro', 'enterprise'] },
          { field: 'metadata.mrr', op: 'gte', value: 5000 },
        ],
      },
      then: [{ type: 'assignGroup', groupId: 'named-accounts' }],
    });
    const { patch, trace } = evaluateRules([t13], created(), { now });
    expect(patch).toEqual({ groupId: 'named-accounts' });
    expect(trace[0]?.conditions.map(({ matched }) => matched)).toEqual([true, true, true]);
  });
});
