import type { JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import type { TicketRow } from '../records/tickets.ts';
import { keepFiles } from '../tickets/attachments.ts';
import { keepConversation, newConversation } from '../tickets/conversations.ts';
import { applyFields, emptyTicket, numberOf } from '../tickets/create.ts';
import { escalate, setDueDates } from '../tickets/sla.ts';
import { newStats, setStatus } from '../tickets/stats.ts';
import { watchTime } from '../tickets/sweep.ts';
import { isoSeconds, nextTicketId, userOf, type World } from '../world.ts';

/** A file of a seeded entry. */
export interface SeedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** @default 'text/plain' */
  readonly contentType?: string;
}

/** An entry of a seeded thread. */
export interface SeedConversation {
  readonly body: string;
  /** Who wrote it. @default the requester where it is incoming, else nobody */
  readonly userId?: number | null;
  /** From the customer's side. @default false */
  readonly incoming?: boolean;
  /** @default false */
  readonly private?: boolean;
  /** 0 for mail, 2 for notes; section 6.4 has the others. @default 0, or 2 where it is private */
  readonly source?: number;
  readonly createdAt?: Date;
  readonly files?: readonly SeedFile[];
}

/** A ticket to put into the account. */
export interface TicketSeed {
  readonly subject?: string;
  /** HTML, or plain text that is wrapped. */
  readonly description?: string;
  readonly requesterId?: number;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  readonly conversations?: readonly SeedConversation[];
  readonly files?: readonly SeedFile[];
  /** Any other property as the wire has it: `status`, `tags`, `custom_fields`, `spam`, `source`... */
  readonly properties?: JsonRecord;
}

const encoder = new TextEncoder();

function keep(world: World, files: readonly SeedFile[]): readonly number[] {
  return keepFiles(
    world,
    files.map(({ name, content, contentType = 'text/plain' }) => ({
      name: 'attachments[]',
      filename: name,
      contentType,
      bytes: typeof content === 'string' ? encoder.encode(content) : content,
    })),
  );
}

/** A ticket as if it had always been there: nobody is told, no rule runs, search knows it. */
export function seedTicket(world: World, seed: TicketSeed, requesterId: number): TicketRow {
  const createdAt = isoSeconds(seed.createdAt?.getTime() ?? world.clock.now() - 600_000);
  const properties = seed.properties ?? {};
  const ticket: TicketRow = {
    ...emptyTicket(world, nextTicketId(world), requesterId),
    created_at: createdAt,
    stats: newStats(createdAt),
    sla_ready_ms: 0,
    changed_ms: Number.NEGATIVE_INFINITY,
  };
  applyFields(world, ticket, {
    subject: seed.subject ?? 'A ticket',
    description: seed.description ?? 'Hello, I need help.',
    ...properties,
  });
  ticket.company_id = userOf(world, requesterId)?.company_id ?? null;
  const {
    status: _status,
    description: _text,
    due_by: _due,
    fr_due_by: _first,
    ...rest
  } = properties;
  Object.assign(ticket, rest);
  setDueDates(world, ticket);
  ticket.attachment_ids = keep(world, seed.files ?? []);
  for (const item of seed.conversations ?? []) addSeeded(world, ticket, item);
  const last = ticket.conversations.at(-1)?.created_at ?? createdAt;
  ticket.updated_at = seed.updatedAt === undefined ? last : isoSeconds(seed.updatedAt.getTime());
  const status = numberOf(properties['status']) ?? 2;
  if (status !== 2) setStatus(ticket, status, ticket.updated_at);
  // What is overdue already says so; that does not make it changed now.
  escalate(world, ticket, world.clock.now());
  put(world.state.tickets, ticket);
  watchTime(world, ticket);
  return ticket;
}

function addSeeded(world: World, ticket: TicketRow, seed: SeedConversation): void {
  const { incoming = false, private: isPrivate = false } = seed;
  const requester = userOf(world, ticket.requester_id);
  const source = seed.source ?? (isPrivate ? 2 : 0);
  const mailbox = [...world.state.emailConfigs.rows.values()][0]?.['reply_email'];
  const support = typeof mailbox === 'string' ? mailbox : null;
  const created_at = isoSeconds(seed.createdAt?.getTime() ?? Date.parse(ticket.created_at));
  const mail = source === 0;
  const row = newConversation(world, ticket.id, {
    body: seed.body,
    incoming,
    private: isPrivate,
    source,
    user_id: seed.userId ?? (incoming ? ticket.requester_id : null),
    support_email: mail ? support : null,
    from_email: mail ? (incoming ? (requester?.email ?? null) : support) : null,
    to_emails: mail ? [incoming ? support : requester?.email].flatMap((item) => item ?? []) : [],
    attachment_ids: keep(world, seed.files ?? []),
    created_at,
  });
  keepConversation(world, ticket, row);
}
