import { asList, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import { type Call, idText, type IntercomRoute, ok } from '../call.ts';
import { problems } from '../errors.ts';
import { companyByOwnId, contactByEmail, contactByExternalId } from '../people.ts';
import { presentSegment, presentSubscriptionType } from '../present/records.ts';
import type { AppliedTag } from '../records/conversations.ts';
import type { TagRow } from '../records/settings.ts';
import { appliedNow, tagById, upsertTag, withoutTag, withTag } from '../tickets/tags.ts';
import { saveCompany, saveContact, type World } from '../world.ts';

const presentTag = (tag: TagRow) => ({ type: 'tag', id: tag.id, name: tag.name });

/** Makes, renames, or puts a tag on people and companies (section 14). */
function write(call: Call): Reply {
  const { world, body } = call;
  const name = asText(body['name']);
  if (name === null || name === '') throw problems.invalid('invalid tag parameters');
  const id = idText(body['id']);
  if (id !== null) {
    const tag = tagById(world, id);
    tag.name = name;
    return ok(presentTag(put(world.state.tags, tag)));
  }
  const users = asList(body['users']).filter(isRecord);
  const companies = asList(body['companies']).filter(isRecord);
  const people = users.map((user) => [personOf(world, user), user['untag'] !== true] as const);
  const firms = companies.map((firm) => [companyOf(world, firm), firm['untag'] !== true] as const);
  const tag = upsertTag(world, name);
  const apply = (tags: readonly AppliedTag[], on: boolean) =>
    on ? withTag(tags, appliedNow(world, tag, call.admin.id)) : withoutTag(tags, tag.id);
  for (const [person, on] of people) {
    person.tags = apply(person.tags, on);
    saveContact(world, person);
  }
  for (const [firm, on] of firms) {
    firm.tags = apply(firm.tags, on);
    saveCompany(world, firm);
  }
  const told = (rows: readonly (readonly [{ readonly id: string }, boolean])[]) =>
    rows.map(([row, tagged]) => ({ id: row.id, tagged }));
  return ok({
    ...presentTag(tag),
    ...(users.length > 0 || companies.length > 0
      ? { users: told(people), companies: told(firms) }
      : {}),
  });
}

function personOf(world: World, user: Readonly<Record<string, unknown>>) {
  const byId = world.state.contacts.rows.get(idText(user['id']) ?? '');
  const found =
    byId ??
    contactByExternalId(world, idText(user['user_id']) ?? '') ??
    contactByEmail(world, idText(user['email']) ?? '');
  if (found === null) throw problems.userNotFound();
  return found;
}

function companyOf(world: World, firm: Readonly<Record<string, unknown>>) {
  const found =
    world.state.companies.rows.get(idText(firm['id']) ?? '') ??
    companyByOwnId(world, idText(firm['company_id']) ?? '');
  if (found === null) throw problems.notFound('Company Not Found', 'company_not_found');
  return found;
}

function destroy(call: Call): Reply {
  const tag = tagById(call.world, call.params['id'] ?? null);
  if (tag.used_by_segment) {
    throw problems.list(
      400,
      'tag_has_dependent_objects',
      'Unable to delete Tag with dependent objects',
    );
  }
  remove(call.world.state.tags, tag.id);
  return { status: 200, text: '' };
}

function list({ world }: Call): Reply {
  return ok({ type: 'list', data: [...world.state.tags.rows.values()].map(presentTag) });
}

function listSegments(call: Call): Reply {
  const counted = call.query.get('include_count') === 'true';
  const segments = [...call.world.state.segments.rows.values()].map((segment) => ({
    ...presentSegment(segment),
    ...(counted ? { count: segment.contact_ids.length } : {}),
  }));
  return ok({ type: 'segment.list', segments });
}

function showSegment(call: Call): Reply {
  const segment = call.world.state.segments.rows.get(call.params['id'] ?? '');
  if (segment === undefined) throw problems.notFound();
  return ok(presentSegment(segment));
}

function listSubscriptionTypes({ world }: Call): Reply {
  const data = [...world.state.subscriptionTypes.rows.values()].map(presentSubscriptionType);
  return ok({ type: 'list', data });
}

export const tagRoutes: readonly IntercomRoute[] = [
  ['GET', '/tags', list],
  ['POST', '/tags', write],
  ['GET', '/tags/{id}', (call) => ok(presentTag(tagById(call.world, call.params['id'] ?? null)))],
  ['DELETE', '/tags/{id}', destroy],
  ['GET', '/segments', listSegments],
  ['GET', '/segments/{id}', showSegment],
  ['GET', '/subscription_types', listSubscriptionTypes],
];
