import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';
import type { TicketFieldsDraft } from '../../../src/model/ticket.ts';
import { PRIORITY_FROM_UNIFIED, PRIORITY_TO_UNIFIED } from '../enums.ts';
import { drop, toAttributes, type WireBody, type WriteContext } from './common.ts';

type Draft = TicketFieldsDraft<AnyFields>;

/** Fields of a draft that go into attributes, or into words beside them. */
export const ATTRIBUTE_FIELDS = ['priority', 'category', 'callerKey', 'customFields'] as const;

interface Mode {
  readonly log: WarningLog;
  readonly isNew: boolean;
}

/**
 * What a draft says through attributes: custom fields, and what Intercom has no field of its own
 * for, where the options name an attribute for it.
 */
export function attributesToWire(draft: Draft, context: WriteContext, mode: Mode): WireBody {
  const { log } = mode;
  const attributes = toAttributes(draft.customFields, context);
  const put = (name: string | null, field: string, value: unknown, reason: string): void => {
    if (value === undefined) return;
    if (name === null) drop(log, field, reason);
    else attributes[name] = value;
  };
  put(
    context.callerKeyAttribute,
    'callerKey',
    draft.callerKey ?? (mode.isNew ? undefined : draft.callerKey),
    'Intercom has no such key; name an attribute for it in callerKeyAttribute.',
  );
  put(
    context.categoryAttribute,
    'category',
    draft.category ?? (mode.isNew ? undefined : draft.category),
    'The category is the ticket type; name an attribute in categoryAttribute to write one.',
  );
  const { priorityAttribute: name } = context;
  if (draft.priority !== undefined && name !== null) {
    attributes[name] = wordOf(draft.priority, context, draft.priority);
  }
  warnOfDueDate(draft, log);
  return attributes;
}

/**
 * Intercom's own priority, which only the Preview version takes (sheet section 2); nothing where an
 * attribute holds it.
 */
export function priorityToWire(
  draft: Draft,
  context: WriteContext,
  mode: Mode,
): string | undefined {
  const { priority } = draft;
  if (priority === undefined || context.priorityAttribute !== null) return undefined;
  if (context.read === 'conversations' && context.version === Number.POSITIVE_INFINITY) {
    return wordOf(priority, context, PRIORITY_FROM_UNIFIED[priority]);
  }
  // A new case without a priority reads as normal.
  if (mode.isNew && priority === 'normal') return undefined;
  return drop(
    mode.log,
    'priority',
    'Intercom’s priority cannot be written through this version; name an attribute for it in priorityAttribute.',
  );
}

/** The account's own word for a priority, where its table has one. */
function wordOf(priority: TicketPriority, context: WriteContext, usual: string): string {
  const table: Readonly<Record<string, TicketPriority>> = PRIORITY_TO_UNIFIED;
  if ((context.priorityMap.get(usual) ?? table[usual] ?? priority) === priority) return usual;
  return [...context.priorityMap].find(([, target]) => target === priority)?.[0] ?? usual;
}

function warnOfDueDate({ dueAt }: Draft, log: WarningLog): void {
  if (dueAt !== undefined && dueAt !== null) {
    drop(log, 'dueAt', 'Intercom’s cases have no due date.');
  }
}
