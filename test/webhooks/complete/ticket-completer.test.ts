import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import {
  createTicketCompleter,
  createWebhookReceiver,
  type TicketCompleterOptions,
} from 'polydesk/webhooks';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { type AnySupportAdapter, type SupportEvent, WireFormatError } from 'polydesk';
import { describe, expect, it, vi } from 'vitest';
import { ticketCreated } from '../../hub/support.ts';
import { createStubDesk, ticketOf } from '../../support/stub-desk.ts';
import { NOW, parser, SECRET, signed } from '../support/deliveries.ts';
import { createManualClock, settle } from '../support/manual-clock.ts';

const never = (): AbortSignal => new AbortController().signal;

function openZendesk(count: number, options: Partial<TicketCompleterOptions> = {}) {
  const sandbox = createZendeskSandbox();
  const ids = Array.from({ length: count }, (_, index) => {
    const { id } = sandbox.seed.ticket({ subject: `Number ${index}` });
    return `zendesk:acme:${id}`;
  });
  const adapter = createZendesk({
    subdomain: 'acme',
    credentials: sandbox.credentials,
    fetch: sandbox.fetch,
  });
  const completer = createTicketCompleter({ adapter, windowMs: 5, ...options });
  return { sandbox, ids, adapter, completer };
}

/** A desk of tickets 1 to 9; `calls` says what was asked for, and each call waits for `gate`. */
function openStub(
  options: Partial<TicketCompleterOptions> = {},
  parts: {
    readonly broken?: string;
    readonly alone?: boolean;
    readonly gate?: () => Promise<void>;
  } = {},
) {
  const clock = createManualClock(NOW);
  const calls: string[][] = [];
  const lanes = new Set<string | undefined>();
  const tickets = Array.from({ length: 9 }, (_, index) => ticketOf('paper:acme', `${index + 1}`));
  const stub = createStubDesk({ provider: 'paper', tickets });
  const { resources } = stub.manifest;
  const operations = { ...resources.tickets?.operations, getMany: {} };
  const failing = (ids: readonly string[]): void => {
    if (parts.broken !== undefined && ids.includes(parts.broken)) {
      throw new WireFormatError('A ticket of another form.', { provider: 'paper', issues: [] });
    }
  };
  const adapter: AnySupportAdapter = {
    ...stub,
    manifest:
      parts.alone === true
        ? stub.manifest
        : { ...stub.manifest, resources: { ...resources, tickets: { operations } } },
    tickets: {
      ...stub.tickets,
      async get(id, requestOptions) {
        calls.push([id]);
        lanes.add(requestOptions?.lane);
        await parts.gate?.();
        failing([id]);
        return stub.tickets.get(id);
      },
      async getMany(ids, requestOptions) {
        calls.push([...ids]);
        lanes.add(requestOptions?.lane);
        await parts.gate?.();
        failing(ids);
        return tickets.filter(({ id }) => ids.includes(id));
      },
    },
  };
  const completer = createTicketCompleter({ adapter, clock, ...options });
  const read = async (id: string, signal: AbortSignal = never()) =>
    (await completer.read(`paper:acme:${id}`, signal))?.externalId ?? null;
  return { clock, calls, lanes, completer, read };
}

describe('isThin', () => {
  const { completer } = openStub();
  const withTicket = (more: object): SupportEvent => {
    const event = ticketCreated('paper:acme', '1');
    return { ...event, ticket: { ...event.ticket, ...more } };
  };

  it('is true as long as one of the needs is missing', () => {
    expect(completer.isThin(withTicket({ status: 'open' }))).toBe(true);
    const full = withTicket({ status: 'open', updatedAt: NOW });
    expect(completer.isThin(full)).toBe(false);
    expect(openStub({ needs: ['tags'] }).completer.isThin(full)).toBe(true);
  });

  it('is false for tickets that are gone, and for what is about none', () => {
    const gone = { ...withTicket({}), type: 'ticket.deleted', permanent: true } as SupportEvent;
    expect(completer.isThin(gone)).toBe(false);
    const { ticket: _ticket, changes: _changes, ...about } = ticketCreated('paper:acme', '1');
    expect(completer.isThin({ ...about, type: 'ping' })).toBe(false);
  });
});

