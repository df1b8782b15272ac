import { type Call, includesOf } from '../call.ts';
import { presentGroup, presentIdentity, presentOrganization } from '../present/people.ts';
import type { UserRow } from '../records/tickets-and-people.ts';

/** Sideloads beside users (section 21). */
export function besideUsers(call: Call, users: readonly UserRow[]): Record<string, unknown> {
  const includes = includesOf(call);
  if (includes.size === 0) return {};
  const { state } = call.world;
  const ids = new Set(users.map((user) => user.id));
  const found = <Row>(wanted: readonly (number | null)[], rows: ReadonlyMap<number, Row>) =>
    [...new Set(wanted)].flatMap((id) => (id === null ? [] : (rows.get(id) ?? [])));
  const groups = [...state.groupMemberships.rows.values()].filter((row) => ids.has(row.user_id));
  return {
    ...(includes.has('organizations')
      ? {
          organizations: found(
            users.map((user) => user.organization_id),
            state.organizations.rows,
          ).map((row) => presentOrganization(call, row)),
        }
      : {}),
    ...(includes.has('groups')
      ? {
          groups: found(
            groups.map((row) => row.parent_id),
            state.groups.rows,
          ).map((row) => presentGroup(call, row)),
        }
      : {}),
    ...(includes.has('identities')
      ? {
          identities: [...state.identities.rows.values()]
            .filter((row) => ids.has(row.user_id))
            .map((row) => presentIdentity(call, row)),
        }
      : {}),
  };
}
