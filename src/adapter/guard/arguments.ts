import {
  CONTACT_ROLES,
  STATUS_DETAILS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from '../../model/enums.ts';
import type { ResourceName } from '../manifest.ts';
import {
  anything,
  bool,
  type Check,
  date,
  id,
  listOf,
  oneOf,
  orNull,
  record,
  shape,
  someOf,
  text,
} from './checks.ts';

/** An argument: how it is called in errors, what it must be, and whether it can be left out. */
export interface Argument {
  readonly name: string;
  readonly check: Check;
  readonly optional?: boolean;
}

const texts = listOf(text);
const PAGE = { cursor: text, pageSize: anything, prefetch: anything };

const TICKET = {
  subject: text,
  status: oneOf(TICKET_STATUSES),
  statusDetail: orNull(oneOf(STATUS_DETAILS)),
  nativeStatusId: text,
  priority: oneOf(TICKET_PRIORITIES),
  category: orNull(text),
  assigneeId: orNull(id),
  groupId: orNull(id),
  organizationId: orNull(id),
  callerKey: orNull(text),
  dueAt: orNull(date),
  snoozedUntil: orNull(date),
  formId: orNull(text),
  brandId: orNull(text),
  customFields: record,
  providerOptions: anything,
};
// What a body says and who may see it is checked where it is written.
const MESSAGE = { body: record, authorId: id, visibility: anything, attachments: listOf(record) };
const REPLY = {
  body: record,
  authorId: id,
  authorKind: oneOf(['agent', 'customer']),
  attachments: listOf(record),
  cc: texts,
  providerOptions: anything,
};

const requester: Check = (value, path, issues) => {
  shape({ id, email: text, name: text })(value, path, issues);
  if (Object(value).id == null && Object(value).email == null) {
    issues.push({ path, message: 'needs an id or an email' });
  }
};

const ticketDraft = shape(
  { ...TICKET, requester, message: shape(MESSAGE, ['body']), tags: texts, cc: texts },
  ['subject', 'requester', 'message'],
);
const ticketPatch = shape({
  ...TICKET,
  requesterId: id,
  tags: shape({ add: texts, remove: texts }),
  ifVersion: record,
});
const contactDraft = shape({
  name: text,
  email: text,
  phone: text,
  callerKey: orNull(text),
  organizationId: orNull(id),
  role: oneOf(CONTACT_ROLES),
  locale: text,
  timezone: text,
  tags: texts,
  customFields: record,
  isBlocked: bool,
  providerOptions: anything,
});
const organizationDraft = shape({
  name: text,
  callerKey: orNull(text),
  domains: texts,
  tags: texts,
  customFields: record,
  providerOptions: anything,
});

// Which filters there are is the manifest's to say; an unknown one is refused with its list.
const filters =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, path, issues) => {
    record(value, path, issues);
    for (const [key, item] of Object.entries(Object(value))) {
      if (item !== undefined && Object.hasOwn(checks, key)) checks[key]?.(item, key, issues);
    }
  };
const ticketQuery = filters({
  ...PAGE,
  status: someOf(oneOf(TICKET_STATUSES)),
  priority: someOf(oneOf(TICKET_PRIORITIES)),
  tags: someOf(text),
  assigneeId: id,
  groupId: id,
  requesterId: id,
  organizationId: id,
  callerKey: text,
  createdSince: date,
  updatedSince: date,
  scope: oneOf(['live', 'spam', 'deleted']),
  order: oneOf(['newest', 'oldest', 'recently_updated', 'least_recently_updated']),
});

const ID: Argument = { name: 'id', check: id };
const IDS: Argument = { name: 'ids', check: listOf(id) };
const MESSAGE_ID: Argument = { name: 'messageId', check: id };
const TAGS: Argument = { name: 'tags', check: texts };
const TEXT: Argument = { name: 'query', check: text };
const QUERY: Argument = {
  name: 'query',
  check: filters({ ...PAGE, organizationId: id }),
  optional: true,
};
const SEARCH: Argument = {
  name: 'query',
  check: (value, path, issues) => {
    filters({ ...PAGE, query: text })(value, path, issues);
    if (Object(value) === value && Object(value).query == null) {
      issues.push({ path: 'query', message: 'is required' });
    }
  },
};
const CHANGES: Argument = { name: 'query', check: shape({ ...PAGE, since: date }) };
const draft = (check: Check): Argument => ({ name: 'draft', check });

const people = (check: Check) => ({
  get: [ID],
  list: [QUERY],
  find: [{ name: 'key', check: record }],
  create: [draft(check)],
  update: [ID, draft(check)],
  upsert: [draft(check)],
  delete: [ID],
  restore: [ID],
  purge: [ID],
  merge: [ID, ID],
  changes: [CHANGES],
});

/**
 * What the operations of the contract take, as far as a mistake would be silent or end in a TypeError.
 * Options, which come last, are left to the transport.
 */
export const ARGUMENTS: Readonly<
  Partial<Record<ResourceName, Readonly<Record<string, readonly Argument[]>>>>
> = {
  tickets: {
    get: [ID],
    getMany: [IDS],
    list: [{ name: 'query', check: ticketQuery, optional: true }],
    create: [draft(ticketDraft)],
    update: [ID, { name: 'patch', check: ticketPatch }],
    createMany: [{ name: 'drafts', check: listOf(ticketDraft) }],
    updateMany: [IDS, { name: 'patch', check: ticketPatch }],
    deleteMany: [IDS],
    merge: [ID, IDS],
    convert: [ID, draft(record)],
    delete: [ID],
    restore: [ID],
    purge: [ID],
    markAsSpam: [ID],
    changes: [CHANGES],
    metrics: [ID],
  },
  messages: {
    list: [ID, QUERY],
    create: [ID, draft(shape({ ...REPLY, visibility: anything }, ['body']))],
    reply: [ID, draft(shape(REPLY, ['body']))],
    note: [ID, draft(shape(REPLY, ['body']))],
    update: [ID, MESSAGE_ID, draft(shape({ body: record }, ['body']))],
    delete: [ID, MESSAGE_ID],
    makeInternal: [ID, MESSAGE_ID],
    redact: [ID, MESSAGE_ID, { name: 'passage', check: text }],
    erase: [ID, MESSAGE_ID],
  },
  contacts: people(contactDraft),
  organizations: people(organizationDraft),
  agents: { get: [ID], list: [QUERY] },
  groups: { get: [ID], list: [QUERY], members: [ID, QUERY] },
  tags: { add: [ID, TAGS], remove: [ID, TAGS], overwrite: [ID, TAGS] },
  events: { list: [ID, QUERY] },
  search: { tickets: [SEARCH], contacts: [SEARCH], organizations: [SEARCH], count: [TEXT] },
};

/** Operations that answer a list or a feed, which fail when they are called; others fail later. */
export const isLazy = (resource: ResourceName, operation: string): boolean =>
  (resource === 'search' && operation !== 'count') ||
  ['list', 'members', 'changes'].includes(operation);
