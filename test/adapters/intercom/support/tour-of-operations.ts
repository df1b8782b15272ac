import type { intercomCapabilities } from 'polydesk/intercom';
import { type Connection, connect, read } from './connect.ts';
import { bytes, furnish, limit, type Rooms, since, text } from './tour-furniture.ts';
import { peopleTour } from './tour-of-people.ts';
import { restTour } from './tour-of-the-rest.ts';

type Resources = (typeof intercomCapabilities)['resources'];

/** One call of every operation that the manifest names: the compiler finds what is missing. */
export type Tour = {
  readonly [Resource in keyof Resources]: {
    readonly [Operation in keyof Resources[Resource]['operations']]: () => Promise<unknown>;
  };
};

/** A furnished workspace and the calls, in an order in which each finds what it needs. */
export function tourOfOperations(): { readonly tour: Tour; readonly connection: Connection } {
  const connection = connect({
    sandbox: { rateLimits: false },
    desk: { callerKeyAttribute: 'Caller key', priorityAttribute: 'Urgency' },
  });
  const rooms = furnish(connection);
  return {
    connection,
    tour: {
      ...ticketTour(connection, rooms),
      ...peopleTour(connection, rooms),
      ...restTour(connection, rooms),
    },
  };
}

function ticketTour({ desk, adminId }: Connection, rooms: Rooms) {
  const { cases, customer, team, type, typed } = rooms;
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = cases;
  const draft = {
    subject: 'New',
    requester: { id: customer.id },
    message: { ...text('Hello'), visibility: 'public' },
  } as const;
  const history = {
    subject: 'Old',
    requester: { id: customer.id },
    messages: [
      { ...text('Hi'), visibility: 'public', createdAt: since, authorId: customer.id },
      { ...text('Aha'), visibility: 'internal', createdAt: since },
      {
        ...text('Done'),
        visibility: 'public',
        createdAt: since,
        attachments: [{ fileName: 'a.txt', contentType: 'text/plain', data: bytes }],
      },
    ],
    createdAt: since,
    status: 'resolved',
    tags: ['old'],
  } as const;
  return {
    tickets: {
      get: () => desk.tickets.get(a),
      getMany: () => desk.tickets.getMany([a, b]),
      list: async () => [
        await desk.tickets.list({ pageSize: 2 }).toArray({ limit }),
        await desk.tickets
          .list({
            status: ['open', 'pending'],
            tags: ['vip'],
            assigneeId: adminId,
            groupId: team.id,
            requesterId: customer.id,
            createdSince: since,
            updatedSince: since,
          })
          .toArray({ limit }),
        await typed.tickets.list({ status: ['open'], updatedSince: since }).toArray({ limit }),
      ],
      create: async () => [
        await desk.tickets.create({
          ...draft,
          requester: { email: 'new@example.org', name: 'New' },
          message: {
            ...draft.message,
            attachments: [{ fileName: 'a.txt', contentType: 'text/plain', data: bytes }],
          },
          cc: ['cc@example.org'],
          tags: ['vip'],
          priority: 'high',
          callerKey: 'crm-1',
          organizationId: rooms.company.id,
          assigneeId: adminId,
          groupId: team.id,
          status: 'resolved',
          customFields: { plan: 'annual' },
          providerOptions: {
            intercom: { attachmentUrls: ['https://files.example.org/a.png'], read: true },
          },
        }),
        await typed.tickets.create({
          ...draft,
          formId: type.id,
          assigneeId: adminId,
          status: 'in_progress',
          tags: ['typed'],
          customFields: { Area: 'Web' },
        }),
      ],
      update: async () => [
        await desk.tickets.update(b, {
          subject: 'Renamed',
          tags: { add: ['vip'], remove: ['old'] },
          groupId: null,
          status: 'pending',
          snoozedUntil: new Date('2026-06-01T00:00:00Z'),
        }),
        await desk.tickets.update(b, { status: 'open' }),
        await updateTyped(rooms, adminId),
      ],
      merge: () =>
        desk.tickets.merge(c, [d], { targetComment: { text: 'Merged', visibility: 'internal' } }),
      convert: () =>
        desk.tickets.convert(e, { ticketTypeId: type.id, customFields: { Area: 'App' } }),
      purge: async () => {
        await desk.tickets.purge(f);
        const { value } = await typed.tickets.create({ ...draft, formId: type.id });
        await typed.tickets.purge(value.id);
      },
      changes: () => read(desk.tickets.changes({ since })),
      metrics: () => desk.tickets.metrics(a),
    },
    messages: {
      list: () => read(desk.messages.list(a)),
      create: () =>
        desk.messages.create(a, { ...text('Me'), visibility: 'public', authorId: customer.id }),
      reply: () =>
        desk.messages.reply(a, {
          ...text('Reply'),
          attachments: [{ fileName: 'a.txt', contentType: 'text/plain', data: bytes }],
        }),
      note: async () => {
        await desk.messages.note(a, { ...text('Note'), authorId: adminId });
        const { value } = await typed.tickets.create({ ...draft, formId: type.id });
        await typed.messages.note(value.id, text('Typed'));
      },
      erase: async () => {
        for (const { id } of (await read(desk.messages.list(a))).slice(0, 2))
          await desk.messages.erase(a, id);
      },
    },
    tags: {
      add: () => desk.tags.add(b, ['one', 'two']),
      remove: () => desk.tags.remove(b, ['one']),
      list: () => read(desk.tags.list()),
    },
    events: { list: () => read(desk.events.list(a)) },
    imports: {
      ticket: async () => [
        await desk.imports.ticket(history),
        await desk.imports.ticket({
          ...history,
          messages: history.messages.slice(2),
          providerOptions: { intercom: { notifyCustomer: true } },
        }),
        await typed.imports.ticket({ ...history, formId: type.id }),
      ],
    },
  };
}

async function updateTyped({ typed, type, customer, team, company }: Rooms, adminId: string) {
  const { value } = await typed.tickets.create({
    subject: 'Typed',
    requester: { id: customer.id },
    message: { ...text('Hello'), visibility: 'public' },
    formId: type.id,
  });
  await typed.tickets.update(value.id, {
    subject: 'Renamed',
    status: 'pending',
    priority: 'urgent',
    organizationId: company.id,
    assigneeId: adminId,
    groupId: team.id,
    tags: { add: ['x'] },
  });
}
