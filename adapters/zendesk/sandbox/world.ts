import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { SandboxRandom } from '../../../src/sandbox/kit/random.ts';
import { put, touch } from '../../../src/sandbox/kit/table.ts';
import type { WebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { CustomStatusRow } from './records/settings.ts';
import type {
  OrganizationRow,
  TicketRow,
  TicketStatus,
  UserRow,
} from './records/tickets-and-people.ts';
import type { ZendeskState } from './state.ts';

/** What every part of the sandbox works on. */
export interface World {
  readonly state: ZendeskState;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly webhooks: WebhookQueue;
  readonly settings: {
    readonly searchLagMs: number;
    readonly importsFireEvents: boolean;
    readonly bulkUserImport: boolean;
  };
}

/** ISO-8601 UTC with seconds (section 1). */
export function isoSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

export function isoNow(world: World): string {
  return isoSeconds(world.clock.now());
}

export function epochNow(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}

/** Tickets count from 1; section 27 no. 1. */
export function nextTicketId(world: World): number {
  world.state.sequences.ticket += 1;
  return world.state.sequences.ticket;
}

export function nextId(world: World): number {
  world.state.sequences.record += 1;
  return 26_155_588_900_000 + world.state.sequences.record * 64;
}

/**
 * Comments, audits and events share one id space that is not sequential: inside each run of 16 the
 * ids fall, so a later comment can have the smaller id (sections 1 and 7.1).
 */
export function nextEventId(world: World): number {
  world.state.sequences.event += 1;
  return 33_144_692_200_000 + (world.state.sequences.event ^ 15) * 128;
}

export function userOf(world: World, id: number | null): UserRow | null {
  return id === null ? null : (world.state.users.rows.get(id) ?? null);
}

export function userByEmail(world: World, email: string): UserRow | null {
  return userOf(world, world.state.usersByEmail.get(email.toLowerCase()) ?? null);
}

/** External ids compare without case (section 9.1). */
export function userByExternalId(world: World, externalId: string): UserRow | null {
  return userOf(world, world.state.usersByExternalId.get(externalId.toLowerCase()) ?? null);
}

export function isStaff(user: UserRow | null): boolean {
  return user !== null && user.role !== 'end-user';
}

/** Stores a changed user and its look-ups. */
export function saveUser(world: World, user: UserRow): UserRow {
  user.updated_at = isoNow(world);
  user.generated_timestamp = epochNow(world);
  indexUser(world, user);
  return put(world.state.users, user);
}

export function indexUser(world: World, user: UserRow): void {
  if (user.email !== null) world.state.usersByEmail.set(user.email.toLowerCase(), user.id);
  if (user.external_id !== null) {
    world.state.usersByExternalId.set(user.external_id.toLowerCase(), user.id);
  }
}

export function saveOrganization(world: World, organization: OrganizationRow): OrganizationRow {
  organization.updated_at = isoNow(world);
  organization.generated_timestamp = epochNow(world);
  return put(world.state.organizations, organization);
}

export function organizationByName(world: World, name: string): OrganizationRow | null {
  const wanted = name.trim().toLowerCase();
  for (const row of world.state.organizations.rows.values()) {
    if (row.deleted_at === null && row.name.toLowerCase() === wanted) return row;
  }
  return null;
}

/** To call after changing a ticket: export streams and sorted lists see it anew. */
export function ticketChanged(world: World, ticket: TicketRow): void {
  ticket.generated_timestamp = epochNow(world);
  touch(world.state.tickets);
}

export function indexTicket(world: World, ticket: TicketRow, previous: string | null): void {
  const index = world.state.ticketsByExternalId;
  if (previous === ticket.external_id) return;
  if (previous !== null) {
    const left = (index.get(previous) ?? []).filter((id) => id !== ticket.id);
    index.set(previous, left);
  }
  if (ticket.external_id !== null) {
    index.set(ticket.external_id, [...(index.get(ticket.external_id) ?? []), ticket.id]);
  }
}

/** The default custom status of a category; a closed ticket counts as solved (section 8). */
export function defaultStatus(world: World, status: TicketStatus): CustomStatusRow {
  const category = status === 'closed' ? 'solved' : status;
  for (const row of world.state.customStatuses.rows.values()) {
    if (row.default && row.status_category === category) return row;
  }
  throw new Error(`The account has no default status for ${category}.`);
}

export function groupIdsOf(world: World, userId: number): number[] {
  return [...world.state.groupMemberships.rows.values()]
    .filter((membership) => membership.user_id === userId)
    .map((membership) => membership.parent_id);
}

export function isMember(world: World, userId: number, groupId: number): boolean {
  return groupIdsOf(world, userId).includes(groupId);
}
