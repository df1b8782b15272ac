import type { Rule, RuleEvent } from 'polydesk/workflow';

export const now = Date.UTC(2026, 0, 15, 12);
export const HOUR = 3_600_000;
export const rule = (id: string, changes: Partial<Rule> = {}): Rule => ({
  id,
  name: `Rule ${id}`,
  on: 'created',
  when: { all: [] },
  then: [{ type: 'addTag', tag: id }],
  ...changes,
});
const ticket = {
  subject: 'Server failure',
  type: 'server failure',
  urgency: 'high',
  priority: 'normal',
  tags: ['emea'],
  metadata: { mrr: 6000, plan: 'Pro', renewsAt: null },
  createdAt: new Date(now - 3 * HOUR),
  updatedAt: '2026-01-15T11:30:00Z',
};
export const created = (changes: Record<string, unknown> = {}): RuleEvent => ({
  type: 'created',
  ticket: { ...ticket, ...changes },
});
