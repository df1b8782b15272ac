import { type AnySupportAdapter, createPollingSource } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';
import { line, roundOf } from './support.ts';

const MINUTE = 60_000;

interface Connection {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
}

/** A desk of each provider with three older tickets, and how a polled one behaves. */
const DESKS = {
  zendesk: {
    open(clock: SandboxClock, connect: (sandbox: Sandbox) => Connection) {
      const sandbox = createZendeskSandbox({ clock });
      sandbox.seed.tickets(3);
      const { credentials } = sandbox;
      return createZendesk({ subdomain: 'acme', credentials, ...connect(sandbox) });
    },
    gone: (desk: AnySupportAdapter, id: string) => desk.tickets.delete?.(id),
    permanent: false,
    pending: {},
  },
  intercom: {
    open(clock: SandboxClock, connect: (sandbox: Sandbox) => Connection) {
      const sandbox = createIntercomSandbox({ clock, botParts: false });
      sandbox.seed.conversations(3);
      const { accessToken, workspaceId } = sandbox.credentials;
      return createIntercom({
        workspaceId,
        credentials: { accessToken },
        // Priority has a field of the workspace's own.
        priorityAttribute: sandbox.seed.conversationAttribute({ name: 'Priority' }).name,
        ...connect(sandbox),
      });
    },
    // Conversations have no bin: what is deleted is gone.
    gone: (desk: AnySupportAdapter, id: string) => desk.tickets.purge?.(id),
    permanent: true,
    // A conversation waits until a time.
    pending: { snoozedUntil: new Date('2026-06-01T00:00:00Z') },
  },
  freshdesk: {
    open(clock: SandboxClock, connect: (sandbox: Sandbox) => Connection) {
      const sandbox = createFreshdeskSandbox({ clock });
      sandbox.seed.tickets(3);
      const { apiKey } = sandbox.credentials;
      return createFreshdesk({
        subdomain: 'acme',
        credentials: { apiKey },
        ...connect(sandbox),
      });
    },
    gone: (desk: AnySupportAdapter, id: string) => desk.tickets.delete?.(id),
    permanent: false,
    pending: {},
  },
} as const;

type Sandbox = { readonly fetch: typeof globalThis.fetch };

function openDesk(provider: keyof typeof DESKS) {
  const clock = createClock();
  const time = {
    now: () => clock.now(),
    sleep: async (ms: number) => void clock.advance(ms),
  };
  const kind = DESKS[provider];
  const desk: AnySupportAdapter = kind.open(clock, ({ fetch }) => ({ fetch, clock: time }));
  const since = new Date(clock.now());
  clock.advance(MINUTE);
  const source = createPollingSource({ adapter: desk, clock: time, since });
  return { desk, source, clock, time, kind };
}

async function openTicket(desk: AnySupportAdapter) {
  const created = await desk.tickets.create?.({
    subject: 'Label printing is down',
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
    priority: 'high',
  });
  if (created === undefined) throw new Error('Every desk of this test creates tickets.');
  return created.value;
}

describe.each(['zendesk', 'intercom', 'freshdesk'] as const)('polling %s', (provider) => {
  it('tells a morning at the desk as events, each once', async () => {
    const { desk, source, clock, kind } = openDesk(provider);
    const { id, externalId } = await openTicket(desk);
    // Zendesk holds back the last minute of its feed, and the others lag by seconds.
    clock.advance(2 * MINUTE);
    const opened = await roundOf(source);
    expect(opened.map(line)).toEqual([
      `ticket.created ${externalId}`,
      expect.stringMatching(`message.created ${externalId}/`),
    ]);
    expect(opened[0]).toMatchObject({
      provider,
      ticket: { id, subject: 'Label printing is down', priority: 'high', status: 'open' },
    });
    expect(opened[1]).toMatchObject({
      message: { bodyText: 'Nothing comes out.', visibility: 'public', isFirst: true },
    });

    await desk.messages.note?.(id, { body: { text: 'Printer 3 again.' } });
    clock.advance(1000);
    await desk.tickets.update?.(id, {
      status: 'pending',
      priority: 'urgent',
      tags: { add: ['printer'] },
      ...kind.pending,
    });
    clock.advance(2 * MINUTE);
    const worked = await roundOf(source);
    const status = worked.find(({ type }) => type === 'ticket.status_changed');
    expect(status).toMatchObject({
      changes: expect.arrayContaining([{ field: 'status', from: 'open', to: 'pending' }]),
    });
    const updated = worked.find(({ type }) => type === 'ticket.updated');
    expect(updated).toMatchObject({
      changes: expect.arrayContaining([
        { field: 'priority', from: 'high', to: 'urgent' },
        { field: 'tags', from: [], to: ['printer'] },
      ]),
    });
    const notes = worked.filter(({ type }) => type === 'note.created');
    expect(notes).toMatchObject([
      { message: { visibility: 'internal', bodyText: 'Printer 3 again.' } },
    ]);
    expect(worked.filter(({ type }) => type === 'message.created')).toEqual([]);

    await kind.gone(desk, id);
    clock.advance(2 * MINUTE);
    expect(await roundOf(source)).toMatchObject([
      { type: 'ticket.deleted', permanent: kind.permanent, ticket: { id, isDeleted: true } },
    ]);
    clock.advance(2 * MINUTE);
    expect(await roundOf(source)).toEqual([]);
  });

  it('tells a reply of the customer as a message of his', async () => {
    const { desk, source, clock } = openDesk(provider);
    const { id, requester } = await openTicket(desk);
    await desk.tickets.update?.(id, { status: 'resolved' });
    clock.advance(2 * MINUTE);
    await roundOf(source);
    await desk.messages.reply?.(id, {
      body: { text: 'It is broken again.' },
      authorKind: 'customer',
      ...(requester.id === null ? {} : { authorId: requester.id }),
    });
    clock.advance(2 * MINUTE);
    const events = await roundOf(source);
    expect(events.filter(({ type }) => type === 'message.created')).toMatchObject([
      { actor: { kind: 'customer' }, message: { bodyText: 'It is broken again.' } },
    ]);
  });

  it('goes on from a stored cursor in another process, without snapshots', async () => {
    const { desk, source, clock, time } = openDesk(provider);
    const first = await openTicket(desk);
    clock.advance(10 * MINUTE);
    await roundOf(source);
    const second = await openTicket(desk);
    clock.advance(2 * MINUTE);
    const again = createPollingSource({ adapter: desk, cursor: source.cursor, clock: time });
    const lines = (await roundOf(again)).map(line);
    expect(lines).toContain(`ticket.created ${second.externalId}`);
    expect(lines).not.toContain(`ticket.created ${first.externalId}`);
  });
});
