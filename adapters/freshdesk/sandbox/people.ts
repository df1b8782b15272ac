import { put } from '../../../src/sandbox/kit/table.ts';
import type { AgentPart, CompanyRow, UserRow } from './records/people.ts';
import {
  companyByDomain,
  indexUser,
  isoNow,
  nextId,
  nextOrganisationId,
  type World,
} from './world.ts';

/** A contact as section 13 describes it, put into the account. */
export function addUser(
  world: World,
  given: Partial<Omit<UserRow, 'id'>> & { readonly name: string },
): UserRow {
  const email = given.email ?? null;
  // Contacts whose address has a company's domain belong to it (section 14).
  const company_id = given.company_id ?? companyByDomain(world, email)?.id ?? null;
  const user: UserRow = {
    email,
    phone: null,
    mobile: null,
    twitter_id: null,
    facebook_id: null,
    unique_external_id: null,
    active: false,
    deleted: false,
    blocked: false,
    address: null,
    description: null,
    job_title: null,
    language: 'en',
    time_zone: world.state.account.timeZone,
    view_all_tickets: company_id === null ? null : false,
    other_companies: [],
    other_emails: [],
    tags: [],
    avatar_id: null,
    custom_fields: {},
    preferred_source: null,
    contact_type: 'contact',
    visitor_id: world.random.uuid(),
    created_at: isoNow(world),
    updated_at: isoNow(world),
    agent: null,
    ...given,
    company_id,
    org_contact_id: nextOrganisationId(world),
    id: nextId(world),
  };
  indexUser(world, user);
  return put(world.state.users, user);
}

/** What makes a person an agent (section 15). */
export function agentPart(world: World, given: Partial<AgentPart> = {}): AgentPart {
  return {
    available: false,
    available_since: null,
    occasional: false,
    signature: null,
    ticket_scope: 1,
    type: 'support_agent',
    group_ids: [],
    role_ids: [],
    skill_ids: [],
    last_active_at: null,
    last_login_at: null,
    deactivated: false,
    focus_mode: true,
    created_at: isoNow(world),
    updated_at: isoNow(world),
    ...given,
    api_key: given.api_key ?? world.random.token(20),
  };
}

/** Makes a person an agent; the id stays (section 15). */
export function makeAgent(world: World, user: UserRow, given: Partial<AgentPart> = {}): AgentPart {
  const part = agentPart(world, given);
  user.agent = part;
  world.state.usersByApiKey.set(part.api_key, user.id);
  joinGroups(world, user.id, part.group_ids);
  return part;
}

/** Group and agent name each other. */
export function joinGroups(world: World, userId: number, groupIds: readonly number[]): void {
  for (const group of world.state.groups.rows.values()) {
    const others = group.agent_ids.filter((id) => id !== userId);
    group.agent_ids = groupIds.includes(group.id) ? [...others, userId] : others;
  }
}

/** An agent without a seat is a contact again (section 15). */
export function unmakeAgent(world: World, user: UserRow): void {
  if (user.agent !== null) world.state.usersByApiKey.delete(user.agent.api_key);
  joinGroups(world, user.id, []);
  user.agent = null;
}

export function addCompany(
  world: World,
  given: Partial<Omit<CompanyRow, 'id'>> & { readonly name: string },
): CompanyRow {
  const company = put(world.state.companies, {
    description: null,
    note: null,
    domains: [],
    custom_fields: {},
    health_score: null,
    account_tier: null,
    renewal_date: null,
    industry: null,
    created_at: isoNow(world),
    updated_at: isoNow(world),
    ...given,
    org_company_id: String(nextOrganisationId(world)),
    id: nextId(world),
  });
  world.state.companiesByName.set(company.name.toLowerCase(), company.id);
  attachByDomain(world, company);
  return company;
}

/** Contacts without a company whose address has one of its domains join it (section 14). */
export function attachByDomain(world: World, company: CompanyRow): void {
  if (company.domains.length === 0) return;
  for (const user of world.state.users.rows.values()) {
    if (user.company_id !== null || companyByDomain(world, user.email)?.id !== company.id) continue;
    user.company_id = company.id;
    user.view_all_tickets = false;
  }
}