describe('read, at Zendesk', () => {
  it('reads 100 tickets in one request, each once however many ask', async () => {
    const { sandbox, ids, completer } = openZendesk(100);
    const found = await Promise.all(
      [...ids, ...ids.slice(0, 50)].map((id) => completer.read(id, never())),
    );
    expect(found.map((ticket) => ticket?.id)).toEqual([...ids, ...ids.slice(0, 50)]);
    expect(sandbox.requests.map(({ path }) => path)).toEqual(['/api/v2/tickets/show_many']);
  });

  it('answers null for tickets that are not there, alone or among others', async () => {
    const { ids, completer } = openZendesk(1);
    expect(await completer.read('zendesk:acme:999', never())).toBeNull();
    const pair = [ids[0] ?? '', 'zendesk:acme:998'].map((id) => completer.read(id, never()));
    expect((await Promise.all(pair)).map((ticket) => ticket?.id ?? null)).toEqual([ids[0], null]);
  });

  it('completes what a trigger tells, before handlers get it', async () => {
    const window = createManualClock(NOW);
    const { sandbox, ids, completer } = openZendesk(3, { clock: window });
    const asked: string[] = [];
    const receiver = createWebhookReceiver({
      parser,
      secret: SECRET,
      complete: {
        ...completer,
        read(id, signal) {
          asked.push(id);
          return completer.read(id, signal);
        },
      },
      clock: createManualClock(NOW),
    });
    const heard: unknown[] = [];
    receiver.on('ticket.updated', ({ ticket }, { completed }) => {
      heard.push([ticket.subject, ticket.status, completed]);
    });
    const triggered = async (id: string) => {
      const { rawBody, headers } = await signed(JSON.stringify({ ticket_id: id }));
      const invocation = { 'x-zendesk-webhook-invocation-id': `invocation-${id}` };
      return receiver.receive({ rawBody, headers: { ...headers, ...invocation } });
    };
    const answers = Promise.all(ids.map((id) => triggered(id.split(':').at(-1) ?? '')));
    // Signatures are checked off the main thread, in their own time: the window waits for all three.
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    await window.advance(5);
    await answers;
    heard.sort();
    expect(heard).toEqual([
      ['Number 0', 'open', true],
      ['Number 1', 'open', true],
      ['Number 2', 'open', true],
    ]);
    expect(sandbox.requests).toHaveLength(1);
  });
});

describe('read, at Freshdesk', () => {
  it('reads each ticket once, also where the provider has no call for several', async () => {
    const sandbox = createFreshdeskSandbox();
    const ids = ['A', 'B', 'C'].map((subject) => sandbox.seed.ticket({ subject }).id);
    const adapter = createFreshdesk({
      subdomain: 'acme',
      credentials: sandbox.credentials,
      fetch: sandbox.fetch,
    });
    const completer = createTicketCompleter({ adapter, windowMs: 5 });
    const found = await Promise.all(
      [...ids, ...ids, 999].map((id) => completer.read(`freshdesk:acme:${id}`, never())),
    );
    expect(found.map((ticket) => ticket?.subject ?? null)).toEqual([
      ...['A', 'B', 'C'],
      ...['A', 'B', 'C'],
      null,
    ]);
    const asked = sandbox.requests.map(({ path }) => path);
    for (const id of ids) {
      expect(asked.filter((path) => path === `/api/v2/tickets/${id}`)).toHaveLength(1);
    }
  });
});

