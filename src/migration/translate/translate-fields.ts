import type { AnyFields } from '../../adapter/contract.ts';
import type { StatusDetail } from '../../model/enums.ts';
import type { TicketFieldsDraft } from '../../model/ticket.ts';
import { coerceValue } from './coerce-value.ts';
import type { LossLog } from './loss-log.ts';
import type { SourceTicket, TranslationContext } from './types.ts';

type Ticket = SourceTicket['ticket'];

/** A ticket's fields without its thread. */
export interface TranslatedFields {
  readonly draft: TicketFieldsDraft<AnyFields> & {
    readonly subject: string;
    readonly tags: readonly string[];
    readonly cc?: readonly string[];
  };
  readonly expected: Readonly<Record<string, string | null>>;
  readonly tags: readonly string[];
  readonly customFields: Readonly<Record<string, unknown>>;
  /** What has a value and no place at the target, by a name that people know. */
  readonly homeless: readonly (readonly [name: string, value: string])[];
}

/** Puts the fields of a ticket into the target's words. */
export function translateFields(
  ticket: Ticket,
  context: TranslationContext,
  log: LossLog,
): TranslatedFields {
  const { mapping } = context;
  const homeless: (readonly [string, string])[] = [];
  const status = statusOf(ticket, context);
  const priority = mapping.given.priorities?.[ticket.priority] ?? ticket.priority;
  const category = categoryOf(ticket, context, log);
  const assignee = assigneeOf(ticket, context, { log, homeless });
  const tags = tagsOf(ticket, context, log);
  const customFields = customFieldsOf(ticket, context, { log, homeless });
  const organizationId = context.organizations.get(ticket.organizationId ?? '') ?? null;
  const cc = ticket.participants.flatMap(({ role, email }) =>
    role === 'cc' && email !== null ? [email] : [],
  );
  const subject = ticket.subject ?? '';
  if (subject.trim() === '') {
    log.add({ type: 'defaulted', field: 'subject', reason: 'The ticket has no subject.' });
  }
  const named = subject.trim() === '' ? `Ticket ${ticket.number ?? ticket.externalId}` : subject;
  return {
    draft: {
      subject: named,
      ...status,
      priority,
      ...(category === null ? {} : { category }),
      ...(assignee.agentId === null ? {} : { assigneeId: assignee.agentId }),
      ...(assignee.groupId === null ? {} : { groupId: assignee.groupId }),
      ...(organizationId === null ? {} : { organizationId }),
      ...(ticket.dueAt === null ? {} : { dueAt: ticket.dueAt }),
      ...(ticket.snoozedUntil === null ? {} : { snoozedUntil: ticket.snoozedUntil }),
      ...(Object.keys(customFields).length > 0 ? { customFields } : {}),
      ...(cc.length > 0 ? { cc } : {}),
      tags,
    },
    expected: {
      subject: named,
      status: status.status,
      priority,
      category,
      assigneeId: assignee.agentId,
      groupId: assignee.groupId,
    },
    tags,
    customFields,
    homeless,
  };
}

function statusOf(ticket: Ticket, { mapping }: TranslationContext) {
  const mapped = mapping.status(ticket.nativeStatus, ticket.status);
  if (mapped !== undefined) return mapped;
  const { status, statusDetail } = ticket;
  return isWait(statusDetail) ? { status, statusDetail } : { status };
}

/** What only says how the source calls it is nothing that another desk could be told. */
export const isWait = (
  detail: StatusDetail | null,
): detail is 'waiting_on_customer' | 'waiting_on_third_party' =>
  detail === 'waiting_on_customer' || detail === 'waiting_on_third_party';

function categoryOf(
  { category }: Ticket,
  { mapping }: TranslationContext,
  log: LossLog,
): string | null {
  const known = mapping.given.categories;
  if (category === null || known === undefined || !Object.hasOwn(known, category)) return category;
  const mapped = known[category] ?? null;
  if (mapped === null) log.dropped('category', 'The mapping drops this category.');
  return mapped;
}

interface Losing {
  readonly log: LossLog;
  readonly homeless: (readonly [string, string])[];
}

function assigneeOf(
  ticket: Ticket,
  { mapping }: TranslationContext,
  { log, homeless }: Losing,
): { readonly agentId: string | null; readonly groupId: string | null } {
  const { assignee } = ticket;
  const isPerson = assignee !== null && assignee.type !== 'team';
  const agentId = isPerson ? (mapping.agent(assignee.id, assignee.email ?? null) ?? null) : null;
  if (isPerson && agentId === null) {
    log.dropped('assigneeId', 'The assignee has no counterpart at the target.');
    homeless.push(['Assignee', assignee.name ?? assignee.id ?? 'unknown']);
  }
  const group = ticket.groupId ?? (assignee !== null && !isPerson ? assignee.id : null);
  const groupId = group === null ? null : (mapping.group(group) ?? null);
  if (group !== null && groupId === null) {
    log.dropped('groupId', 'The group has no counterpart at the target.');
    homeless.push(['Group', assignee?.group ?? group]);
  }
  return { agentId, groupId };
}

/** Tags by the mapping; what two tags become alike is one. */
function tagsOf(ticket: Ticket, { mapping }: TranslationContext, log: LossLog): readonly string[] {
  const { rename = {}, add = [] } = mapping.given.tags ?? {};
  const tags = new Set<string>();
  for (const tag of ticket.tags) {
    const renamed = Object.hasOwn(rename, tag) ? (rename[tag] ?? null) : tag;
    if (renamed === null) log.dropped('tags', 'The mapping drops this tag.');
    else if (tags.has(renamed)) log.coerced('tags', 'Two tags became one.');
    else tags.add(renamed);
  }
  for (const tag of add) tags.add(tag);
  return [...tags].sort();
}

function customFieldsOf(
  ticket: Ticket,
  { mapping, fields, ownFields }: TranslationContext,
  { log, homeless }: Losing,
): Readonly<Record<string, unknown>> {
  const written: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(ticket.customFields)) {
    const { value, label } = field;
    const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty || ownFields.has(key)) continue;
    const path = `customFields.${key}`;
    const lose = (reason: string): void => {
      log.dropped(path, reason);
      homeless.push([label ?? key, String(value instanceof Date ? value.toISOString() : value)]);
    };
    const target = mapping.field(key);
    if (target === undefined) lose('The target has no such field.');
    else if (target === null) log.dropped(path, 'The mapping drops this field.');
    else {
      const renamed = Object.hasOwn(target.values, String(value))
        ? target.values[String(value)]
        : value;
      const coerced = coerceValue(renamed, fields.get(target.to));
      if (!coerced.ok) lose(coerced.reason);
      else written[target.to] = coerced.value;
    }
  }
  return written;
}
