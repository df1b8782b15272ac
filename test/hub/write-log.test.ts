import {
  type AnySupportAdapter,
  createWriteLog,
  type FieldChange,
  type SupportEvent,
  type SupportEventOf,
  type WriteLogOptions,
} from 'polydesk';
import { aMessage } from 'polydesk/testing';
import { createMemoryStore } from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';
import { createStubDesk, ticketOf } from '../support/stub-desk.ts';
import { createManualClock } from '../webhooks/support/manual-clock.ts';
import { ticketCreated } from './support.ts';

const NOW = new Date('2026-05-11T08:00:00Z');
const TICKET = 'paper:acme:7';

/** A desk that takes every write, and answers tickets as `after` says. */
function openDesk(after: Parameters<typeof ticketOf>[2] = {}): AnySupportAdapter {
  const stub = createStubDesk({ provider: 'paper' });
  const ticket = ticketOf('paper:acme', '7', after);
  const mapped = async () => ({ value: ticket, warnings: [] });
  const written = async () => ({ value: aMessage({ externalId: 'm1' }), warnings: [] });
  return {
    ...stub,
    tickets: { ...stub.tickets, create: mapped, update: mapped, merge: async () => undefined },
    messages: { ...stub.messages, create: written, reply: written, note: written },
    tags: { add: async (_id, tags) => tags },
  };
}

function openLog(
  options: WriteLogOptions & { readonly after?: Parameters<typeof ticketOf>[2] } = {},
) {
  const clock = createManualClock(NOW);
  const log = createWriteLog({ clock, ...options });
  return { clock, log, desk: log.watch(openDesk(options.after)) };
}

const base = () => ticketCreated('paper:acme', '7');

const changed = (...changes: readonly FieldChange[]): SupportEvent => ({
  ...base(),
  type: 'ticket.updated',
  changes,
});

function said(
  text: string,
  options: {
    readonly by?: 'customer' | 'agent';
    readonly html?: boolean;
    readonly type?: 'message.created' | 'note.created';
    readonly ticketId?: string;
    readonly externalId?: string;
    readonly actorId?: string;
  } = {},
): SupportEventOf<'message.created'> | SupportEventOf<'note.created'> {
  const { by = 'agent', type = 'message.created', ticketId = TICKET, externalId = 'm9' } = options;
  const author = { id: options.actorId ?? null, kind: by, name: null, email: null };
  const { changes: _changes, ...event } = base();
  return {
    ...event,
    type,
    actor: author,
    ticket: { id: ticketId, externalId: ticketId.split(':').at(-1) ?? '' },
    message: {
      ticketId,
      externalId,
      author,
      ...(options.html === true ? { bodyHtml: text, bodyText: null } : { bodyText: text }),
    },
  };
}

describe('a message that was written', () => {
  it('is recognised by its text, as text or HTML, whatever happened to the white space', async () => {
    const { desk, log } = openLog();
    await desk.messages.reply?.('7', { body: { text: 'Hello Ada,\n\n we are on it.' } });
    expect(await log.isEcho(said('Hello  Ada, we are on it.'))).toBe(true);
    expect(await log.isEcho(said('<p>Hello Ada,</p>\n<p>we are on it.</p>', { html: true }))).toBe(
      true,
    );
    expect(await log.isEcho(said('<div>Hello Ada,<br>we are on it.</div>'))).toBe(true);
    expect(await log.isEcho(said('Hello Ada, we were on it.'))).toBe(false);
  });

  it('is recognised by its HTML where both were given', async () => {
    const { desk, log } = openLog();
    const body = { text: 'plain words', html: '<p>Rich <b>words</b></p>' };
    await desk.messages.note?.(TICKET, { body });
    expect(await log.isEcho(said('<p>Rich <b>words</b></p>', { type: 'note.created' }))).toBe(true);
    expect(await log.isEcho(said('plain words', { type: 'note.created' }))).toBe(true);
  });

  it('is another one on another ticket, with another visibility, or in the mouth of a customer', async () => {
    const { desk, log } = openLog();
    await desk.messages.reply?.('7', { body: { text: 'Thanks!' } });
    expect(await log.isEcho(said('Thanks!'))).toBe(true);
    expect(await log.isEcho(said('Thanks!', { ticketId: 'paper:acme:8' }))).toBe(false);
    expect(await log.isEcho(said('Thanks!', { type: 'note.created' }))).toBe(false);
    expect(await log.isEcho(said('Thanks!', { by: 'customer' }))).toBe(false);
  });

  it("may be written in a customer's name", async () => {
    const { desk, log } = openLog();
    await desk.messages.create?.('7', {
      visibility: 'public',
      body: { text: 'By phone: it works.' },
      authorKind: 'customer',
    });
    expect(await log.isEcho(said('By phone: it works.', { by: 'customer' }))).toBe(true);
    expect(await log.isEcho(said('By phone: it works.'))).toBe(false);
  });

  it('is recognised by its id afterwards, also when nothing of its text is left', async () => {
    const { desk, log } = openLog({ agents: ['1'] });
    const echo = said('[removed]', { externalId: 'm1', actorId: 'paper:acme:2' });
    expect(await log.isEcho(echo)).toBe(false);
    await desk.messages.reply?.('7', { body: { text: 'On behalf of somebody' }, authorId: '2' });
    expect(await log.isEcho(echo)).toBe(true);
  });

  it('is recognised before the provider has answered', async () => {
    const log = createWriteLog({ clock: createManualClock(NOW) });
    const plain = openDesk();
    let seen: boolean | null = null;
    const quick: AnySupportAdapter = {
      ...plain,
      messages: {
        ...plain.messages,
        async reply() {
          seen = await log.isEcho(said('Faster than its answer'));
          throw new Error('the line went dead');
        },
      },
    };
    const desk = log.watch(quick);
    await expect(
      desk.messages.reply?.('7', { body: { text: 'Faster than its answer' } }),
    ).rejects.toThrow('the line went dead');
    expect(seen).toBe(true);
  });

  it('is forgotten after its time', async () => {
    const { desk, log, clock } = openLog({ ttlMs: 1000 });
    await desk.messages.reply?.('7', { body: { text: 'Soon forgotten' } });
    await clock.advance(999);
    expect(await log.isEcho(said('Soon forgotten'))).toBe(true);
    await clock.advance(1);
    expect(await log.isEcho(said('Soon forgotten'))).toBe(false);
  });
});

