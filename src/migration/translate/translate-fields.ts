import type { AnyFields } from '../../adapter/contract.ts';
import type { StatusDetail } from '../../model/enums.ts';
import type { TicketFieldsDraft } from '../../model/ticket.ts';
import type { Losing } from './losing.ts';
import type { LossLog } from './loss-log.ts';
import { translateCustomFields } from './translate-custom-fields.ts';
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
  /** Addresses that are in copy at the target. */
  readonly cc: readonly string[];
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
  const status = statusOf(ticket, context, { log, homeless });
  const priority = mapping.given.priorities?.[ticket.priority] ?? ticket.priority;
  const category = categoryOf(ticket, context, { log, homeless });
  const assignee = assigneeOf(ticket, context, { log, homeless });
  const tags = tagsOf(ticket, context, log);
  const customFields = translateCustomFields(ticket, context, { log, homeless });
  noteSourceOnly(ticket, { log, homeless });
  const organizationId = context.organizations.get(ticket.organizationId ?? '') ?? null;
  const cc = context.copies;
  const isInCopy = cc.length > 0 && context.takes.copies;
  if (cc.length > 0 && !isInCopy) {
    log.dropped('cc', 'Whoever is in copy would be written to.');
    homeless.push(['In copy', cc.join(', ')]);
  }
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
      ...(isInCopy ? { cc } : {}),
      tags,
    },
    expected: {
      subject: named,
      status: status.status,
      priority,
      category,
      assigneeId: assignee.agentId,
      groupId: assignee.groupId,
      organizationId,
      dueAt: ticket.dueAt?.toISOString() ?? null,
    },
    cc: isInCopy ? cc : [],
    tags,
    customFields,
    homeless,
  };
}

function statusOf(ticket: Ticket, { mapping }: TranslationContext, { log, homeless }: Losing) {
  const { status, statusDetail, nativeStatus } = ticket;
  const mapped = mapping.status(nativeStatus, status);
  if (mapped !== undefined) return mapped;
  if (isWait(statusDetail)) return { status, statusDetail };
  if (statusDetail !== null && nativeStatus?.label != null) {
    log.coerced('nativeStatus', 'The target has no status of this name.');
    homeless.push(['Status', nativeStatus.label]);
  }
  return { status };
}

/** What only says how the source calls it is nothing that another desk could be told. */
export const isWait = (
  detail: StatusDetail | null,
): detail is 'waiting_on_customer' | 'waiting_on_third_party' =>
  detail === 'waiting_on_customer' || detail === 'waiting_on_third_party';

function categoryOf(
  { category }: Ticket,
  { mapping, refusalOf }: TranslationContext,
  { log, homeless }: Losing,
): string | null {
  if (category === null) return null;
  const known = mapping.given.categories ?? {};
  const mapped = Object.hasOwn(known, category) ? (known[category] ?? null) : category;
  if (mapped === null) log.dropped('category', 'The mapping drops this category.');
  const refusal = mapped === null ? null : refusalOf('category', mapped);
  if (refusal === null) return mapped;
  log.dropped('category', refusal);
  homeless.push(['Category', category]);
  return null;
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

/** Fields that no import can write: where the case came from and which part of the business it belongs to. */
const SOURCE_ONLY = ['brandId', 'productId', 'departmentId', 'formId', 'ticketTypeId'] as const;

function noteSourceOnly(ticket: Ticket, { log, homeless }: Losing): void {
  for (const field of SOURCE_ONLY) {
    if (ticket[field] !== null) log.dropped(field, 'It is of the source’s account only.');
  }
  if (!['api', 'import', 'other'].includes(ticket.channel.kind)) {
    log.dropped('channel', 'What is imported has come through the API.');
  }
  const known = new Set(
    ticket.participants.flatMap(({ role, id, email }) => (role === 'cc' ? [id, email] : [])),
  );
  const followers = ticket.participants.filter(
    ({ role, id, email }) => role === 'follower' && !known.has(id) && !known.has(email),
  );
  if (followers.length === 0) return;
  log.coerced('participants', 'Whoever follows the ticket is named in an internal note.');
  homeless.push([
    'Followers',
    followers.map(({ name, email, id }) => email ?? name ?? id).join(', '),
  ]);
}
