import type { JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { touch } from '../../../../src/sandbox/kit/table.ts';
import type { TicketRow } from '../records/tickets-and-people.ts';
import { importTicket } from '../tickets/write.ts';
import type { World } from '../world.ts';

/** A comment of a seeded thread. */
export interface SeedComment {
  readonly authorId?: number;
  readonly body: string;
  /** @default true */
  readonly public?: boolean;
  readonly createdAt?: Date;
  readonly uploads?: readonly string[];
}

/** A ticket to put into the account. */
export interface TicketSeed {
  readonly subject?: string;
  readonly requesterId?: number;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  readonly comments?: readonly SeedComment[];
  /** Any other property as the API takes it: `status`, `tags`, `custom_fields`, `assignee_id`... */
  readonly properties?: JsonRecord;
  readonly archived?: boolean;
}

/** A ticket as it would have come by another channel: nobody is told, no rule runs. */
export function seedTicket(world: World, seed: TicketSeed): TicketRow {
  const admin = [...world.state.users.rows.values()].find((user) => user.role === 'admin');
  if (admin === undefined) throw new Error('The account has no admin.');
  const createdAt = seed.createdAt ?? new Date(world.clock.now() - 120_000);
  const requesterId = seed.requesterId ?? admin.id;
  const comments = seed.comments ?? [{ body: 'Hello, I need help.', authorId: requesterId }];
  const ticket = importTicket(
    world,
    admin,
    {
      subject: seed.subject ?? 'A ticket',
      requester_id: requesterId,
      submitter_id: requesterId,
      created_at: createdAt.toISOString(),
      updated_at: (seed.updatedAt ?? createdAt).toISOString(),
      comments: comments.map((comment) => ({
        author_id: comment.authorId ?? requesterId,
        body: comment.body,
        public: comment.public ?? true,
        created_at: (comment.createdAt ?? createdAt).toISOString(),
        uploads: comment.uploads ?? [],
      })),
      ...seed.properties,
    },
    { archive: seed.archived ?? false },
  );
  ticket.metric.measured = true;
  // Written long enough ago for search and the export streams to show it.
  ticket.recorded_ms = 0;
  ticket.generated_timestamp = Math.min(
    Math.floor(Date.parse(ticket.updated_at) / 1000),
    ticket.generated_timestamp,
  );
  touch(world.state.tickets);
  return ticket;
}
