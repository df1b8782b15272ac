import { ConfigurationError, createHub, type HubEventName, type SupportEvent } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk } from '../support/stub-desk.ts';
import { deferred, ping, ticketCreated } from './support.ts';

const openHub = () => {
  const paper = createStubDesk({ provider: 'paper' });
  const phone = createStubDesk({ provider: 'phone' });
  return { paper, phone, hub: createHub({ adapters: [paper, phone] }) };
};

const rejection = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('hub.on', () => {
  it('calls handlers of the name, and those of every event, with the desk it happened at', async () => {
    const { hub, phone } = openHub();
    const heard: string[] = [];
    hub.on('ticket.created', (event, { desk, origin }) => {
      expect(desk).toBe(phone);
      heard.push(`created ${event.ticket.externalId} by ${origin}`);
    });
    hub.on('*', (event) => void heard.push(`any ${event.type}`));
    hub.on('ticket.deleted', () => void heard.push('deleted'));
    await hub.dispatch(ticketCreated('phone:acme', '5'));
    await hub.dispatch(ping('phone:acme'));
    expect(heard).toEqual(['created 5 by dispatch', 'any ticket.created', 'any ping']);
  });

  it('waits for handlers that take their time', async () => {
    const { hub } = openHub();
    const gate = deferred();
    let done = false;
    hub.on('ping', async () => {
      await gate.promise;
      done = true;
    });
    const dispatched = hub.dispatch(ping('paper:acme')).then(() => done);
    gate.resolve();
    expect(await dispatched).toBe(true);
  });

  it('begins all handlers before the first is done', async () => {
    const { hub } = openHub();
    const gate = deferred();
    hub.on('ping', () => gate.promise);
    // Would never come to an end if handlers took turns.
    hub.on('ping', () => gate.resolve());
    await hub.dispatch(ping('paper:acme'));
  });

  it('runs the others when one fails, and tells every failure in one error', async () => {
    const { hub } = openHub();
    const ran: string[] = [];
    const failures = [new Error('first'), new TypeError('second')];
    hub.on('ticket.created', () => {
      throw failures[0]!;
    });
    hub.on('ticket.created', () => Promise.reject(failures[1]!));
    hub.on('*', () => void ran.push('third'));
    const error = await rejection(hub.dispatch(ticketCreated('paper:acme', '5')));
    expect(error).toBeInstanceOf(AggregateError);
    // Just seen to be one.
    const aggregate = error as AggregateError;
    expect(aggregate.errors).toEqual(failures);
    expect(aggregate.message).toBe('2 failures while handling ticket.created paper:acme:event-5.');
    expect(ran).toEqual(['third']);
  });

  it('answers the way to stop, which stops that registration and no other', async () => {
    const { hub } = openHub();
    let calls = 0;
    const count = () => {
      calls += 1;
    };
    const stop = hub.on('ping', count);
    hub.on('ping', count);
    stop();
    stop();
    await hub.dispatch(ping('paper:acme'));
    expect(calls).toBe(1);
  });

  it('refuses a name that no event has, instead of never calling', () => {
    const { hub } = openHub();
    // What a caller without types may write.
    const misspelt = 'ticket.craeted' as HubEventName;
    expect(() => hub.on(misspelt, () => undefined)).toThrow(ConfigurationError);
    expect(() => hub.observe(misspelt, () => undefined)).toThrow('"ticket.craeted"');
  });
});

describe('hub.observe', () => {
  it('shows events to listeners whose failures, now or later, stay theirs', async () => {
    const { hub } = openHub();
    const seen: string[] = [];
    hub.observe('ping', () => {
      throw new Error('broken');
    });
    const later: () => unknown = () => Promise.reject(new Error('broken later'));
    hub.observe('ping', later);
    hub.observe('*', ({ type }) => void seen.push(type));
    const stop = hub.observe('ping', () => void seen.push('stopped'));
    stop();
    await hub.dispatch(ping('paper:acme'));
    expect(seen).toEqual(['ping']);
  });

  it('is not waited for', async () => {
    const { hub } = openHub();
    const never: () => unknown = () => deferred().promise;
    hub.observe('ping', never);
    await hub.dispatch(ping('paper:acme'));
  });
});

describe('hub.dispatch', () => {
  it('refuses an event of a desk that is not there', async () => {
    const { hub } = openHub();
    const error = await rejection(hub.dispatch(ping('paper:south')));
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors).toMatchObject([{ code: 'configuration_invalid' }]);
  });

  it('quotes nothing of the event in its error', async () => {
    const { hub } = openHub();
    hub.on('*', () => Promise.reject(new Error('no')));
    const error = await rejection(hub.dispatch(ticketCreated('paper:acme', '5')));
    expect(String(error)).not.toContain('private matter');
  });
});

describe('hub.close', () => {
  it('waits for handlers at work, then closes the adapters', async () => {
    const { hub, paper, phone } = openHub();
    const gate = deferred();
    const order: string[] = [];
    hub.on('ping', async () => {
      await gate.promise;
      order.push(`handled, closed: ${paper.closed() + phone.closed()}`);
    });
    const dispatched = hub.dispatch(ping('paper:acme'));
    const closed = hub.close().then(() => order.push('closed'));
    gate.resolve();
    await Promise.all([dispatched, closed]);
    expect(order).toEqual(['handled, closed: 0', 'closed']);
    expect([paper.closed(), phone.closed()]).toEqual([1, 1]);
  });

  it('does not wait for the handler that calls it', async () => {
    const { hub, paper } = openHub();
    hub.on('ping', async () => {
      await hub.close();
    });
    await hub.dispatch(ping('paper:acme'));
    expect(paper.closed()).toBe(1);
  });

  it('takes nothing new afterwards, and says so', async () => {
    const { hub } = openHub();
    const heard: SupportEvent[] = [];
    hub.on('*', (event) => void heard.push(event));
    await hub.close();
    const refusal = { code: 'request_aborted', message: expect.stringContaining('closed') };
    await expect(hub.dispatch(ping('paper:acme'))).rejects.toMatchObject(refusal);
    await expect(
      hub.receive('paper:acme', { rawBody: '{}', headers: {} }, { secret: 'k', now: new Date() }),
    ).rejects.toMatchObject(refusal);
    expect(heard).toEqual([]);
  });

  it('does not fail with the work that it waits for', async () => {
    const { hub } = openHub();
    hub.on('ping', () => Promise.reject(new Error('no')));
    const dispatched = rejection(hub.dispatch(ping('paper:acme')));
    await expect(hub.close()).resolves.toBeUndefined();
    expect(await dispatched).toBeInstanceOf(AggregateError);
  });

  it('leaves adapters open that others use', async () => {
    const { hub, paper } = openHub();
    await hub.close({ keepAdapters: true });
    expect(paper.closed()).toBe(0);
  });
});
