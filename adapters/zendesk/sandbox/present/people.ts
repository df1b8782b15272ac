import { omit } from '../../../../src/sandbox/kit/json.ts';
import { type Call, linkTo } from '../call.ts';
import type {
  GroupRow,
  IdentityRow,
  MembershipRow,
  OrganizationRow,
  UserRow,
} from '../records/tickets-and-people.ts';

/** Section 9.1. `permanently_deleted` shows in incremental exports only. */
export function presentUser(call: Call, row: UserRow): Record<string, unknown> {
  const shown = omit(row, 'generated_timestamp', 'recorded_ms', 'permanently_deleted');
  const agent = row.role !== 'end-user';
  return {
    url: linkTo(call, `users/${row.id}`),
    ...shown,
    shared_phone_number: null,
    photo: null,
    shared: false,
    shared_agent: false,
    last_login_at: null,
    two_factor_auth_enabled: null,
    is_billing_admin: false,
    moderator: agent,
    restricted_agent: row.role !== 'admin',
    report_csv: row.role === 'admin',
    suspension_details: null,
  };
}

/** What `users/me` says to a visitor without credentials (section 2). */
export const anonymousUser = {
  user: {
    id: null,
    url: null,
    name: 'Anonymous user',
    email: 'invalid@example.com',
    role: 'end-user',
    verified: false,
    active: true,
    tags: [],
    user_fields: {},
  },
} as const;

/** Section 9.2. */
export function presentOrganization(call: Call, row: OrganizationRow): Record<string, unknown> {
  const shown = omit(row, 'deleted_at', 'generated_timestamp', 'recorded_ms');
  return { url: linkTo(call, `organizations/${row.id}`), ...shown };
}

/** Section 9.3. */
export function presentGroup(call: Call, row: GroupRow): Record<string, unknown> {
  return { url: linkTo(call, `groups/${row.id}`), ...row };
}

export function presentGroupMembership(call: Call, row: MembershipRow): Record<string, unknown> {
  const { parent_id, ...shown } = row;
  return { url: linkTo(call, `group_memberships/${row.id}`), ...shown, group_id: parent_id };
}

export function presentOrganizationMembership(
  call: Call,
  row: MembershipRow,
): Record<string, unknown> {
  const { parent_id, ...shown } = row;
  const organization = call.world.state.organizations.rows.get(parent_id);
  return {
    url: linkTo(call, `organization_memberships/${row.id}`),
    ...shown,
    organization_id: parent_id,
    organization_name: organization?.name ?? '',
    view_tickets: true,
  };
}

export function presentIdentity(call: Call, row: IdentityRow): Record<string, unknown> {
  const email = row.type === 'email';
  return {
    url: linkTo(call, `users/${row.user_id}/identities/${row.id}`),
    ...row,
    ...(email
      ? {
          undeliverable_count: 0,
          deliverable_state: row.value.endsWith('@example.com')
            ? 'reserved_example'
            : 'deliverable',
        }
      : {}),
    verification_method: row.verified ? 'low' : 'none',
    verified_at: row.verified ? row.updated_at : null,
  };
}
