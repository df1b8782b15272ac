import { asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  companyOfCall,
  contactOfCall,
  idText,
  type IntercomRoute,
  ok,
} from '../call.ts';
import { problems } from '../errors.ts';
import { fireCompanyContact, fireContactTag, fireSubscription } from '../events.ts';
import { numberedPage } from '../paging/pages.ts';
import { presentCompany } from '../present/companies.ts';
import { presentNote, presentSegment, presentSubscriptionType } from '../present/records.ts';
import { presentAppliedTag } from '../present/people.ts';
import type { CompanyRow, ContactRow } from '../records/people.ts';
import type { NoteRow, SubscriptionTypeRow } from '../records/settings.ts';
import { fromStaffText } from '../tickets/bodies.ts';
import { appliedNow, tagById, withoutTag, withTag } from '../tickets/tags.ts';
import { nextNumber, saveContact, secondsNow, type World } from '../world.ts';

/** A contact belongs to at most so many companies (section 12). */
const maxCompanies = 1000;
const pageOfFifty = { fallback: 50, largest: 150 };

function companyOfBody(call: Call): CompanyRow {
  const id = idText(call.body['id']);
  if (id === null) throw problems.list(400, 'parameter_not_found', 'company not specified');
  const company = call.world.state.companies.rows.get(id);
  if (company === undefined) throw problems.notFound('Company Not Found', 'company_not_found');
  return company;
}

function attachCompany(call: Call): Reply {
  const contact = contactOfCall(call);
  const company = companyOfBody(call);
  if (!contact.company_ids.includes(company.id)) {
    if (contact.company_ids.length >= maxCompanies) {
      throw problems.list(
        400,
        'contact_company_limit_exceeded',
        `Contact has reached the maximum of ${maxCompanies} company associations`,
      );
    }
    contact.company_ids = [...contact.company_ids, company.id];
    saveContact(call.world, contact);
    fireCompanyContact(call.world, company, contact, 'attached');
  }
  return ok(presentCompany(call.world, company));
}

function detachCompany(call: Call): Reply {
  const contact = contactOfCall(call);
  const company = companyOfCall(call, 'company_id');
  contact.company_ids = contact.company_ids.filter((id) => id !== company.id);
  saveContact(call.world, contact);
  fireCompanyContact(call.world, company, contact, 'detached');
  return ok(presentCompany(call.world, company));
}

/** The list stands under `companies` here (section 5). */
function listCompanies(call: Call): Reply {
  const ids = contactOfCall(call).company_ids;
  const rows = ids.flatMap((id) => call.world.state.companies.rows.get(id) ?? []);
  const page = numberedPage(call, rows, pageOfFifty);
  const companies = page.rows.map((row) => presentCompany(call.world, row));
  return ok({ type: 'list', companies, ...page.envelope });
}

/** Newest first (recorded). */
export function notePage(call: Call, keep: (note: NoteRow) => boolean): Reply {
  const rows = [...call.world.state.notes.rows.values()].filter(keep).reverse();
  const page = numberedPage(call, rows, pageOfFifty);
  const data = page.rows.map((note) => presentNote(call, note));
  return ok({ type: 'list', data, ...page.envelope });
}

function listNotes(call: Call): Reply {
  const { id } = contactOfCall(call);
  return notePage(call, (note) => note.contact_id === id);
}

export function addNote(
  world: World,
  of: Pick<NoteRow, 'contact_id' | 'company_id'>,
  given: { readonly body: string; readonly author_id: string | null },
): NoteRow {
  return put(world.state.notes, {
    id: nextNumber(world, 'record'),
    ...of,
    author_id: given.author_id,
    body: fromStaffText(given.body),
    created_at: secondsNow(world),
  });
}

/** What a body says of a note; an unknown teammate is just "not found" here. */
export function noteOfBody(call: Call): { readonly body: string; readonly author_id: string } {
  const body = asText(call.body['body']) ?? '';
  if (body === '') throw problems.invalid('Body is required');
  const author_id = idText(call.body['admin_id']) ?? call.admin.id;
  if (!call.world.state.admins.rows.has(author_id)) throw problems.notFound();
  return { body, author_id };
}

