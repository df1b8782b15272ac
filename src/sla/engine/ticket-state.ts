import { ConfigurationError } from '../../errors/index.ts';
import type { StatusDetail, TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { CompiledPolicy } from '../policies/compile-policies.ts';
import { matchesCondition } from '../policies/matches-condition.ts';
import type { SlaAttributes, SlaEvent, SlaStatusKey } from './event-types.ts';

/** What the replay knows of the ticket itself. */
export interface TicketState {
  status: TicketStatus;
  detail: StatusDetail | 'on_hold' | null;
  priority: TicketPriority;
  group: string | null;
  attributes: SlaAttributes;
  policy: CompiledPolicy | null;
}

export const newTicketState = (): TicketState => ({
  status: 'open',
  detail: null,
  priority: 'normal',
  group: null,
  attributes: {},
  policy: null,
});

export const isDoneStatus = (status: TicketStatus): boolean =>
  status === 'resolved' || status === 'closed';

const ON_HOLD: ReadonlySet<string | null> = new Set(['on_hold', 'waiting_on_third_party']);

/** What decides whether clocks run. */
export const statusKeyOf = ({ status, detail }: TicketState): SlaStatusKey =>
  status === 'pending' && ON_HOLD.has(detail) ? 'on_hold' : status;

/** Takes over what an event says of the ticket. */
export function applyEvent(ticket: TicketState, event: SlaEvent): void {
  switch (event.type) {
    case 'created':
      ticket.status = event.status ?? 'open';
      ticket.detail = event.detail ?? null;
      ticket.priority = event.priority ?? 'normal';
      ticket.group = event.group ?? null;
      ticket.attributes = event.attributes ?? {};
      return;
    case 'status':
      ticket.status = event.to;
      ticket.detail = event.detail ?? null;
      return;
    case 'priority':
      ticket.priority = event.to;
      return;
    case 'assigned':
      ticket.group = event.group;
      return;
    case 'attributes':
      ticket.attributes = { ...ticket.attributes, ...event.set };
      return;
    case 'message':
    case 'due_override':
      return;
    default:
      throw new ConfigurationError('An SLA event has an unknown type.');
  }
}

/** The first policy that applies to the ticket as it is. */
export const policyFor = (
  state: TicketState,
  policies: readonly CompiledPolicy[],
): CompiledPolicy | null =>
  policies.find(({ policy }) => matchesCondition(state, policy.when)) ?? null;