describe('a change that was written', () => {
  const assignee = { name: null, group: null, type: 'agent' } as const;

  it('is recognised when all changes of the event are ours', async () => {
    const { desk, log } = openLog();
    await desk.tickets.update?.('7', { priority: 'high', tags: { add: ['Churn Risk'] } });
    const priority = { field: 'priority', from: 'normal', to: 'high' };
    const tags = { field: 'tags', from: ['vip'], to: ['vip', 'churn_risk'] };
    expect(await log.isEcho(changed(priority))).toBe(true);
    expect(await log.isEcho(changed(priority, tags))).toBe(true);
    expect(await log.isEcho(changed({ ...priority, to: 'low' }))).toBe(false);
    expect(await log.isEcho(changed(priority, { field: 'subject', to: 'x' }))).toBe(false);
    expect(await log.isEcho(changed({ ...tags, to: ['vip', 'churn_risk', 'x'] }))).toBe(false);
  });

  it('is not recognised where the event does not say what changed', async () => {
    const { desk, log } = openLog();
    await desk.tickets.update?.('7', { priority: 'high' });
    expect(await log.isEcho(changed())).toBe(false);
  });

  it('takes a tag that came or went alone, and never leaves out one that it cannot read', async () => {
    const { desk, log } = openLog();
    await desk.tags?.add?.('7', ['vip']);
    await desk.tickets.update?.('7', { priority: 'high' });
    const priority = { field: 'priority', to: 'high' };
    expect(await log.isEcho(changed({ field: 'tags', from: null, to: 'vip' }))).toBe(true);
    expect(await log.isEcho(changed(priority, { field: 'tags', from: null, to: 'x' }))).toBe(false);
    expect(await log.isEcho(changed(priority, { field: 'tags', to: ['x'] }))).toBe(false);
    expect(await log.isEcho(changed(priority, { field: 'tags', from: 'vip', to: null }))).toBe(
      false,
    );
  });

  it('knows ids in both forms, and what moved with a field', async () => {
    const after = {
      status: 'open' as const,
      groupId: 'paper:acme:g1',
      assignee: { ...assignee, id: 'paper:acme:a1' },
    };
    const { desk, log } = openLog({ after });
    await desk.tickets.update?.('7', { assigneeId: 'a1' });
    expect(await log.isEcho(changed({ field: 'assignee.id', to: 'paper:acme:a1' }))).toBe(true);
    expect(await log.isEcho(changed({ field: 'groupId', to: 'paper:acme:g1' }))).toBe(true);
    expect(await log.isEcho(changed({ field: 'status', from: 'open', to: 'open' }))).toBe(true);
  });

  it('does not take what others do next for what moved with it', async () => {
    const { desk, log } = openLog({ after: { groupId: 'paper:acme:g1' } });
    await desk.tickets.update?.('7', { groupId: 'g1' });
    await desk.tickets.update?.('7', { snoozedUntil: new Date('2026-05-12T08:00:00Z') });
    const taken = { field: 'assignee.id', from: null, to: 'paper:acme:a9' };
    expect(await log.isEcho({ ...changed(taken), type: 'ticket.assigned' } as SupportEvent)).toBe(
      false,
    );
    expect(await log.isEcho(changed({ field: 'status', from: 'pending', to: 'resolved' }))).toBe(
      false,
    );
  });

  it('is known by what the provider made of it', async () => {
    const { desk, log } = openLog({ after: { status: 'resolved' } });
    await desk.tickets.update?.('7', { status: 'closed' });
    expect(await log.isEcho(changed({ field: 'status', from: 'open', to: 'resolved' }))).toBe(true);
  });

  it('compares dates by their second', async () => {
    const { desk, log } = openLog();
    await desk.tickets.update?.('7', { dueAt: new Date('2026-05-12T08:00:00.750Z') });
    const due = (at: string) => changed({ field: 'dueAt', to: new Date(at) });
    expect(await log.isEcho(due('2026-05-12T08:00:00Z'))).toBe(true);
    expect(await log.isEcho(due('2026-05-12T08:00:01Z'))).toBe(false);
  });

  it('is recognised of a merge', async () => {
    const { desk, log } = openLog();
    const event: SupportEvent = { ...base(), type: 'ticket.merged', intoTicketId: 'paper:acme:6' };
    expect(await log.isEcho(event)).toBe(false);
    await desk.tickets.merge?.('6', ['7']);
    expect(await log.isEcho(event)).toBe(true);
  });
});