describe('read', () => {
  it('waits for the window, then reads in the lane that gives way', async () => {
    const { clock, calls, lanes, read } = openStub({ windowMs: 25 });
    const work = ['1', '2'].map((id) => read(id));
    await clock.advance(24);
    expect(calls).toEqual([]);
    await clock.advance(1);
    expect(await Promise.all(work)).toEqual(['1', '2']);
    expect([calls, [...lanes]]).toEqual([[['paper:acme:1', 'paper:acme:2']], ['bulk']]);
  });

  it('reads at most a batch in one call, and one at a time where there is no call for several', async () => {
    const batches = openStub({ maxBatch: 2 });
    const work = ['1', '2', '3', '4', '5'].map((id) => batches.read(id));
    await batches.clock.advance(25);
    await Promise.all(work);
    expect(batches.calls.map(({ length }) => length).sort()).toEqual([1, 2, 2]);
    const alone = openStub({}, { alone: true });
    const each = ['1', '2'].map((id) => alone.read(id));
    await alone.clock.advance(25);
    expect(await Promise.all(each)).toEqual(['1', '2']);
    expect(alone.calls).toEqual([['paper:acme:1'], ['paper:acme:2']]);
  });

  it('reads again for whoever comes after the call was made: what it answers may be older', async () => {
    let open = (): void => undefined;
    const gate = () => new Promise<void>((resolve) => (open = resolve));
    const { clock, calls, read } = openStub({}, { gate });
    const first = read('1');
    await clock.advance(25);
    const second = read('1');
    open();
    expect(await first).toBe('1');
    await clock.advance(25);
    open();
    expect(await second).toBe('1');
    expect(calls).toHaveLength(2);
  });

  it('lets one ticket that cannot be read fail alone', async () => {
    const { clock, read } = openStub({}, { broken: 'paper:acme:2' });
    const work = Promise.allSettled(['1', '2', '3'].map((id) => read(id)));
    await clock.advance(25);
    const [one, two, three] = await work;
    expect([one, three]).toEqual([
      { status: 'fulfilled', value: '1' },
      { status: 'fulfilled', value: '3' },
    ]);
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'wire_format' } });
  });

  it('spends its budget of calls a minute, and makes one call of those that wait', async () => {
    const { clock, calls, read } = openStub({ maxPerMinute: 2, windowMs: 1 });
    const work: Promise<string | null>[] = [];
    for (const id of ['1', '2', '3', '4', '5']) {
      work.push(read(id));
      await clock.advance(10);
    }
    expect(calls).toHaveLength(2);
    await clock.advance(60_000);
    expect(await Promise.all(work)).toEqual(['1', '2', '3', '4', '5']);
    expect(calls[2]).toEqual(['paper:acme:3', 'paper:acme:4', 'paper:acme:5']);
    expect(calls).toHaveLength(3);
  });

  it('counts each call where there is one for each ticket', async () => {
    const { clock, calls, read } = openStub({ maxPerMinute: 2 }, { alone: true });
    const work = ['1', '2', '3'].map((id) => read(id));
    await clock.advance(25);
    expect(calls).toHaveLength(2);
    await clock.advance(60_000);
    expect(await Promise.all(work)).toEqual(['1', '2', '3']);
  });

  it('ends at once for whoever gives up, and asks nothing when all did', async () => {
    const { clock, calls, read } = openStub({ maxPerMinute: 1 });
    const first = read('1');
    await clock.advance(25);
    await first;
    const [one, two] = [new AbortController(), new AbortController()];
    const work = [read('2', one.signal), read('3', two.signal)];
    const ends = Promise.allSettled(work);
    await clock.advance(25);
    expect(clock.sleeping).toHaveLength(1);
    one.abort(new Error('lease lost'));
    await settle();
    expect(clock.sleeping).toHaveLength(1);
    two.abort(new Error('closed'));
    expect(await ends).toEqual([
      { status: 'rejected', reason: new Error('lease lost') },
      { status: 'rejected', reason: new Error('closed') },
    ]);
    await settle();
    expect(clock.sleeping).toEqual([]);
    const later = read('4');
    await clock.advance(60_000);
    expect(await later).toBe('4');
    expect(calls).toEqual([['paper:acme:1'], ['paper:acme:4']]);
    await expect(read('5', one.signal)).rejects.toThrow('lease lost');
  });

  it.each([{ maxBatch: 0 }, { maxPerMinute: 0 }, { windowMs: -1 }])('refuses %j', (options) => {
    expect(() => openStub(options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
