import type { GeneratedMessage, GeneratedTicket } from '../../../examples/data/generate.ts';
import type { Person, StaffMember } from '../../../examples/data/types.ts';
import type { MessageBody } from '../../model/message.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { MadeDesk, WorkingAdapter } from './desks/index.ts';
import { authorId, type Directory, idOf, isStaff, knownFields } from './directory.ts';

/** What somebody says in an open case. */
export interface Saying {
  readonly caseKey: string;
  readonly author: Person | StaffMember | null;
  readonly visibility: 'public' | 'internal';
  readonly body: MessageBody;
}

/** The people of the data set, acting on one desk. */
export interface Actors {
  /** A customer opens a case. */
  open(ticket: GeneratedTicket): Promise<void>;
  say(saying: Saying): Promise<void>;
  /** Leaves a case in the state that its scenario ends with. */
  settle(ticket: GeneratedTicket): Promise<void>;
  /** Marks a case as resolved. */
  resolve(caseKey: string): Promise<void>;
  /** The customer of a ticket asks where it stands. */
  nudge(ticket: Pick<SupportTicket, 'id' | 'requester'>): Promise<void>;
  /** The key of each case by its native ticket id. */
  readonly cases: ReadonlyMap<string, string>;
}

/** The body of a generated message: HTML where the customer wrote HTML. */
export const bodyOf = ({ text, html }: Pick<GeneratedMessage, 'text' | 'html'>): MessageBody =>
  html === null ? { text } : { html };

/** Lets the people of the data set act through an adapter: the same code for every desk. */
export function createActors(
  adapter: WorkingAdapter,
  directory: Directory,
  outcomeOf: MadeDesk['outcomeOf'],
  known: ReadonlyMap<string, string> = new Map(),
): Actors {
  const cases = new Map(known);
  const tickets = new Map([...cases].map(([nativeId, caseKey]) => [caseKey, nativeId]));
  return {
    cases,
    async open(ticket) {
      const { scenario, requester } = ticket;
      const first = ticket.messages[0];
      if (first === undefined) throw new Error(`The case ${ticket.key} has no message.`);
      const requesterId = idOf(directory.contacts, requester.key);
      const { value } = await adapter.tickets.create({
        subject: ticket.subject,
        callerKey: ticket.key,
        requester: { id: requesterId },
        message: { body: bodyOf(first), authorId: requesterId, visibility: 'public' },
        customFields: knownFields(directory, ticket.fields),
        ...(scenario.priority === null ? {} : { priority: scenario.priority }),
        ...(scenario.tags === undefined ? {} : { tags: scenario.tags }),
        ...(scenario.cc === undefined ? {} : { cc: scenario.cc }),
      });
      tickets.set(ticket.key, value.externalId);
      cases.set(value.externalId, ticket.key);
    },
    async say({ caseKey, author, visibility, body }) {
      await adapter.messages.create(idOf(tickets, caseKey), {
        body,
        authorId: authorId(directory, author),
        authorKind: author === null || isStaff(author) ? 'agent' : 'customer',
        visibility,
      });
    },
    async settle(ticket) {
      if (ticket.outcome === 'untouched') return;
      const { assignee, scenario } = ticket;
      const nativeStatusId = directory.statuses.get(scenario.customStatus ?? '');
      await adapter.tickets.update(idOf(tickets, ticket.key), {
        ...(nativeStatusId === undefined ? outcomeOf(ticket.outcome) : { nativeStatusId }),
        ...(assignee === null
          ? {}
          : {
              assigneeId: idOf(directory.agents, assignee.key),
              groupId: idOf(directory.groups, assignee.team),
            }),
      });
    },
    async nudge({ id, requester }) {
      await adapter.messages.reply(id, {
        body: { text: 'Is there any news on this?' },
        authorKind: 'customer',
        ...(requester.id === null ? {} : { authorId: requester.id }),
      });
    },
    async resolve(caseKey) {
      await adapter.tickets.update(idOf(tickets, caseKey), outcomeOf('resolved'));
    },
  };
}
