import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { SandboxRandom } from '../../../src/sandbox/kit/random.ts';
import { put, touch } from '../../../src/sandbox/kit/table.ts';
import type { WebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { FreshdeskUnconfirmed } from './options.ts';
import type { AgentUser, CompanyRow, UserRow } from './records/people.ts';
import type { TicketDocument, TicketRow } from './records/tickets.ts';
import type { FreshdeskState } from './state.ts';

/** What every part of the sandbox works on. */
export interface World {
  readonly state: FreshdeskState;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly webhooks: WebhookQueue;
  readonly settings: {
    readonly searchLagMs: number;
    readonly slaDelayMs: number;
    readonly attachmentUrlMs: number;
    readonly jobPolls: number;
    readonly archiveAfterMs: number;
    readonly unconfirmed: FreshdeskUnconfirmed;
  };
}

/** UTC with seconds (section 5); such texts sort as the moments they name. */
export function isoSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

export function isoNow(world: World): string {
  return isoSeconds(world.clock.now());
}

/** Tickets count from 1 (section 5). */
export function nextTicketId(world: World): number {
  world.state.sequences.ticket += 1;
  return world.state.sequences.ticket;
}

/** Twelve digits, in one space for everything but tickets (section 5). */
export function nextId(world: World): number {
  world.state.sequences.record += 1;
  return 153_000_100_000 + world.state.sequences.record * 17;
}

/** Large and increasing (section 24 no. 14). */
export function nextConversationId(world: World): number {
  world.state.sequences.conversation += 1;
  return 153_075_600_000 + world.state.sequences.conversation * 7;
}

/** Nineteen digits and always odd, so that a double cannot hold it (section 5). */
export function nextOrganisationId(world: World): bigint {
  world.state.sequences.organisation += 1;
  return 1_848_295_627_395_445_001n + BigInt(world.state.sequences.organisation) * 1_002n;
}

export function userOf(world: World, id: number | null): UserRow | null {
  return id === null ? null : (world.state.users.rows.get(id) ?? null);
}

export function isAgent(user: UserRow | null): user is AgentUser {
  return user !== null && user.agent !== null;
}

export function userByEmail(world: World, email: string): UserRow | null {
  return userOf(world, world.state.usersByEmail.get(email.trim().toLowerCase()) ?? null);
}

/** Keeps the look-ups of a user in step with the row. */
export function indexUser(world: World, user: UserRow): void {
  const { usersByEmail, usersByExternalId } = world.state;
  for (const email of [user.email, ...user.other_emails]) {
    if (email !== null) usersByEmail.set(email.toLowerCase(), user.id);
  }
  if (user.unique_external_id !== null) usersByExternalId.set(user.unique_external_id, user.id);
}

export function unindexUser(world: World, user: UserRow): void {
  const { usersByEmail, usersByExternalId } = world.state;
  for (const email of [user.email, ...user.other_emails]) {
    if (email !== null && usersByEmail.get(email.toLowerCase()) === user.id)
      usersByEmail.delete(email.toLowerCase());
  }
  if (user.unique_external_id !== null) usersByExternalId.delete(user.unique_external_id);
}

/** Stores a changed user. */
export function saveUser(world: World, user: UserRow): UserRow {
  user.updated_at = isoNow(world);
  indexUser(world, user);
  return put(world.state.users, user);
}

export function companyOf(world: World, id: number | null): CompanyRow | null {
  return id === null ? null : (world.state.companies.rows.get(id) ?? null);
}

/** Contacts belong to the company whose domain their address has (section 14). */
export function companyByDomain(world: World, email: string | null): CompanyRow | null {
  const domain = email?.split('@')[1]?.toLowerCase();
  if (domain === undefined) return null;
  for (const company of world.state.companies.rows.values()) {
    if (company.domains.some((own) => own.toLowerCase() === domain)) return company;
  }
  return null;
}

function documentOf(ticket: TicketRow): TicketDocument {
  const { responder_id, group_id, priority, status, tags, type, due_by } = ticket;
  const { fr_due_by, created_at, updated_at, custom_fields } = ticket;
  return {
    responder_id,
    group_id,
    priority,
    status,
    tags,
    type,
    due_by,
    fr_due_by,
    created_at,
    updated_at,
    custom_fields,
  };
}

/** What search finds of a ticket: the state it had before the lag; null while it is too new. */
export function searchable(world: World, ticket: TicketRow): TicketDocument | null {
  const caughtUp = world.clock.now() - ticket.changed_ms >= world.settings.searchLagMs;
  return caughtUp ? documentOf(ticket) : ticket.indexed;
}

/** To call before changing a ticket: search goes on finding this state for a while (section 8.4). */
export function beforeChange(world: World, ticket: TicketRow): void {
  ticket.indexed = searchable(world, ticket);
  ticket.changed_ms = world.clock.now();
}

/** To call after changing a ticket: sorted lists are made anew. */
export function ticketChanged(world: World, ticket: TicketRow): void {
  ticket.updated_at = isoNow(world);
  touch(world.state.tickets);
}

/** Who does something: rules ask for the kind (section 20). */
export interface Actor {
  readonly kind: 'agent' | 'requester' | 'system';
  readonly user: UserRow | null;
}

export const agentActor = (user: UserRow): Actor => ({ kind: 'agent', user });
export const systemActor: Actor = { kind: 'system', user: null };
