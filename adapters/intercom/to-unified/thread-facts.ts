import type { AuthorKind } from '../../../src/model/enums.ts';
import type { IntercomPart } from '../wire/messages.ts';
import { assignedId, dateOf, type TranslationContext } from './common.ts';
import { isMessagePart, visibilityOf } from './messages.ts';
import { authorKindOf } from './people.ts';
import type { CaseThread } from './thread.ts';

/** What a thread tells of its case. */
export interface ThreadFacts {
  readonly messages: number;
  readonly attachments: number;
  /** First public text among the parts, for cases without a first message of their own. */
  readonly opening: IntercomPart | null;
  /** First answer of a human to a customer. */
  readonly firstResponseAt: Date | null;
  readonly lastCustomerAt: Date | null;
  readonly lastStaffAt: Date | null;
  readonly firstAssignedAt: Date | null;
  /** When it was last closed, or its ticket last resolved. */
  readonly lastDoneAt: Date | null;
}

/** A public message as far as times go. */
interface Said {
  readonly kind: AuthorKind;
  readonly at: number | string;
}

/** Goes through a thread; `null` for a case that came without one. */
export function threadFacts(thread: CaseThread, context: TranslationContext): ThreadFacts | null {
  const { parts, source, createdAt } = thread;
  if (parts === null) return null;
  const written = parts.filter((part) => isMessagePart(part, context));
  const shown = written.filter((part) => visibilityOf(part, thread) === 'public');
  // Nobody says who wrote a description; it is a question all the same.
  const isAsked = source === null || thread.description !== null;
  const said: readonly Said[] = [
    // Without a first message the customer's words are elsewhere, for example in a description.
    { kind: source === null ? 'unknown' : authorKindOf(source.author), at: createdAt },
    ...shown.map(({ author, created_at }) => ({ kind: authorKindOf(author), at: created_at })),
  ];
  const files = (list: readonly unknown[] | null | undefined): number => list?.length ?? 0;
  return {
    messages: written.length + (source === null ? 0 : 1),
    attachments: written.reduce(
      (sum, { attachments }) => sum + files(attachments),
      files(source?.attachments),
    ),
    opening: shown[0] ?? null,
    firstResponseAt: firstResponseIn(said, isAsked),
    lastCustomerAt: timeOf(lastBy(said, 'customer')?.at),
    lastStaffAt: timeOf(lastBy(said, 'agent')?.at),
    firstAssignedAt: timeOf(parts.find(isAssignment)?.created_at),
    lastDoneAt: timeOf(parts.filter(isEnd).at(-1)?.created_at),
  };
}

/** Staff who begin a conversation do not answer anybody yet. */
function firstResponseIn(said: readonly Said[], isAsked: boolean): Date | null {
  const question = isAsked ? 0 : said.findIndex(({ kind }) => kind === 'customer');
  if (question < 0) return null;
  return timeOf(said.slice(question + 1).find(({ kind }) => kind === 'agent')?.at);
}

const lastBy = (said: readonly Said[], kind: AuthorKind): Said | undefined =>
  said.filter((entry) => entry.kind === kind).at(-1);

const isAssignment = ({ assigned_to }: IntercomPart): boolean =>
  (assigned_to?.type === 'admin' || assigned_to?.type === 'team') &&
  assignedId(assigned_to.id) !== null;

const isEnd = (part: IntercomPart): boolean =>
  part.part_type === 'close' ||
  (part.ticket_state === 'resolved' && part.previous_ticket_state !== 'resolved');

const timeOf = (at: number | string | null | undefined): Date | null =>
  at === null || at === undefined ? null : dateOf(at, 'created_at');
