import type { IntercomPart } from '../wire/messages.ts';
import { assignedId, dateOf, type TranslationContext } from './common.ts';
import { isMessagePart, visibilityOf } from './messages.ts';
import { authorKindOf } from './people.ts';
import type { CaseThread } from './thread.ts';

/** What a thread tells of its case; nothing where Intercom did not send it. */
export interface ThreadFacts {
  readonly messages: number;
  readonly attachments: number;
  /** First public text, for cases without a first message of their own. */
  readonly opening: IntercomPart | null;
  /** First answer of a human to a customer. */
  readonly firstResponseAt: Date | null;
  readonly lastCustomerAt: Date | null;
  readonly lastStaffAt: Date | null;
  readonly firstAssignedAt: Date | null;
  /** When it was last closed, or its ticket last resolved. */
  readonly lastDoneAt: Date | null;
}

type Building = { -readonly [Key in keyof ThreadFacts]: ThreadFacts[Key] };

/** Goes through a thread once; `null` for a case that came without one. */
export function threadFacts(thread: CaseThread, context: TranslationContext): ThreadFacts | null {
  const { parts, source } = thread;
  if (parts === null) return null;
  const facts: Building = {
    messages: source === null ? 0 : 1,
    attachments: source?.attachments?.length ?? 0,
    opening: null,
    firstResponseAt: null,
    lastCustomerAt: null,
    lastStaffAt: null,
    firstAssignedAt: null,
    lastDoneAt: null,
  };
  const openedBy = authorKindOf(source?.author);
  if (openedBy === 'customer') facts.lastCustomerAt = dateOf(thread.createdAt, 'created_at');
  // Without a first message the customer's words are elsewhere, for example in the description.
  let isAsked = source === null || openedBy === 'customer';
  for (const part of parts) {
    addMovements(facts, part);
    if (!isMessagePart(part, context)) continue;
    addMessage(facts, part, { thread, isAsked });
    isAsked ||= authorKindOf(part.author) === 'customer';
  }
  return facts;
}

function addMovements(facts: Building, part: IntercomPart): void {
  const isDone =
    part.part_type === 'close' ||
    (part.ticket_state === 'resolved' && part.previous_ticket_state !== 'resolved');
  if (isDone) facts.lastDoneAt = dateOf(part.created_at, 'created_at');
  if (facts.firstAssignedAt === null && assignedId(part.assigned_to?.id) !== null) {
    facts.firstAssignedAt = dateOf(part.created_at, 'created_at');
  }
}

function addMessage(
  facts: Building,
  part: IntercomPart,
  { thread, isAsked }: { readonly thread: CaseThread; readonly isAsked: boolean },
): void {
  facts.messages += 1;
  facts.attachments += part.attachments?.length ?? 0;
  if (visibilityOf(part, thread) === 'internal') return;
  facts.opening ??= part;
  const kind = authorKindOf(part.author);
  const at = dateOf(part.created_at, 'created_at');
  if (kind === 'customer') facts.lastCustomerAt = at;
  if (kind !== 'agent') return;
  facts.lastStaffAt = at;
  if (isAsked) facts.firstResponseAt ??= at;
}
