import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';
import type { SandboxRandom } from '../../../src/sandbox/kit/random.ts';
import { put } from '../../../src/sandbox/kit/table.ts';
import type { WebhookQueue } from '../../../src/sandbox/kit/webhook-queue.ts';
import type { Author, ConversationRow, ScheduledRow } from './records/conversations.ts';
import type { AdminRow, CompanyRow, ContactRow } from './records/people.ts';
import type { TicketStateRow, TicketTypeRow } from './records/settings.ts';
import type { IntercomState, Sequences } from './state.ts';

/** What every part of the sandbox works on. */
export interface World {
  readonly state: IntercomState;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly webhooks: WebhookQueue;
  readonly settings: {
    /** The minor number of the app's version; `Preview` is above all others. */
    readonly appVersion: number;
    /** The app's client secret, which signs its webhooks. */
    readonly clientSecret: string;
    readonly longIds: boolean;
    readonly searchLagMs: number;
    readonly attachmentUrlTtlMs: number;
    readonly botParts: boolean;
    /** Where files lie when nobody has asked over HTTP, as in webhooks. */
    readonly filesOrigin: string;
  };
}

/** Unix seconds, as every REST time is written (section 1). */
export function secondsNow(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}

/** How far an id moves on: recent workspaces count through a space they share (section 8.1). */
const longStep: Readonly<Record<keyof Sequences, number>> = {
  conversation: 29,
  part: 5113,
  message: 17,
  ticket: 1,
  team: 3,
  tag: 77,
  record: 89,
};

export function nextNumber(world: World, space: keyof Sequences): string {
  const step = world.settings.longIds ? longStep[space] : 1;
  world.state.sequences[space] += step;
  return String(world.state.sequences[space]);
}

/** Contacts, companies and segments have 24 hex digits that begin with a time (section 20). */
export function hexId(world: World): string {
  return secondsNow(world).toString(16).padStart(8, '0') + world.random.hex(16);
}

export function conversationChanged(world: World, conversation: ConversationRow): void {
  put(world.state.conversations, conversation);
}

/** Something to happen later; what is due soonest stands first. */
export function schedule(world: World, row: ScheduledRow): void {
  const { scheduled } = world.state;
  const last = scheduled.at(-1);
  scheduled.push(row);
  if (last !== undefined && last.due_ms > row.due_ms)
    scheduled.sort((one, two) => one.due_ms - two.due_ms);
}

/** Stores a new or changed contact and its look-ups. */
export function saveContact(world: World, contact: ContactRow): ContactRow {
  const { state } = world;
  remember(state.contactsByEmail, contact.email?.toLowerCase() ?? null, contact.id);
  remember(state.contactsByExternalId, contact.external_id, contact.id);
  return put(state.contacts, contact);
}

function remember(index: Map<string, string[]>, key: string | null, id: string): void {
  if (key === null) return;
  const ids = index.get(key) ?? [];
  if (!ids.includes(id)) index.set(key, [...ids, id]);
}

export function saveCompany(world: World, company: CompanyRow): CompanyRow {
  company.updated_at = secondsNow(world);
  return put(world.state.companies, company);
}

export function contactOf(world: World, id: string | undefined): ContactRow | null {
  return id === undefined ? null : (world.state.contacts.rows.get(id) ?? null);
}

/** The bot that acts for the workspace itself (section 14). */
export function botOf(world: World): AdminRow {
  for (const admin of world.state.admins.rows.values()) if (admin.bot) return admin;
  throw new Error('The workspace has no bot.');
}

export function adminAuthor(admin: AdminRow): Author {
  const type = admin.bot ? 'bot' : 'admin';
  return { type, id: admin.id, name: admin.name, email: admin.email };
}

/** Part authors show `user` even for leads; only a source says `lead` (trap 23). */
export function contactAuthor(contact: ContactRow, where: 'source' | 'part'): Author {
  const { id, name, email } = contact;
  const lead = where === 'source' && contact.role === 'lead';
  return { type: lead ? 'lead' : 'user', id, name, email: email ?? '' };
}

export function teamIdsOf(world: World, adminId: string): string[] {
  return [...world.state.teams.rows.values()]
    .filter((team) => team.admin_ids.includes(adminId))
    .map((team) => team.id);
}

export function ticketTypeOf(world: World, conversation: ConversationRow): TicketTypeRow | null {
  const id = conversation.ticket?.ticket_type_id;
  return id === undefined ? null : (world.state.ticketTypes.rows.get(id) ?? null);
}

export function statesOf(world: World, typeId: string): TicketStateRow[] {
  return [...world.state.ticketStates.rows.values()].filter(
    (state) => state.ticket_type_ids === null || state.ticket_type_ids.includes(typeId),
  );
}

export function ticketStateOf(world: World, id: string): TicketStateRow {
  const state = world.state.ticketStates.rows.get(id);
  if (state === undefined) throw new Error(`The workspace has no ticket state ${id}.`);
  return state;
}
