import {
  htmlToText,
  type AnyFields,
  type CustomFields,
  type MappingWarning,
  type SupportTicket,
} from 'polydesk';
import type { Desk } from './desks.ts';
import type { Fields } from './drafts.ts';

/** What of a ticket must survive a translation, in a form that two accounts can be compared in. */
export type Facts = Readonly<Record<string, unknown>>;

type Ticket = SupportTicket<unknown, AnyFields>;

const isoOf = (date: Date | null): string | null => date?.toISOString().slice(0, 19) ?? null;

/** White space is what the providers fold and unfold as they like; nobody calls that a loss. */
const wordsOf = (text: string | null): string | null => text?.replace(/\s+/g, ' ').trim() ?? null;

const valueOf = (fields: CustomFields<AnyFields>, key: string): unknown =>
  fields[key]?.value ?? null;

/** The facts of a ticket as an account tells them. */
export function factsOf(ticket: Ticket, desk: Desk): Facts {
  const { assignee } = ticket;
  return {
    subject: ticket.subject,
    description: wordsOf(
      ticket.descriptionHtml === null ? ticket.description : htmlToText(ticket.descriptionHtml),
    ),
    status: ticket.status,
    statusDetail: ticket.statusDetail === 'new' ? null : ticket.statusDetail,
    priority: ticket.priority,
    category: ticket.category,
    tags: [...new Set(ticket.tags)].sort(),
    callerKey: ticket.callerKey,
    dueAt: isoOf(ticket.dueAt),
    snoozedUntil: isoOf(ticket.snoozedUntil),
    'customFields.plan': valueOf(ticket.customFields, 'plan'),
    'customFields.seats': valueOf(ticket.customFields, 'seats'),
    requester: ticket.requester.id?.endsWith(`:${desk.requesterId}`) ?? false,
    assignee: assignee?.type === 'agent' && assignee.id.endsWith(`:${desk.agentId}`),
    groupId: ticket.groupId?.endsWith(`:${desk.groupId}`) ?? false,
  };
}

/** What a draft wants: facts of the fields that it names, and of no others. */
export function wantedBy({ text, assigned, ...fields }: Fields): Facts {
  const { tags, dueAt, snoozedUntil, customFields = {}, ...plain } = fields;
  const custom = Object.entries(customFields).map(([key, value]) => [`customFields.${key}`, value]);
  return {
    ...plain,
    description: wordsOf(text),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)].sort() }),
    ...(dueAt == null ? {} : { dueAt: isoOf(dueAt) }),
    ...(snoozedUntil == null ? {} : { snoozedUntil: isoOf(snoozedUntil) }),
    ...Object.fromEntries(custom),
    requester: true,
    ...(assigned === 'agent' || assigned === 'both' ? { assignee: true } : {}),
    ...(assigned === 'group' || assigned === 'both' ? { groupId: true } : {}),
  };
}

/** Whether a warning speaks of a field, of a part of it, or of the whole that it is part of. */
const speaksOf = (field: string) => (warning: MappingWarning) =>
  warning.field === field ||
  warning.field.startsWith(`${field}.`) ||
  field.startsWith(`${warning.field}.`);

/**
 * What an account fills in by itself when it is left empty: due dates by policy, a default group,
 * whoever solved a ticket that nobody had.
 */
const FILLED_IN: readonly string[] = ['dueAt', 'groupId', 'assignee'];

const isEmpty = (value: unknown): boolean => value === null || value === false;

/** Facts that differ and of which no warning speaks: nothing may. */
export function silentLosses(
  wanted: Facts,
  found: Facts,
  warnings: readonly MappingWarning[],
): readonly string[] {
  return Object.keys(wanted).filter(
    (field) =>
      JSON.stringify(wanted[field]) !== JSON.stringify(found[field]) &&
      !(FILLED_IN.includes(field) && isEmpty(wanted[field])) &&
      !warnings.some(speaksOf(field)),
  );
}
