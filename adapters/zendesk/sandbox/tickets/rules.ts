import type { AuditEvent, TicketRow } from '../records/tickets-and-people.ts';
import { defaultStatus, type World } from '../world.ts';
import { changeEvents, ruleVia } from './audit.ts';
import { copyTicket } from './draft.ts';
import { ticketStatuses } from './properties.ts';
import { readTags } from './tags.ts';

/** Runs the account's triggers inside the request: their changes stand in the same audit (6.3). */
export function runRules(
  world: World,
  ticket: TicketRow,
  moment: 'create' | 'update',
): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const trigger of world.state.triggers.rows.values()) {
    if (trigger.on !== 'both' && trigger.on !== moment) continue;
    const before = copyTicket(ticket);
    for (const [name, value] of Object.entries(trigger.actions)) act(world, ticket, name, value);
    events.push(...changeEvents(world, before, ticket, ruleVia(trigger.title, trigger.id)));
  }
  return events;
}

type Action = (world: World, ticket: TicketRow, value: unknown) => void;

const actions: Readonly<Record<string, Action>> = {
  priority: (_world, ticket, value) => {
    ticket.priority = typeof value === 'string' ? value : null;
  },
  status: (world, ticket, value) => {
    ticket.status = ticketStatuses.find((status) => status === value) ?? ticket.status;
    ticket.custom_status_id = defaultStatus(world, ticket.status).id;
  },
  group_id: (_world, ticket, value) => {
    ticket.group_id = Number(value);
  },
  assignee_id: (_world, ticket, value) => {
    ticket.assignee_id = Number(value);
  },
  current_tags: (_world, ticket, value) => {
    ticket.tags = [...new Set([...ticket.tags, ...readTags(value)])];
  },
};

function act(world: World, ticket: TicketRow, name: string, value: unknown): void {
  actions[name]?.(world, ticket, value);
}
