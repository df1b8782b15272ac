import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove, touch } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  bodyOf,
  type Call,
  checkQuery,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { fieldErrors, problems, refuseIfInvalid } from '../errors.ts';
import { type Changes, fireCompany } from '../events.ts';
import { listPage } from '../paging/lists.ts';
import { addCompany, attachByDomain } from '../people.ts';
import { presentCompany } from '../present/people.ts';
import type { CompanyRow } from '../records/people.ts';
import { checkFields, type FieldRules, momentOf } from '../records/rules.ts';
import { textsOf } from '../tickets/create.ts';
import { readCustomFields } from '../tickets/custom-fields.ts';
import { record, text, texts } from '../tickets/fields.ts';
import { agentActor, isoNow, isoSeconds, type World } from '../world.ts';

const optional = { ...text, nullable: true };

const rules: FieldRules = {
  name: text,
  description: optional,
  note: optional,
  domains: texts,
  custom_fields: record,
  health_score: optional,
  account_tier: optional,
  renewal_date: optional,
  industry: optional,
};

const companyOfPath = (call: Call) => rowOf(call.world.state.companies.rows, call, 'company_id');

function read(call: Call, own: CompanyRow | null): { values: JsonRecord; custom: JsonRecord } {
  const { world } = call;
  const body = bodyOf(call);
  const { values, errors } = checkFields(world, body.input, rules, body);
  const given = isRecord(values['custom_fields']) ? values['custom_fields'] : {};
  const custom = readCustomFields(world.state.companyFields, given, body);
  const name = asText(values['name']);
  refuseIfInvalid([
    ...errors,
    ...(own === null && (name === null || name === '')
      ? [fieldErrors.missing('name', 'String')]
      : []),
    ...custom.errors,
  ]);
  refuseTaken(world, name, textsOf(values['domains']), own);
  return { values, custom: custom.values };
}

/** Names are unique; that domains are as well is unconfirmed (section 14). */
function refuseTaken(
  world: World,
  name: string | null,
  domains: readonly string[],
  own: CompanyRow | null,
): void {
  const holder = world.state.companiesByName.get(name?.toLowerCase() ?? '');
  if (holder !== undefined && holder !== own?.id) throw problems.duplicate('name', null);
  for (const company of world.state.companies.rows.values()) {
    if (company.id !== own?.id && company.domains.some((domain) => domains.includes(domain)))
      throw problems.duplicate('domains', null);
  }
}

const plain = [
  'name',
  'description',
  'note',
  'health_score',
  'account_tier',
  'renewal_date',
  'industry',
] as const;

function apply(company: CompanyRow, values: JsonRecord, custom: JsonRecord): void {
  for (const key of plain) {
    if (values[key] !== undefined) Object.assign(company, { [key]: asText(values[key]) });
  }
  if (values['domains'] !== undefined) company.domains = textsOf(values['domains']);
  company.custom_fields = { ...company.custom_fields, ...custom };
}

function create(call: Call): Reply {
  const { world } = call;
  const { values, custom } = read(call, null);
  const company = addCompany(world, { name: asText(values['name']) ?? '' });
  apply(company, values, custom);
  attachByDomain(world, company);
  fireCompany(world, agentActor(actorOf(call)), 'onCompanyCreate', company);
  return created(call, presentCompany(call, company), `companies/${company.id}`);
}

function update(call: Call): Reply {
  const { world } = call;
  const company = companyOfPath(call);
  const { values, custom } = read(call, company);
  const before: CompanyRow = { ...company };
  world.state.companiesByName.delete(company.name.toLowerCase());
  apply(company, values, custom);
  company.updated_at = isoNow(world);
  world.state.companiesByName.set(company.name.toLowerCase(), company.id);
  put(world.state.companies, company);
  attachByDomain(world, company);
  fireCompany(
    world,
    agentActor(actorOf(call)),
    'onCompanyUpdate',
    company,
    changesOf(before, company),
  );
  return ok(presentCompany(call, company));
}

function changesOf(before: CompanyRow, after: CompanyRow): Changes {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const key of plain) if (before[key] !== after[key]) changes[key] = [before[key], after[key]];
  return changes;
}

/** For good; contacts are only detached (section 14), and so are tickets. */
function destroy(call: Call): Reply {
  const { world } = call;
  const company = companyOfPath(call);
  remove(world.state.companies, company.id);
  world.state.companiesByName.delete(company.name.toLowerCase());
  for (const user of world.state.users.rows.values()) {
    if (user.company_id === company.id)
      Object.assign(user, { company_id: null, view_all_tickets: null });
    user.other_companies = user.other_companies.filter((item) => item.company_id !== company.id);
  }
  for (const ticket of world.state.tickets.rows.values()) {
    if (ticket.company_id === company.id) ticket.company_id = null;
  }
  touch(world.state.tickets);
  fireCompany(world, agentActor(actorOf(call)), 'onCompanyDelete', company);
  return noContent;
}

function list(call: Call): Reply {
  checkQuery(call, ['updated_since']);
  const since = call.query.get('updated_since');
  const from = since === null ? '' : isoSeconds(momentOf(since) ?? 0);
  const rows = [...call.world.state.companies.rows.values()]
    .filter((company) => company.updated_at >= from)
    .sort((one, two) => (one.name.toLowerCase() < two.name.toLowerCase() ? -1 : 1));
  return listPage(call, rows, (company) => presentCompany(call, company));
}

/** An object, unlike the arrays of contacts and agents (section 14). */
function autocomplete(call: Call): Reply {
  const term = (call.query.get('name') ?? '').toLowerCase();
  refuseIfInvalid(term === '' ? [fieldErrors.missing('name', 'String')] : []);
  const companies = [...call.world.state.companies.rows.values()]
    .filter((company) =>
      company.name
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(term)),
    )
    .map(({ id, name }) => ({ id, name }));
  return ok({ companies });
}

export const companyRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/companies', list],
  ['POST', '/api/v2/companies', create],
  ['GET', '/api/v2/companies/autocomplete', autocomplete],
  [
    'GET',
    '/api/v2/companies/{company_id}',
    (call) => ok(presentCompany(call, companyOfPath(call))),
  ],
  ['PUT', '/api/v2/companies/{company_id}', update],
  ['DELETE', '/api/v2/companies/{company_id}', destroy],
];
