import type { Call } from '../call.ts';
import type { AgentUser, CompanyRow, GroupRow, UserRow } from '../records/people.ts';
import { withUnset } from '../tickets/custom-fields.ts';
import { presentAttachment } from './attachments.ts';

function contactBase(call: Call, user: UserRow) {
  const [first_name = '', ...rest] = user.name.split(' ');
  return {
    active: user.active,
    address: user.address,
    ...(user.deleted ? { deleted: true } : {}),
    description: user.description,
    email: user.email,
    id: user.id,
    job_title: user.job_title,
    language: user.language,
    mobile: user.mobile,
    name: user.name,
    phone: user.phone,
    time_zone: user.time_zone,
    twitter_id: user.twitter_id,
    custom_fields: withUnset(call.world.state.contactFields, user.custom_fields),
    facebook_id: user.facebook_id,
    created_at: user.created_at,
    updated_at: user.updated_at,
    csat_rating: null,
    preferred_source: user.preferred_source,
    company_id: user.company_id,
    unique_external_id: user.unique_external_id,
    first_name,
    last_name: rest.length === 0 ? null : rest.join(' '),
    visitor_id: user.visitor_id,
    org_contact_id: user.org_contact_id,
    other_phone_numbers: [],
  };
}

/** An item of the list: no tags, other addresses or avatar, companies only with one (section 13). */
export function presentListedContact(call: Call, user: UserRow): object {
  return {
    ...contactBase(call, user),
    ...(user.company_id === null ? {} : { other_companies: user.other_companies }),
  };
}

export function presentContact(call: Call, user: UserRow): object {
  const avatar = call.world.state.attachments.rows.get(user.avatar_id ?? 0);
  return {
    ...contactBase(call, user),
    tags: user.tags,
    other_emails: user.other_emails,
    view_all_tickets: user.view_all_tickets,
    other_companies: user.other_companies,
    avatar: avatar === undefined ? null : presentAvatar(call, avatar),
  };
}

/** Creating says `deleted: false`, which viewing leaves out (section 13). */
export function presentCreatedContact(call: Call, user: UserRow): object {
  return { ...presentContact(call, user), deleted: user.deleted };
}

function presentAvatar(call: Call, row: Parameters<typeof presentAttachment>[1]): object {
  const { attachment_url, ...rest } = { attachment_url: '', ...presentAttachment(call, row) };
  return { avatar_url: attachment_url, ...rest };
}

/** An item of the agents' list: name and address lie under `contact` (section 15). */
export function presentListedAgent({ agent, ...user }: AgentUser): object {
  const { active, email, job_title, language, mobile, name, phone, time_zone } = user;
  const { created_at, updated_at } = user;
  return {
    available: agent.available,
    occasional: agent.occasional,
    id: user.id,
    ticket_scope: agent.ticket_scope,
    created_at: agent.created_at,
    updated_at: agent.updated_at,
    last_active_at: agent.last_active_at,
    available_since: agent.available_since,
    type: agent.type,
    contact: {
      ...{ active, email, job_title, language, last_login_at: agent.last_login_at },
      ...{ mobile, name, phone, time_zone, created_at, updated_at },
    },
    deactivated: agent.deactivated,
    signature: agent.signature,
    focus_mode: agent.focus_mode,
  };
}

/** Viewing adds the ids of groups, roles and skills. */
export function presentAgent(user: AgentUser): object {
  const { group_ids, role_ids, skill_ids } = user.agent;
  return { ...presentListedAgent(user), group_ids, role_ids, skill_ids };
}

export function presentCompany(call: Call, company: CompanyRow): object {
  const { id, name, description, note, domains, created_at, updated_at } = company;
  const { health_score, account_tier, renewal_date, industry, org_company_id } = company;
  return {
    ...{ id, name, description, note, domains, created_at, updated_at },
    custom_fields: withUnset(call.world.state.companyFields, company.custom_fields),
    ...{ health_score, account_tier },
    // A day comes back with an empty time (section 5).
    renewal_date: renewal_date === null ? null : `${renewal_date.slice(0, 10)}T00:00:00Z`,
    ...{ industry, org_company_id },
  };
}

/** Members are shown when one group is viewed (section 15). */
export function presentListedGroup(group: GroupRow): object {
  const { agent_ids: _members, auto_ticket_assign, ...rest } = group;
  return { ...rest, auto_ticket_assign };
}

export const presentGroup = (group: GroupRow): object => ({
  ...presentListedGroup(group),
  agent_ids: group.agent_ids,
});
