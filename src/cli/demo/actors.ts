import type { ZendeskAdapter } from '../../../adapters/zendesk/index.ts';
import type { GeneratedMessage, GeneratedTicket } from '../../../examples/data/generate.ts';
import type { Outcome, Person, StaffMember } from '../../../examples/data/types.ts';
import type { MessageBody } from '../../model/message.ts';
import type { SupportTicket, TicketPatch } from '../../model/ticket.ts';
import { authorId, type Directory, idOf, nativeFields } from './directory.ts';

/** What somebody says in an open case. */
export interface Saying {
  readonly caseKey: string;
  readonly author: Person | StaffMember | null;
  readonly visibility: 'public' | 'internal';
  readonly body: MessageBody;
}

/** The people of the data set, acting on the desk. */
export interface Actors {
  /** A customer opens a case. */
  open(ticket: GeneratedTicket): Promise<void>;
  say(saying: Saying): Promise<void>;
  /** Leaves a case in the state that its scenario ends with. */
  settle(ticket: GeneratedTicket): Promise<void>;
  /** Marks a case as resolved. */
  resolve(caseKey: string): Promise<void>;
  /** The customer of a ticket asks where it stands. */
  nudge(ticket: SupportTicket): Promise<void>;
  /** Native ticket ids by the key of the case. */
  readonly tickets: ReadonlyMap<string, string>;
}

const STATUS_OF: Readonly<Record<Exclude<Outcome, 'untouched'>, TicketPatch>> = {
  open: { status: 'open' },
  waiting_on_customer: { status: 'pending', statusDetail: 'waiting_on_customer' },
  on_hold: { status: 'pending', statusDetail: 'waiting_on_third_party' },
  resolved: { status: 'resolved' },
  // Zendesk closes by itself after some days, which the data set has behind it.
  closed: { nativeStatusId: 'closed' },
};

/** The body of a generated message: HTML where the customer wrote HTML. */
export const bodyOf = ({ text, html }: Pick<GeneratedMessage, 'text' | 'html'>): MessageBody =>
  html === null ? { text } : { html };

/** Lets the people of the data set act through an adapter. */
export function createActors(
  desk: ZendeskAdapter,
  directory: Directory,
  known: ReadonlyMap<string, string> = new Map(),
): Actors {
  const tickets = new Map(known);
  return {
    tickets,
    async open(ticket) {
      const { scenario, requester } = ticket;
      const first = ticket.messages[0];
      if (first === undefined) throw new Error(`The case ${ticket.key} has no message.`);
      const requesterId = idOf(directory.contacts, requester.key);
      const { value } = await desk.tickets.create({
        subject: ticket.subject,
        callerKey: ticket.key,
        requester: { id: requesterId },
        message: { body: bodyOf(first), authorId: requesterId, visibility: 'public' },
        customFields: nativeFields(directory, ticket.fields),
        ...(scenario.priority === null ? {} : { priority: scenario.priority }),
        ...(scenario.tags === undefined ? {} : { tags: scenario.tags }),
        ...(scenario.cc === undefined ? {} : { cc: scenario.cc }),
      });
      tickets.set(ticket.key, value.externalId);
    },
    async say({ caseKey, author, visibility, body }) {
      const draft = { body, authorId: authorId(directory, author), visibility };
      await desk.messages.create(idOf(tickets, caseKey), draft);
    },
    async settle(ticket) {
      if (ticket.outcome === 'untouched') return;
      const { assignee, scenario } = ticket;
      const status =
        scenario.customStatus === undefined
          ? STATUS_OF[ticket.outcome]
          : { nativeStatusId: idOf(directory.statuses, scenario.customStatus) };
      await desk.tickets.update(idOf(tickets, ticket.key), {
        ...status,
        ...(assignee === null
          ? {}
          : {
              assigneeId: idOf(directory.agents, assignee.key),
              groupId: idOf(directory.groups, assignee.team),
            }),
      });
    },
    async nudge({ id, requester }) {
      await desk.messages.reply(id, {
        body: { text: 'Is there any news on this?' },
        ...(requester.id === null ? {} : { authorId: requester.id }),
      });
    },
    async resolve(caseKey) {
      await desk.tickets.update(idOf(tickets, caseKey), { status: 'resolved' });
    },
  };
}
