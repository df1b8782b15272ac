import {
  type ContactDraft,
  createWarningLog,
  type ImportDraft,
  type Mapped,
  type MessageDraft,
  nativeIdOf,
  type OrganizationDraft,
  type TicketDraft,
  type TicketPatch,
  type WarningLog,
} from 'polydesk';
import { PRIORITY_TO_URGENCY, STATUS_TO_STATE } from './enums.ts';

type Body = Readonly<Record<string, unknown>>;
type Fields = Partial<Omit<TicketDraft & TicketPatch, 'message' | 'requester' | 'tags'>>;

const NOT_WRITABLE = [
  'statusDetail',
  'nativeStatusId',
  'category',
  'assigneeId',
  'groupId',
  'organizationId',
  'requesterId',
  'dueAt',
  'snoozedUntil',
  'formId',
  'brandId',
  'customFields',
] as const satisfies readonly (keyof Fields)[];

/** The fields that drafts and patches share. */
function toFields(fields: Fields, log: WarningLog): Body {
  for (const field of NOT_WRITABLE) {
    if (fields[field] === undefined || fields[field] === null) continue;
    log.add({ type: 'dropped', field, reason: 'A case in Paperdesk has no such field.' });
  }
  const { subject, status, priority, callerKey } = fields;
  return {
    ...(subject === undefined ? {} : { title: subject }),
    ...(status === undefined ? {} : { state: STATUS_TO_STATE[status] }),
    ...(priority === undefined ? {} : { urgency: PRIORITY_TO_URGENCY[priority] }),
    ...(callerKey === undefined ? {} : { reference: callerKey }),
  };
}

/** The body of `POST /v1/cases`. */
export function fromTicketDraft(draft: TicketDraft, account: string): Mapped<Body> {
  const log = createWarningLog();
  const { requester, tags = [], message, cc = [] } = draft;
  if (cc.length > 0) log.add({ type: 'dropped', field: 'cc', reason: 'Cases have no copies.' });
  const value = {
    ...toFields(draft, log),
    labels: tags,
    ...(requester.id === undefined
      ? { customer_email: requester.email, customer_name: requester.name }
      : { customer_id: toNumber(requester.id, account) }),
    opening: { text: textOf(message.body, log), private: message.visibility === 'internal' },
  };
  return { value, warnings: log.list() };
}

/** The body of `PATCH /v1/cases/{id}`. */
export function fromTicketPatch(patch: TicketPatch): Mapped<Body> {
  const log = createWarningLog();
  const { tags, ifVersion } = patch;
  if (ifVersion !== undefined) {
    log.add({ type: 'dropped', field: 'ifVersion', reason: 'Paperdesk has no safe update.' });
  }
  const value = {
    ...toFields(patch, log),
    ...(tags?.add === undefined ? {} : { add_labels: tags.add }),
    ...(tags?.remove === undefined ? {} : { remove_labels: tags.remove }),
  };
  return { value, warnings: log.list() };
}

/** The body of `POST /v1/cases/{id}/entries`. */
export function fromMessageDraft(draft: MessageDraft): Mapped<Body> {
  const log = createWarningLog();
  if (draft.attachments !== undefined && draft.attachments.length > 0) {
    log.add({ type: 'dropped', field: 'attachments', reason: 'Paperdesk takes no files.' });
  }
  const value = { text: textOf(draft.body, log), private: draft.visibility === 'internal' };
  return { value, warnings: log.list() };
}

/** The body of `POST /v1/imports`. */
export function fromImportDraft(draft: ImportDraft, account: string): Mapped<Body> {
  const log = createWarningLog();
  const value = {
    ...toFields(draft, log),
    labels: draft.tags ?? [],
    customer_id: toNumber(draft.requester.id, account),
    opened_at: draft.createdAt.toISOString(),
    entries: draft.messages.map((message) => ({
      text: textOf(message.body, log),
      private: message.visibility === 'internal',
      at: message.createdAt.toISOString(),
      by_id: message.authorId === undefined ? null : toNumber(message.authorId, account),
    })),
  };
  return { value, warnings: log.list() };
}

export const fromContactDraft = ({ name, email }: ContactDraft): Mapped<Body> => ({
  value: { name, email },
  warnings: [],
});

export const fromOrganizationDraft = ({ name }: OrganizationDraft): Mapped<Body> => ({
  value: { name },
  warnings: [],
});

const toNumber = (id: string, account: string): number =>
  Number(nativeIdOf(id, { provider: 'paperdesk', account }));

function textOf(body: TicketDraft['message']['body'], log: WarningLog): string {
  if (body.text !== undefined) return body.text;
  log.add({ type: 'coerced', field: 'body', reason: 'Paperdesk takes plain text only.' });
  return (body.html ?? '').replace(/<[^>]*>/g, '');
}