describe('a ticket that was made', () => {
  const draft = {
    subject: 'Contact form',
    requester: { email: 'ada@customer.example' },
    message: { body: { text: 'It does not print.' }, visibility: 'public' as const },
  };
  const told = (id: string, description: string): SupportEvent => {
    const event = ticketCreated('paper:acme', id);
    return { ...event, ticket: { ...event.ticket, subject: 'Contact form', description } };
  };

  it('is recognised by its id, or by subject and text together', async () => {
    const { desk, log } = openLog();
    await desk.tickets.create?.(draft);
    expect(await log.isEcho(told('7', 'anything'))).toBe(true);
    expect(await log.isEcho(told('8', 'It does not  print.'))).toBe(true);
    expect(await log.isEcho(told('9', 'Something else, by a customer'))).toBe(false);
  });

  it('makes nobody else an echo who says the same elsewhere', async () => {
    const { desk, log } = openLog();
    await desk.tickets.create?.(draft);
    expect(await log.isEcho(said('It does not print.', { ticketId: 'paper:acme:99' }))).toBe(false);
    expect(await log.isEcho(said('It does not print.'))).toBe(true);
  });
});

describe('agents', () => {
  const by = (id: string | null, kind: 'agent' | 'customer' = 'agent'): SupportEvent => ({
    ...changed({ field: 'priority', to: 'high' }),
    actor: { id, kind, name: null, email: null },
  });

  it.each([['a1'], ['paper:acme:a1']])(
    'named %s decide alone, where the actor is known',
    async (id) => {
      const { desk, log } = openLog({ agents: [id] });
      expect(await log.isEcho(by('paper:acme:a1'))).toBe(true);
      await desk.tickets.update?.('7', { priority: 'high' });
      expect(await log.isEcho(by('paper:acme:a2'))).toBe(false);
      expect(await log.isEcho(by(null))).toBe(true);
    },
  );

  it('are no customers: what these change was not written here', async () => {
    const { desk, log } = openLog();
    await desk.tickets.update?.('7', { priority: 'high' });
    expect(await log.isEcho(by('paper:acme:c1', 'customer'))).toBe(false);
    expect(await log.isEcho(by('paper:acme:a1'))).toBe(true);
  });
});

describe('the store of a write log', () => {
  it('tells other processes what was written here', async () => {
    const store = createMemoryStore();
    const { desk } = openLog({ store });
    const other = openLog({ store });
    await desk.tickets.update?.('7', { priority: 'high' });
    expect(await other.log.isEcho(changed({ field: 'priority', to: 'high' }))).toBe(true);
  });

  it('keeps a write from being sent when it fails before, and from looking failed after', async () => {
    const store = createMemoryStore();
    let failing = 0;
    let calls = 0;
    const log = createWriteLog({
      clock: createManualClock(NOW),
      store: {
        ...store,
        async mark(...parameters) {
          calls += 1;
          if (calls === failing) throw new Error('the store is down');
          return store.mark(...parameters);
        },
      },
    });
    let sent = 0;
    const plain = openDesk();
    const reply: typeof plain.messages.reply = async () => {
      sent += 1;
      return { value: aMessage({ externalId: 'm1' }), warnings: [] };
    };
    const desk = log.watch({ ...plain, messages: { ...plain.messages, reply } });
    const write = () => desk.messages.reply?.('7', { body: { text: 'once' } });
    failing = 1;
    await expect(write()).rejects.toThrow('the store is down');
    expect(sent).toBe(0);
    failing = 3;
    await write();
    expect(sent).toBe(1);
    expect(await log.isEcho(said('once'))).toBe(true);
  });
});

describe('watch', () => {
  it('keeps everything else, watches once, and refuses ids of other desks like the adapter', async () => {
    const { desk, log } = openLog();
    expect(log.watch(desk)).toBe(desk);
    expect(desk.tickets.purge).toBeUndefined();
    expect(desk.manifest.provider).toBe('paper');
    await expect(
      desk.messages.reply?.('ink:acme:7', { body: { text: 'x' } }),
    ).rejects.toMatchObject({ code: 'id_mismatch' });
    expect(() => createWriteLog({ ttlMs: 0 })).toThrow('ttlMs');
  });
});
