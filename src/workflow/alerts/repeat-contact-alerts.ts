import { ConfigurationError } from '../../errors/index.ts';
import { DAY_MS } from '../instants.ts';
import type { Instant } from '../../numbers/instant.ts';
import type { WorkflowAlert } from '../types.ts';
import { accountOf, type CountedTicket, isOwnRequest, onceEach } from './customer-of.ts';
import { requireInstant } from '../../numbers/instant.ts';

/** The moment, what is open, and the limits. */
export interface RepeatContactOptions<Ticket extends CountedTicket> {
  readonly now: Instant;
  /** Keys of the alerts that are open now. @default none */
  readonly openKeys?: readonly string[];
  /** More tickets than this raise an alert. @default 3 */
  readonly moreThan?: number;
  /** @default 30 */
  readonly days?: number;
  /** The customer's account. @default the organization, else the requester's id */
  readonly customerOf?: (ticket: Ticket) => string | null;
  /** What makes two tickets the same kind. @default the category */
  readonly typeOf?: (ticket: Ticket) => string | null;
}

/** Alerts to raise and to clear. */
export interface RepeatContactReport {
  /** Alerts that are new; an alert that is open is not raised again. */
  readonly alerts: readonly WorkflowAlert<'repeat_contact'>[];
  /** Keys of open alerts that are over: the count has fallen. They may be raised again. */
  readonly cleared: readonly string[];
  /** Tickets that count for nobody, since their account or type is not known. */
  readonly skipped: readonly string[];
}

/**
 * Customers who write again and again about the same thing: more than 3 tickets of one type in 30 days,
 * both ends included, so the fourth raises the alert and the third does not. Spam, duplicates and merged
 * tickets do not count, and one that is there twice counts once. There is one alert for a customer and a
 * type, until the count falls back to 3.
 *
 * @throws {ValidationError} for a time that is none, ConfigurationError for limits that are not positive.
 * @example repeatContactAlerts(threeOfAKind, { now }).alerts //=> []
 */
export function repeatContactAlerts<Ticket extends CountedTicket>(
  tickets: readonly Ticket[],
  options: RepeatContactOptions<Ticket>,
): RepeatContactReport {
  const { openKeys = [], moreThan = 3, days = 30 } = options;
  const { customerOf = accountOf, typeOf = ({ category }: Ticket) => category } = options;
  if (!(moreThan >= 1 && days > 0))
    throw new ConfigurationError('`moreThan` must be 1 or more, and `days` above 0.');
  const now = requireInstant('now', options.now);
  const skipped: string[] = [];
  const groups = new Map<string, { customer: string; type: string; ids: string[] }>();
  for (const ticket of onceEach(tickets)) {
    if (!isOwnRequest(ticket)) continue;
    const at = requireInstant('createdAt', ticket.createdAt);
    if (at > now || at < now - days * DAY_MS) continue;
    const customer = customerOf(ticket);
    const type = typeOf(ticket);
    if (customer === null || type === null) {
      skipped.push(ticket.id);
      continue;
    }
    const key = keyOf(customer, type);
    const group = groups.get(key) ?? { customer, type, ids: [] };
    group.ids.push(ticket.id);
    groups.set(key, group);
  }
  const high = [...groups].filter(([, { ids }]) => ids.length > moreThan);
  const highKeys = new Set(high.map(([key]) => key));
  return {
    alerts: high
      .filter(([key]) => !openKeys.includes(key))
      .map(([key, group]) => alertOf(key, group, { now, days, moreThan })),
    cleared: openKeys.filter((key) => key.startsWith(PREFIX) && !highKeys.has(key)),
    skipped,
  };
}

const PREFIX = 'repeat_contact:';
/** No customer and type can be read as another pair, whatever characters they have. */
const keyOf = (customer: string, type: string): string =>
  `${PREFIX}${encoded(customer)}:${encoded(type)}`;
// Half of a surrogate pair, as a cut text may end with, has no encoding.
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

const alertOf = (
  key: string,
  group: { readonly customer: string; readonly type: string; readonly ids: readonly string[] },
  limits: { readonly now: number; readonly days: number; readonly moreThan: number },
): WorkflowAlert<'repeat_contact'> => ({
  key,
  kind: 'repeat_contact',
  severity: 'warning',
  subject: { type: 'customer', id: group.customer },
  evidence: {
    ticketType: group.type,
    count: group.ids.length,
    moreThan: limits.moreThan,
    days: limits.days,
    ticketIds: group.ids,
  },
  suggestedActions: [
    'create_task:customer_health_warning',
    'assign_to:customer_success_manager',
    'assign_to:senior_expert',
  ],
  createdAt: new Date(limits.now),
  cooldownUntil: null,
});
