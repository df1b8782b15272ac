import type { FreshdeskNotifications } from '../options.ts';
import { notificationsOf } from '../options.ts';
import type { RatingRow, TicketRow } from '../records/tickets.ts';
import { keepFiles } from '../tickets/attachments.ts';
import { addConversation } from '../tickets/conversations.ts';
import { applyFields, emptyTicket, keepTicket } from '../tickets/create.ts';
import { notify } from '../tickets/notify.ts';
import { rateTicket } from '../tickets/ratings.ts';
import { resolveRequester } from '../tickets/requester.ts';
import { changeTicket, reopen } from '../tickets/update.ts';
import { agentActor, isAgent, nextTicketId, systemActor, type World } from '../world.ts';
import type { SeedFile } from './tickets.ts';

/** A mail that a customer sends to the account. */
export interface CustomerMail {
  readonly from: string;
  readonly name?: string;
  readonly subject?: string;
  readonly body: string;
  readonly cc?: readonly string[];
  readonly files?: readonly SeedFile[];
  /** The ticket it answers; without it a new one is opened. */
  readonly ticketId?: number;
}

/** People and clocks that act without the API: customers write mail, the admin turns switches. */
export interface FreshdeskActors {
  /** A customer's mail opens a ticket, or lands on its own and opens that again. */
  customerEmails(mail: CustomerMail): TicketRow;
  /** A customer answers the survey that followed a ticket. */
  customerRates(
    ticketId: number,
    rating: number,
    options?: { readonly feedback?: string },
  ): RatingRow;
  /** An agent puts a ticket into the spam folder, or takes it out, by hand. */
  agentMarksSpam(ticketId: number, options?: { readonly spam?: boolean }): void;
  /** The admin switches messages to customers, all at once or by name. */
  adminSetsNotifications(on: boolean | Partial<FreshdeskNotifications>): void;
  /** The admin lets automation rules run, or stops them. */
  adminSetsAutomations(on: boolean): void;
  /** A ticket goes to the archive before its time (section 8.8). */
  archive(ticketId: number): void;
}

export function createActors(world: World): FreshdeskActors {
  const ticketOf = (id: number): TicketRow => {
    const ticket = world.state.tickets.rows.get(id);
    if (ticket === undefined) throw new RangeError(`There is no ticket ${id}.`);
    return ticket;
  };
  return {
    customerEmails: (mail) =>
      mail.ticketId === undefined
        ? openTicket(world, mail)
        : answerTicket(world, ticketOf(mail.ticketId), mail),
    customerRates: (ticketId, rating, { feedback } = {}) =>
      rateTicket(world, ticketOf(ticketId), { default_question: rating }, feedback ?? null),
    agentMarksSpam: (ticketId, { spam = true } = {}) => {
      const ticket = ticketOf(ticketId);
      const agent = [...world.state.users.rows.values()].find(isAgent);
      const actor = agent === undefined ? systemActor : agentActor(agent);
      changeTicket(world, actor, ticket, () => {
        ticket.spam = spam;
      });
    },
    adminSetsNotifications: (on) => {
      const { account } = world.state;
      account.notifications =
        typeof on === 'boolean' ? notificationsOf(on) : { ...account.notifications, ...on };
    },
    adminSetsAutomations: (on) => {
      world.state.account.automations = on;
    },
    archive: (ticketId) => {
      ticketOf(ticketId).archived = true;
      world.state.tickets.version += 1;
    },
  };
}

function filesOf(world: World, files: readonly SeedFile[] = []): readonly number[] {
  const encoder = new TextEncoder();
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

function mailbox(world: World): string {
  const [config] = world.state.emailConfigs.rows.values();
  return String(config?.['reply_email']);
}

/** Mail has what API tickets lack: recipients and the mailbox it came to (section 7). */
function openTicket(world: World, mail: CustomerMail): TicketRow {
  const values = { email: mail.from, ...(mail.name === undefined ? {} : { name: mail.name }) };
  const requester = resolveRequester(world, systemActor, values);
  const ticket = emptyTicket(world, nextTicketId(world), requester.id);
  applyFields(world, ticket, {
    subject: mail.subject ?? '(no subject)',
    description: mail.body,
    source: 1,
    cc_emails: mail.cc ?? [],
  });
  Object.assign(ticket, {
    company_id: requester.company_id,
    to_emails: [mailbox(world)],
    support_email: mailbox(world),
    attachment_ids: filesOf(world, mail.files),
  });
  keepTicket(world, { kind: 'requester', user: requester }, ticket);
  notify(world, 'ticket_received', ticket);
  return ticket;
}

/** The answer comes first, then the status it changes (section 24 no. 5). */
function answerTicket(world: World, ticket: TicketRow, mail: CustomerMail): TicketRow {
  const values = { email: mail.from, ...(mail.name === undefined ? {} : { name: mail.name }) };
  const author = resolveRequester(world, systemActor, values);
  addConversation(world, { kind: 'requester', user: author }, ticket, {
    body: mail.body,
    source: 0,
    incoming: true,
    user_id: author.id,
    from_email: mail.name === undefined ? mail.from : `"${mail.name}" <${mail.from}>`,
    to_emails: [mailbox(world)],
    cc_emails: mail.cc ?? [],
    bcc_emails: [],
    attachment_ids: filesOf(world, mail.files),
  });
  reopen(world, ticket);
  return ticket;
}
