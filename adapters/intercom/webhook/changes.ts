import { createWarningLog } from '../../../src/adapter/mapping.ts';
import type { FieldChange, TicketSnapshot } from '../../../src/model/event.ts';
import { assignedId, optionalIdOf, type TranslationContext } from '../to-unified/common.ts';
import { changesOf } from '../to-unified/event-changes.ts';
import { priorityOf, statusOf } from '../to-unified/ticket-status.ts';
import type { IntercomPart } from '../wire/messages.ts';

/** Where a case stands now; nothing where the notification does not say. */
export const statusNow = ({ status, statusDetail }: TicketSnapshot): readonly FieldChange[] =>
  status === undefined
    ? []
    : [
        { field: 'status', to: status },
        { field: 'statusDetail', to: statusDetail ?? null },
      ];

/** From one category of ticket states into another; the same one twice is how a ticket begins. */
export function categoryChange(
  { ticket_state: to, previous_ticket_state: from }: IntercomPart,
  ticket: TicketSnapshot,
  reading: TranslationContext,
): readonly FieldChange[] {
  if (!to || !from) return statusNow(ticket);
  const before = categoryOf(from, reading);
  const after = categoryOf(to, reading);
  return (['status', 'statusDetail'] as const).flatMap((field) =>
    before[field] === after[field] ? [] : { field, from: before[field], to: after[field] },
  );
}

function categoryOf(category: string, reading: TranslationContext) {
  const facet = { stateId: null, stateLabel: null, stateCategory: category };
  return statusOf('open', facet, reading, createWarningLog());
}

/** Who has it now, by our ids. Admin and team are assigned apart from each other. */
export function assignmentChange(
  part: IntercomPart | null,
  { assignee, groupId }: TicketSnapshot,
  reading: TranslationContext,
): readonly FieldChange[] {
  const target = part?.assigned_to;
  if (!target) {
    const person = assignee === undefined || assignee?.type === 'team' ? null : assignee;
    return [
      { field: 'assignee.id', to: person?.id ?? null },
      { field: 'groupId', to: groupId ?? null },
    ];
  }
  const isTeam = target.type === 'team' || target.type === 'nobody_team';
  const to = optionalIdOf(reading, assignedId(target.id));
  return [{ field: isTeam ? 'groupId' : 'assignee.id', to }];
}

/** The priority now, and before where the part tells (late 2.16). */
export function priorityChange(
  part: IntercomPart | null,
  ticket: TicketSnapshot,
  reading: TranslationContext,
): readonly FieldChange[] {
  const field = 'priority';
  const previous = part?.event_details?.['previous_priority'];
  const to = ticket.priority ?? null;
  if (typeof previous !== 'string') return [{ field, to }];
  const { priority: from } = priorityOf(previous, null, reading, createWarningLog());
  return [{ field, from, to }];
}

/** Attributes that a part says were set. */
export const attributeChanges = (
  part: IntercomPart | null,
  reading: TranslationContext,
): readonly FieldChange[] =>
  part === null
    ? []
    : changesOf(part, reading).filter(({ field }) => field.startsWith('customFields.'));
