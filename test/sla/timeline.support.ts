import { aTicket } from 'polydesk/testing';
import { type TimelineHistoryEntry, type TimelineSources, toTimeline } from 'polydesk/sla';
import type { FieldChange, SupportEvent } from 'polydesk';

export const at = (time: string) => new Date(`2026-06-01T${time}:00Z`);
export const base = aTicket({
  status: 'open',
  statusDetail: null,
  priority: 'normal',
  groupId: null,
  createdAt: at('09:00'),
  updatedAt: at('12:00'),
  firstResponseAt: null,
  resolvedAt: null,
  closedAt: null,
});
export const entry = (
  time: string,
  field: string,
  to: unknown,
  from?: unknown,
): TimelineHistoryEntry => ({
  kind: 'field_changed',
  actor: null,
  at: at(time),
  changes: [from === undefined ? { field, to } : { field, from, to }],
});
/** An event that was heard; without `changes` it is of a kind that has none. */
const observed = (time: string | null, changes?: readonly FieldChange[]): SupportEvent =>
  // Safe: only what a timeline reads of an event.
  ({
    type: changes === undefined ? 'message.created' : 'ticket.updated',
    occurredAt: time === null ? null : at(time),
    ticket: { id: base.id, externalId: base.externalId },
    ...(changes === undefined ? {} : { changes }),
  }) as unknown as SupportEvent;
export const heard = (time: string | null, field: string, to: unknown): SupportEvent =>
  observed(time, [{ field, from: field === 'priority' ? 'normal' : 'open', to }]);
export const heardNothing = [observed(null, []), observed(null)];
export const run = (
  more: Partial<TimelineSources> & { readonly ticket?: TimelineSources['ticket'] },
  options = {},
) => {
  const { events, warnings } = toTimeline({ ticket: base, messages: [], ...more }, options);
  const lines = events.map((event) => {
    const rest = 'to' in event ? event.to : event.type === 'assigned' ? event.group : '';
    return `${new Date(event.at).toISOString().slice(11, 16)} ${event.type} ${rest}`.trim();
  });
  return { events, lines, codes: warnings.map(({ code }) => code) };
};
