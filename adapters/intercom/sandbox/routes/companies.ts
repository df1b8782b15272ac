import { asInteger, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove, viewOf } from '../../../../src/sandbox/kit/table.ts';
import { type Call, companyOfCall, type IntercomRoute, ok, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { fireCompany } from '../events.ts';
import { compareIds, cursorPage, queryInput } from '../paging/cursor.ts';
import { numberedPage } from '../paging/pages.ts';
import { scrollPage } from '../paging/scroll.ts';
import { addCompany, companyByOwnId } from '../people.ts';
import { presentCompany } from '../present/companies.ts';
import { presentContact } from '../present/contacts.ts';
import { presentNote } from '../present/records.ts';
import type { CompanyRow } from '../records/people.ts';
import { saveCompany, type World } from '../world.ts';
import { addNote, noteOfBody, notePage } from './contact-members.ts';
import { listedContacts } from './contacts.ts';

const sizes = { fallback: 15, largest: 60 };
/** What `POST /companies/list` can reach (section 13). */
const reachable = 10_000;

const answer = (call: Call, company: CompanyRow): Reply => ok(presentCompany(call.world, company));

/** Newest first. */
function all(world: World): readonly CompanyRow[] {
  return viewOf(world.state.companies, 'companies', (rows) =>
    rows.sort((one, two) => two.created_at - one.created_at || compareIds(two.id, one.id)),
  );
}

type Writable = Partial<Omit<CompanyRow, 'id' | 'company_id'>>;

function readCompany({ body }: Call): Writable {
  const given: Writable = {};
  for (const key of ['name', 'plan', 'website', 'industry'] as const) {
    if (body[key] !== undefined) given[key] = asText(body[key]);
  }
  if (body['size'] !== undefined) given.size = asInteger(body['size']);
  if (body['monthly_spend'] !== undefined)
    given.monthly_spend = asInteger(body['monthly_spend']) ?? 0;
  if (body['remote_created_at'] !== undefined)
    given.remote_created_at = secondsOf(body['remote_created_at'], 'remote_created_at');
  // Whether unknown attributes of companies are refused is not known: they are kept.
  if (isRecord(body['custom_attributes']))
    given.custom_attributes = { ...body['custom_attributes'] };
  return given;
}

function change(call: Call, company: CompanyRow): Reply {
  const given = readCompany(call);
  Object.assign(company, given, {
    custom_attributes: { ...company.custom_attributes, ...given.custom_attributes },
  });
  saveCompany(call.world, company);
  fireCompany(call.world, company, 'updated');
  return answer(call, company);
}

/** Made or changed by the caller's own id, which never changes (section 13). */
function upsert(call: Call): Reply {
  const company_id = asText(call.body['company_id']);
  if (company_id === null || company_id === '') {
    const [name = 'company_id'] = Object.keys(call.body);
    throw problems.list(400, 'bad_request', `bad '${name}' parameter`);
  }
  const known = companyByOwnId(call.world, company_id);
  if (known !== null) return change(call, known);
  const company = addCompany(call.world, { ...readCompany(call), company_id });
  fireCompany(call.world, company, 'created');
  return answer(call, company);
}

/** One result comes as the company itself, a filter or nothing as a list (section 13). */
function find(call: Call): Reply {
  const { query, world } = call;
  for (const key of ['company_id', 'name'] as const) {
    const wanted = query.get(key);
    if (wanted === null) continue;
    const company = all(world).find((row) => row[key] === wanted);
    if (company === undefined) throw problems.notFound('Company Not Found', 'company_not_found');
    return answer(call, company);
  }
  const tagId = query.get('tag_id');
  const rows = all(world).filter(
    (row) => tagId === null || row.tags.some((tag) => tag.tag_id === tagId),
  );
  // No company is in a segment here.
  return page(call, query.has('segment_id') ? [] : rows);
}

function page(call: Call, rows: readonly CompanyRow[]): Reply {
  const { rows: shown, envelope } = numberedPage(call, rows, sizes);
  const data = shown.map((row) => presentCompany(call.world, row));
  return ok({ type: 'list', data, ...envelope });
}

function list(call: Call): Reply {
  const rows = all(call.world);
  return page(
    call,
    (call.query.get('order') === 'asc' ? [...rows].reverse() : rows).slice(0, reachable),
  );
}

function scroll(call: Call): Reply {
  const { rows, parameter } = scrollPage(call, all(call.world));
  const data = rows.map((row) => presentCompany(call.world, row));
  return ok({ type: 'list', data, pages: null, total_count: null, scroll_param: parameter });
}

/** Archives behind the scenes; the answer does not wait for it (section 13). */
function destroy(call: Call): Reply {
  const company = companyOfCall(call);
  remove(call.world.state.companies, company.id);
  for (const contact of call.world.state.contacts.rows.values()) {
    contact.company_ids = contact.company_ids.filter((id) => id !== company.id);
  }
  fireCompany(call.world, company, 'deleted');
  return ok({ id: company.id, object: 'company', deleted: true });
}

function listContacts(call: Call): Reply {
  const { id } = companyOfCall(call);
  const rows = listedContacts(call.world).filter((contact) => contact.company_ids.includes(id));
  const order = { value: (row: { readonly created_at: number }) => row.created_at };
  const { rows: shown, envelope } = cursorPage(
    rows,
    { ...order, descending: false },
    queryInput(call),
    { fallback: 50, largest: 150 },
  );
  return ok({ type: 'list', data: shown.map((row) => presentContact(call, row)), ...envelope });
}

function listNotes(call: Call): Reply {
  const { id } = companyOfCall(call);
  return notePage(call, (note) => note.company_id === id);
}

function createNote(call: Call): Reply {
  const company = companyOfCall(call);
  const of = { contact_id: null, company_id: company.id };
  return ok(presentNote(call, addNote(call.world, of, noteOfBody(call))));
}

function listSegments(call: Call): Reply {
  companyOfCall(call);
  return ok({ type: 'list', data: [] });
}

function showNote(call: Call): Reply {
  const note = call.world.state.notes.rows.get(call.params['id'] ?? '');
  if (note === undefined) throw problems.notFound();
  return ok(presentNote(call, note));
}

export const companyRoutes: readonly IntercomRoute[] = [
  ['POST', '/companies', upsert],
  ['GET', '/companies', find],
  ['POST', '/companies/list', list],
  ['GET', '/companies/scroll', scroll],
  ['GET', '/companies/{id}', (call) => answer(call, companyOfCall(call))],
  ['PUT', '/companies/{id}', (call) => change(call, companyOfCall(call))],
  ['DELETE', '/companies/{id}', destroy],
  ['GET', '/companies/{id}/contacts', listContacts],
  ['GET', '/companies/{id}/segments', listSegments],
  ['GET', '/companies/{id}/notes', listNotes],
  ['POST', '/companies/{id}/notes', createNote],
  ['GET', '/notes/{id}', showNote],
];
