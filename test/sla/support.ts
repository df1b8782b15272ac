import type { SlaTicket } from 'polydesk/sla';
import { checkSLABreaches, SLA_PRESETS } from 'polydesk/sla';

export const CREATED = '2026-03-02T10:00:00Z';
export const at = (time: string) => new Date(time);
export const minutesAfter = (minutes: number) => new Date(Date.parse(CREATED) + minutes * 60_000);

export const ticket = (changes: Partial<SlaTicket> = {}): SlaTicket => ({
  id: 't1',
  status: 'open',
  priority: 'urgent',
  createdAt: at(CREATED),
  firstResponseAt: null,
  resolvedAt: null,
  ...changes,
});

export const overdue = (
  tickets: readonly SlaTicket[],
  now: Date,
  policies = SLA_PRESETS.standard,
) =>
  checkSLABreaches(tickets, { now, policies }).breaches.map(
    ({ ticketId, type, minutesOverdue }) => `${ticketId} ${type} ${minutesOverdue}`,
  );
