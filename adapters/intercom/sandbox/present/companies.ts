import type { CompanyRow } from '../records/people.ts';
import type { World } from '../world.ts';

/** Keys without a value are absent, and an unset plan is an empty object (section 13). */
export function presentCompany(world: World, company: CompanyRow): Record<string, unknown> {
  const given = (key: 'size' | 'website' | 'industry' | 'remote_created_at' | 'last_request_at') =>
    company[key] === null ? {} : { [key]: company[key] };
  const users = [...world.state.contacts.rows.values()].filter(
    (contact) => contact.company_ids.includes(company.id) && contact.merged_into === null,
  );
  return {
    type: 'company',
    company_id: company.company_id,
    id: company.id,
    app_id: world.state.workspace.id,
    name: company.name ?? '',
    ...given('remote_created_at'),
    created_at: company.created_at,
    updated_at: company.updated_at,
    ...given('last_request_at'),
    monthly_spend: company.monthly_spend,
    session_count: company.session_count,
    user_count: users.length,
    ...given('size'),
    ...given('website'),
    ...given('industry'),
    tags: {
      type: 'tag.list',
      tags: company.tags.map(({ tag_id }) => ({
        type: 'tag',
        id: tag_id,
        name: world.state.tags.rows.get(tag_id)?.name ?? '',
      })),
    },
    segments: { type: 'segment.list', segments: [] },
    plan:
      company.plan === null ? {} : { type: 'plan', id: planId(company.plan), name: company.plan },
    custom_attributes: company.custom_attributes,
  };
}

/** A plan is made from its name, so equal names share an id. */
function planId(name: string): string {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return String(hash);
}
