import { asText, type JsonRecord } from '../../../src/sandbox/kit/json.ts';
import type { Reply, SandboxRequest } from '../../../src/sandbox/kit/messages.ts';
import type { Route } from '../../../src/sandbox/kit/router.ts';
import { problems } from './errors.ts';
import type { ConversationRow } from './records/conversations.ts';
import type { AdminRow, CompanyRow, ContactRow } from './records/people.ts';
import type { World } from './world.ts';

/** How answers are written: the version's spelling and where links point. */
export interface View {
  readonly world: World;
  /** The minor number of the 2.x version; `Preview` is 100. */
  readonly version: number;
  /** Where attachments are served from. */
  readonly filesOrigin: string;
  /** Bodies and subjects as text instead of HTML (section 9). */
  readonly plainText: boolean;
}

/** One request on its way through a handler. */
export interface Call extends View {
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonRecord;
  /** The route's template, such as `GET /conversations/{id}`. */
  readonly route: string;
  /** The origin of every absolute link in the answer. */
  readonly origin: string;
  /** Whose token it is. */
  readonly admin: AdminRow;
}

type Handler = (call: Call) => Reply;
export type IntercomRoute = Route<Handler>;

export const ok = (body: unknown): Reply => ({ status: 200, body });

/** Ids are texts in the description and numbers in its examples: both are taken (section 7.2). */
export const idText = (value: unknown): string | null => {
  const text = asText(value);
  return text === null || text === '' ? null : text;
};

/** An object of the body; 400 where a required one is missing. */
export function requiredText(call: Call, name: string): string {
  const text = idText(call.body[name]);
  if (text === null) throw problems.required(name);
  return text;
}

/** A conversation or ticket by a path parameter. */
export function conversationOf(call: Call, name = 'id'): ConversationRow {
  const row = call.world.state.conversations.rows.get(call.params[name] ?? '');
  if (row === undefined) throw problems.notFound();
  return row;
}

/** A conversation that is a ticket; its code is of its own (section 4). */
export function ticketOf(call: Call, name = 'id'): ConversationRow {
  const row = call.world.state.conversations.rows.get(call.params[name] ?? '');
  if (row === undefined || row.ticket === null)
    throw problems.notFound('Ticket not found', 'ticket_not_found');
  return row;
}

/** A contact by id: 404 for none, 410 with the canonical one where it was merged (section 12). */
export function contactById(world: World, id: string | null): ContactRow {
  const row = id === null ? undefined : world.state.contacts.rows.get(id);
  if (row === undefined) throw problems.userNotFound();
  if (row.merged_into !== null) throw problems.merged(row.merged_into);
  return row;
}

export const contactOfCall = (call: Call, name = 'id'): ContactRow =>
  contactById(call.world, call.params[name] ?? null);

export function companyOfCall(call: Call, name = 'id'): CompanyRow {
  const row = call.world.state.companies.rows.get(call.params[name] ?? '');
  if (row === undefined) throw problems.notFound('Company Not Found', 'company_not_found');
  return row;
}

/**
 * The teammate who acts, named in the body. Only one with an inbox seat may act on conversations
 * (section 1); which code refuses the others is not known for certain (trap 20).
 */
export function actorOf(call: Call): AdminRow {
  const id = idText(call.body['admin_id']);
  if (id === null) throw problems.required('admin_id');
  const admin = call.world.state.admins.rows.get(id);
  if (admin === undefined || admin.removed)
    throw problems.notFound('Admin not found', 'admin_not_found');
  if (!admin.has_inbox_seat && !admin.bot)
    throw problems.forbidden('Teammate does not have an inbox seat');
  return admin;
}

/** A time in the body: unix seconds as a number or as text; null where it is left out. */
export function secondsOf(value: unknown, name: string): number | null {
  if (value === undefined || value === null) return null;
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 0) throw problems.invalid(`${name} is invalid`);
  return seconds;
}