function createNote(call: Call): Reply {
  const contact = contactOfCall(call);
  const of = { contact_id: contact.id, company_id: null };
  return ok(presentNote(call, addNote(call.world, of, noteOfBody(call))));
}

function listTags(call: Call): Reply {
  const data = contactOfCall(call).tags.map((tag) => presentAppliedTag(call.world, tag));
  return ok({ type: 'list', data });
}

function addTag(call: Call): Reply {
  const contact = contactOfCall(call);
  const tag = appliedNow(call.world, tagById(call.world, idText(call.body['id'])), call.admin.id);
  contact.tags = withTag(contact.tags, tag);
  saveContact(call.world, contact);
  fireContactTag(call.world, contact, tag, 'created');
  return ok(presentAppliedTag(call.world, tag));
}

function removeTag(call: Call): Reply {
  const contact = contactOfCall(call);
  const tag = tagById(call.world, call.params['tag_id'] ?? null);
  const applied = contact.tags.find((candidate) => candidate.tag_id === tag.id);
  if (applied === undefined) throw problems.notFound();
  contact.tags = withoutTag(contact.tags, tag.id);
  saveContact(call.world, contact);
  fireContactTag(call.world, contact, applied, 'deleted');
  return ok({ type: 'tag', id: tag.id, name: tag.name });
}

function listSegments(call: Call): Reply {
  const { id } = contactOfCall(call);
  const data = [...call.world.state.segments.rows.values()]
    .filter((segment) => segment.contact_ids.includes(id))
    .map(presentSegment);
  return ok({ type: 'list', data });
}

function listSubscriptions(call: Call): Reply {
  const contact = contactOfCall(call);
  const ids = [...contact.opted_out_ids, ...contact.opted_in_ids];
  const data = ids
    .flatMap((id) => call.world.state.subscriptionTypes.rows.get(id) ?? [])
    .map(presentSubscriptionType);
  return ok({ type: 'list', data });
}

function subscriptionOf(call: Call, id: string | null): SubscriptionTypeRow {
  const row = id === null ? undefined : call.world.state.subscriptionTypes.rows.get(id);
  if (row === undefined) throw problems.notFound();
  return row;
}

function subscribe(call: Call): Reply {
  const contact = contactOfCall(call);
  const type = subscriptionOf(call, idText(call.body['id']));
  const key = call.body['consent_type'] === 'opt_in' ? 'opted_in_ids' : 'opted_out_ids';
  contact[key] = [...new Set([...contact[key], type.id])];
  changeSubscription(call, contact, key === 'opted_in_ids' ? 'subscribed' : 'unsubscribed');
  return ok(presentSubscriptionType(type));
}

function unsubscribe(call: Call): Reply {
  const contact = contactOfCall(call);
  const type = subscriptionOf(call, call.params['subscription_id'] ?? null);
  contact.opted_in_ids = contact.opted_in_ids.filter((id) => id !== type.id);
  contact.opted_out_ids = contact.opted_out_ids.filter((id) => id !== type.id);
  changeSubscription(call, contact, 'unsubscribed');
  return ok(presentSubscriptionType(type));
}

function changeSubscription(
  call: Call,
  contact: ContactRow,
  change: 'subscribed' | 'unsubscribed',
): void {
  saveContact(call.world, contact);
  fireSubscription(call.world, contact, change);
}

export const contactMemberRoutes: readonly IntercomRoute[] = [
  ['GET', '/contacts/{id}/companies', listCompanies],
  ['POST', '/contacts/{id}/companies', attachCompany],
  ['DELETE', '/contacts/{id}/companies/{company_id}', detachCompany],
  ['GET', '/contacts/{id}/notes', listNotes],
  ['POST', '/contacts/{id}/notes', createNote],
  ['GET', '/contacts/{id}/tags', listTags],
  ['POST', '/contacts/{id}/tags', addTag],
  ['DELETE', '/contacts/{id}/tags/{tag_id}', removeTag],
  ['GET', '/contacts/{id}/segments', listSegments],
  ['GET', '/contacts/{id}/subscriptions', listSubscriptions],
  ['POST', '/contacts/{id}/subscriptions', subscribe],
  ['DELETE', '/contacts/{id}/subscriptions/{subscription_id}', unsubscribe],
];
