import {
  checkSLABreaches,
  explainSlaBreach,
  SLA_PRESETS,
  type SlaBreach,
  type SlaTargets,
} from '../../sla/index.ts';
import { TICKET_PRIORITIES } from '../../model/enums.ts';
import type { Account } from '../../../examples/data/types.ts';
import type { HubTicket } from '../../hub/index.ts';
import { accountKeyOf } from './enrich.ts';
import type { SlaRow, SlaSummary } from './report.ts';

const WORST = 8;

/** Enterprise customers are answered by the stricter matrix, all others by the standard. */
export function targetsOf(
  ticket: Pick<HubTicket, 'metadata' | 'priority'>,
): SlaTargets | undefined {
  const preset = ticket.metadata.plan === 'enterprise' ? SLA_PRESETS.matrix : SLA_PRESETS.standard;
  return preset[ticket.priority];
}

/** Checks all open tickets against their targets and sums the breaches up. */
export function judgeSla(
  tickets: readonly HubTicket[],
  accounts: readonly Account[],
  now: Date,
): SlaSummary {
  const byId = new Map(tickets.map((ticket) => [String(ticket.id), ticket]));
  const names = new Map(accounts.map(({ key, name }) => [key, name]));
  const report = checkSLABreaches(tickets, { now, policies: targetsOf });
  const { breaches } = report;
  const countOf = (test: (breach: SlaBreach) => boolean): number => breaches.filter(test).length;
  const toRow = (breach: SlaBreach): SlaRow => {
    const ticket = byId.get(breach.ticketId);
    return {
      desk: ticket?.provenance.provider ?? '',
      ticket: ticket?.externalId ?? breach.ticketId,
      subject: ticket?.subject ?? null,
      account: ticket === undefined ? null : (names.get(accountKeyOf(ticket) ?? '') ?? null),
      plan: ticket?.metadata.plan ?? null,
      priority: breach.priority,
      type: breach.type,
      minutesOverdue: breach.minutesOverdue,
      reason: explainSlaBreach(breach).message,
    };
  };
  return {
    at: now.toISOString(),
    checked: report.checkedCount,
    skipped: report.skipped.length,
    breached: new Set(breaches.map((breach) => breach.ticketId)).size,
    byType: {
      first_response: countOf(({ type }) => type === 'first_response'),
      resolution: countOf(({ type }) => type === 'resolution'),
    },
    byPriority: {
      low: countOf(({ priority }) => priority === 'low'),
      normal: countOf(({ priority }) => priority === 'normal'),
      high: countOf(({ priority }) => priority === 'high'),
      urgent: countOf(({ priority }) => priority === 'urgent'),
    },
    worst: [...breaches].sort(byUrgency).slice(0, WORST).map(toRow),
  };
}

/** Customers without any answer first, then by priority, then by how late it is. */
function byUrgency(a: SlaBreach, b: SlaBreach): number {
  if (a.type !== b.type) return a.type === 'first_response' ? -1 : 1;
  const rank = (breach: SlaBreach): number => TICKET_PRIORITIES.indexOf(breach.priority);
  return rank(b) - rank(a) || b.minutesOverdue - a.minutesOverdue;
}
