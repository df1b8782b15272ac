import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, contactById, idText, type IntercomRoute, ok, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { compareRows, cursorPage, type Order, queryInput } from '../paging/cursor.ts';
import { contactByEmail, contactByExternalId } from '../people.ts';
import { presentMacro } from '../present/content.ts';
import { presentAdminBriefly } from '../present/people.ts';
import type { AdminRow, ContactRow } from '../records/people.ts';
import type { MacroRow } from '../records/settings.ts';
import { notify } from '../tickets/notify.ts';
import { type FirstMessage, startByAdmin, startByContact } from '../tickets/new-conversation.ts';
import { nextNumber, secondsNow } from '../world.ts';
import { since } from './versions.ts';

/** `POST /messages`: a teammate's, or a contact's as `POST /conversations` makes it (section 16). */
function send(call: Call): Reply {
  const from: JsonRecord = isRecord(call.body['from']) ? call.body['from'] : {};
  return from['type'] === 'admin' ? sendByAdmin(call, from) : sendByContact(call, from);
}

function messageOf(call: Call, contact: ContactRow): FirstMessage {
  const text = asText(call.body['body']) ?? '';
  if (text === '') throw problems.invalid('Body is required');
  return {
    contact,
    text,
    subject: asText(call.body['subject']) ?? '',
    attachmentIds: [],
    createdAt: secondsOf(call.body['created_at'], 'created_at') ?? secondsNow(call.world),
  };
}

function sendByContact(call: Call, from: JsonRecord): Reply {
  const message = messageOf(call, contactById(call.world, idText(from['id'])));
  const row = startByContact(call.world, message);
  return ok({
    type: 'user_message',
    id: row.source?.id,
    created_at: message.createdAt,
    body: message.text,
    message_type: 'inapp',
    conversation_id: row.id,
  });
}

/** A conversation only begins with the contact's answer, unless the body asks for one now. */
function sendByAdmin(call: Call, from: JsonRecord): Reply {
  const { world, body } = call;
  const admin = senderOf(call, from);
  const message = messageOf(call, recipientOf(call));
  const email = body['message_type'] === 'email';
  if (email && message.subject === '')
    throw problems.list(422, 'parameter_not_found', 'No subject supplied for email message');
  const early = body['create_conversation_without_contact_reply'] === true;
  const row = early ? startByAdmin(world, admin, message) : null;
  if (row !== null) notify(world, row, 'message', null, { skip: false });
  else tellAlone(call, message.contact);
  return ok({
    type: 'admin_message',
    id: nextNumber(world, 'message'),
    created_at: message.createdAt,
    subject: message.subject === '' ? message.text : message.subject,
    body: message.text,
    message_type: email ? 'email' : 'inapp',
    owner: presentAdminBriefly(admin),
    ...(row === null ? {} : { conversation_id: row.id }),
  });
}

/** A message outside of any conversation reaches its contact all the same. */
function tellAlone({ world }: Call, { email }: ContactRow): void {
  if (email === null || email === '') return;
  const at = secondsNow(world);
  world.state.outbox.push({
    at,
    kind: 'message',
    conversation_id: null,
    part_id: null,
    to: [email],
  });
}

function senderOf({ world }: Call, from: JsonRecord): AdminRow {
  const admin = world.state.admins.rows.get(idText(from['id']) ?? '');
  if (admin === undefined) throw problems.notFound('Admin not found', 'admin_not_found');
  return admin;
}

function recipientOf({ world, body }: Call): ContactRow {
  const to: unknown = Array.isArray(body['to']) ? body['to'][0] : body['to'];
  const named: JsonRecord = isRecord(to) ? to : {};
  const id = idText(named['id']);
  if (id !== null) return contactById(world, id);
  const found =
    contactByExternalId(world, idText(named['user_id']) ?? '') ??
    contactByEmail(world, idText(named['email']) ?? '');
  if (found === null) throw problems.userNotFound();
  return found;
}

const byUpdate: Order<MacroRow> = { value: (row) => row.updated_at, descending: true };

function listMacros(call: Call): Reply {
  const given = call.query.get('updated_since');
  const since = given === null ? 0 : Number(given);
  if (!Number.isFinite(since)) throw problems.invalid('Invalid updated_since timestamp');
  const rows = [...call.world.state.macros.rows.values()]
    .filter((row) => row.updated_at >= since)
    .sort(compareRows(byUpdate));
  const page = cursorPage(rows, byUpdate, queryInput(call), { fallback: 50, largest: 150 });
  return ok({ type: 'list', data: page.rows.map(presentMacro), ...macroPages(page.envelope) });
}

/** Fewer keys than elsewhere, and a `next` of null at the end (the description's examples). */
function macroPages({ pages }: { readonly pages: object }): object {
  // The envelope of cursorPage, whose two keys are kept here.
  const { per_page, next } = pages as {
    per_page: number;
    next?: { readonly starting_after: string };
  };
  const cursor = next === undefined ? null : { starting_after: next.starting_after };
  return { pages: { type: 'pages', per_page, next: cursor } };
}

function showMacro(call: Call): Reply {
  const row = call.world.state.macros.rows.get(call.params['id'] ?? '');
  if (row === undefined) throw problems.notFound('Macro not found');
  return ok(presentMacro(row));
}

/** Answers 202 with nothing; the same event in the same second counts once (section 16). */
function submitEvent(call: Call): Reply {
  const { world, body } = call;
  const name = asText(body['event_name']);
  if (name === null) throw problems.required('event_name');
  const contact =
    world.state.contacts.rows.get(idText(body['id']) ?? '') ??
    contactByExternalId(world, idText(body['user_id']) ?? '') ??
    contactByEmail(world, idText(body['email']) ?? '');
  if (contact === null) throw problems.userNotFound();
  const at = secondsOf(body['created_at'], 'created_at') ?? secondsNow(world);
  world.state.events.add(`${contact.id} ${name} ${at}`);
  return { status: 202, text: '' };
}

export const outboundRoutes: readonly IntercomRoute[] = [
  ['POST', '/messages', send],
  ['GET', '/macros', since(16, listMacros)],
  ['GET', '/macros/{id}', since(16, showMacro)],
  ['POST', '/events', submitEvent],
];
