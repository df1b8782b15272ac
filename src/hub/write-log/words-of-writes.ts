import type { AnyFields } from '../../adapter/contract.ts';
import { ticketPaths } from '../../model/diff-tickets.ts';
import type { TicketSnapshot } from '../../model/event.ts';
import type { MessageDraft } from '../../model/message.ts';
import type { TicketDraft, TicketPatch } from '../../model/ticket.ts';
import { type Side, textsOf, wordOfDraft, wordOfField, wordOfTag, wordOfText } from './words.ts';

/** Fields of a patch whose path in the model is another, and whose values are ids. */
const ID_PATHS: Readonly<Record<string, string>> = {
  assigneeId: 'assignee.id',
  groupId: 'groupId',
  organizationId: 'organizationId',
  requesterId: 'requester.id',
};

const STATUS_PATHS = [
  'status',
  'statusDetail',
  'nativeStatus.id',
  'resolvedAt',
  'closedAt',
  'snoozedUntil',
];
// Assigning a ticket opens it with some providers.
const ASSIGNMENT_PATHS = ['assignee.id', 'groupId', ...STATUS_PATHS];

/** What moves when a field is written; for the others, they themselves. */
const MOVED_BY: Readonly<Record<string, readonly string[]>> = {
  status: STATUS_PATHS,
  statusDetail: STATUS_PATHS,
  nativeStatusId: STATUS_PATHS,
  snoozedUntil: STATUS_PATHS,
  assigneeId: ASSIGNMENT_PATHS,
  groupId: ASSIGNMENT_PATHS,
  requesterId: ['requester.id', 'organizationId'],
};

const PATHS: Readonly<Record<string, string>> = { ...ID_PATHS, nativeStatusId: 'nativeStatus.id' };
const NO_FIELDS: ReadonlySet<string> = new Set([
  'tags',
  'customFields',
  'ifVersion',
  'providerOptions',
]);

const fieldsOf = (patch: TicketPatch<AnyFields>): readonly (readonly [string, unknown])[] => [
  ...Object.entries(patch).filter(([name, value]) => !NO_FIELDS.has(name) && value !== undefined),
  ...Object.entries(patch.customFields ?? {}).map(
    ([key, value]) => [`customFields.${key}`, value] as const,
  ),
];

/** What a patch says that it will change, before anybody knows whether it does. */
export function wordsOfPatch(
  ticketId: string,
  patch: TicketPatch<AnyFields>,
  fullId: (id: string) => string,
): readonly string[] {
  const { add = [], remove = [] } = patch.tags ?? {};
  return [
    ...fieldsOf(patch).map(([name, value]) => {
      const isId = Object.hasOwn(ID_PATHS, name) && typeof value === 'string';
      return wordOfField(ticketId, PATHS[name] ?? name, isId ? fullId(value) : value);
    }),
    ...add.map((tag) => wordOfTag(ticketId, '+', tag)),
    ...remove.map((tag) => wordOfTag(ticketId, '-', tag)),
  ];
}

/** What a patch has changed, by the ticket that the provider answered: also what moved with it. */
export function wordsOfPatched(
  ticketId: string,
  patch: TicketPatch<AnyFields>,
  after: TicketSnapshot,
): readonly string[] {
  const paths = ticketPaths(after);
  const moved = fieldsOf(patch).flatMap(([name]) => MOVED_BY[name] ?? [PATHS[name] ?? name]);
  const tagged = patch.tags === undefined ? [] : ['tags'];
  return [...new Set([...moved, ...tagged])]
    .filter((path) => Object.hasOwn(paths, path))
    .map((path) => wordOfField(ticketId, path, paths[path]));
}

/** A message that is about to be written. */
export function wordsOfMessage(ticketId: string, draft: MessageDraft): readonly string[] {
  const { visibility, body } = draft;
  return sidesOf(draft).flatMap((side) =>
    textsOf(body.text, body.html).map((text) => wordOfText({ ticketId, visibility, side }, text)),
  );
}

/** Whose message it will look like; both where only the provider knows. */
function sidesOf({ authorKind, authorId }: MessageDraft): readonly Side[] {
  if (authorKind === 'customer') return ['customer'];
  return authorKind === undefined && authorId !== undefined ? ['staff', 'customer'] : ['staff'];
}

/** A ticket that is about to be made. */
export const wordsOfDraft = (desk: string, draft: TicketDraft<AnyFields>): readonly string[] =>
  textsOf(draft.message.body.text, draft.message.body.html).map((text) =>
    wordOfDraft(desk, draft.subject, text),
  );

/** The first message of a ticket that was made; it is the requester's with most providers. */
export function wordsOfFirstMessage(
  ticketId: string,
  { message: { visibility, body } }: TicketDraft<AnyFields>,
): readonly string[] {
  return (['staff', 'customer'] as const).flatMap((side) =>
    textsOf(body.text, body.html).map((text) => wordOfText({ ticketId, visibility, side }, text)),
  );
}
