import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import { type Call, idText, type IntercomRoute, ok } from '../call.ts';
import { problems } from '../errors.ts';
import { addContact, contactByEmail, contactByExternalId } from '../people.ts';
import { presentContact } from '../present/contacts.ts';
import type { ContactRow, VisitorRow } from '../records/people.ts';
import { secondsNow, type World } from '../world.ts';

/** By the id that was made for them, or by Intercom's own (section 12: never listed). */
function visitorOf(world: World, given: JsonRecord): VisitorRow {
  const id = idText(given['id']);
  const userId = idText(given['user_id']);
  for (const row of world.state.visitors.rows.values()) {
    if (row.id === id || row.user_id === userId) return row;
  }
  throw problems.notFound('Visitor Not Found');
}

function present({ world }: Call, row: VisitorRow): object {
  return {
    type: 'visitor',
    id: row.id,
    user_id: row.user_id,
    anonymous: true,
    email: row.email,
    phone: row.phone,
    name: row.name,
    pseudonym: null,
    avatar: { type: 'avatar', image_url: null },
    app_id: world.state.workspace.id,
    companies: { type: 'company.list', companies: [] },
    location_data: {},
    last_request_at: null,
    created_at: row.created_at,
    remote_created_at: row.created_at,
    signed_up_at: row.created_at,
    updated_at: row.updated_at,
    session_count: 0,
    social_profiles: { type: 'social_profile.list', social_profiles: [] },
    owner_id: null,
    unsubscribed_from_emails: false,
    marked_email_as_spam: false,
    has_hard_bounced: false,
    tags: { type: 'tag.list', tags: [] },
    segments: { type: 'segment.list', segments: [] },
    custom_attributes: row.custom_attributes,
    referrer: null,
    utm_campaign: null,
    utm_content: null,
    utm_medium: null,
    utm_source: null,
    utm_term: null,
    do_not_track: null,
  };
}

function show(call: Call): Reply {
  return ok(present(call, visitorOf(call.world, { user_id: call.query.get('user_id') })));
}

function update(call: Call): Reply {
  const { world, body } = call;
  const row = visitorOf(world, body);
  row.name = asText(body['name']) ?? row.name;
  if (isRecord(body['custom_attributes']))
    row.custom_attributes = { ...row.custom_attributes, ...body['custom_attributes'] };
  row.updated_at = secondsNow(world);
  return ok(present(call, put(world.state.visitors, row)));
}

/** A visitor becomes a lead or a user, or goes into one that is known (section 12). */
function convert(call: Call): Reply {
  const { world, body } = call;
  const visitor = visitorOf(world, isRecord(body['visitor']) ? body['visitor'] : {});
  const role = body['type'];
  if (role !== 'user' && role !== 'lead') throw problems.invalid('type is invalid');
  const user: JsonRecord = isRecord(body['user']) ? body['user'] : {};
  const known = role === 'user' ? knownUser(world, user) : null;
  const email = idText(user['email']) ?? (visitor.email === '' ? null : visitor.email);
  const contact =
    known ??
    addContact(world, { role, email, name: visitor.name, external_id: idText(user['user_id']) });
  remove(world.state.visitors, visitor.id);
  return ok(presentContact(call, contact));
}

function knownUser(world: World, user: JsonRecord): ContactRow | null {
  return (
    world.state.contacts.rows.get(idText(user['id']) ?? '') ??
    contactByExternalId(world, idText(user['user_id']) ?? '') ??
    contactByEmail(world, idText(user['email']) ?? '')
  );
}

export const visitorRoutes: readonly IntercomRoute[] = [
  ['GET', '/visitors', show],
  ['PUT', '/visitors', update],
  ['POST', '/visitors/convert', convert],
];
