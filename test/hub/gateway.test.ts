import {
  createHub,
  type HubStage,
  type HubWebhookOptions,
  routeByHeader,
  routeByPath,
  type SupportEvent,
} from 'polydesk';
import { signTestWebhook } from 'polydesk/testing';
import { createIntercom } from 'polydesk/intercom';
import { createZendesk } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { bodyOf, NOW, SECRET } from '../webhooks/support/deliveries.ts';
import { createManualClock, settle } from '../webhooks/support/manual-clock.ts';
import { deferred } from './support.ts';

const NORTH = 'the-secret-of-north';
const CLIENT = 'the-client-secret';

function openHub(options: Partial<HubWebhookOptions> = {}, stages: readonly HubStage[] = []) {
  const clock = createManualClock(NOW);
  const hub = createHub({
    adapters: [
      createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } }),
      createZendesk({ subdomain: 'north', credentials: { accessToken: 't' } }),
      createIntercom({ workspaceId: 'abc123de', credentials: { accessToken: 't' } }),
    ],
    enrich: () => ({ plan: 'pro' }),
    stages,
    webhooks: {
      secrets: { 'zendesk:acme': SECRET, 'zendesk:north': NORTH, abc123de: CLIENT },
      clock,
      ...options,
    },
  });
  const heard: SupportEvent[] = [];
  hub.on('*', (event) => void heard.push(event));
  return { hub, clock, heard };
}

const zendesk = async (path: string, secret = SECRET, id = 'e1') => {
  const body = bodyOf({ id });
  const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: NOW });
  return { rawBody: body, headers, path };
};

const intercom = async (path: string) => {
  const body = JSON.stringify({
    type: 'notification_event',
    app_id: 'abc123de',
    id: 'notif_1',
    topic: 'conversation.admin.closed',
    created_at: 1778486000,
    data: { item: { type: 'conversation', id: '77', open: false, state: 'closed' } },
  });
  return {
    rawBody: body,
    headers: await signTestWebhook({ scheme: 'hmac-sha1', body, secret: CLIENT }),
    path,
  };
};

describe('hub.webhooks routes', () => {
  it('by the end of the path, each delivery to its desk and its secret', async () => {
    const { hub, heard } = openHub();
    const at = (path: string, secret?: string) => zendesk(path, secret);
    expect(await hub.webhooks.receive(await at('/webhooks/zendesk/acme'))).toMatchObject({
      status: 200,
    });
    expect(await hub.webhooks.receive(await at('/hooks/zendesk/north', NORTH))).toMatchObject({
      status: 200,
    });
    expect(await hub.webhooks.receive(await intercom('/webhooks/intercom'))).toMatchObject({
      status: 200,
    });
    expect(heard.map(({ provider, account }) => `${provider}:${account}`)).toEqual([
      'zendesk:acme',
      'zendesk:north',
      'intercom:abc123de',
    ]);
  });

  it('proves with the secret of that desk alone', async () => {
    const { hub, heard } = openHub();
    const answer = await hub.webhooks.receive(await zendesk('/webhooks/zendesk/north', SECRET));
    expect(answer).toMatchObject({ status: 401, result: 'refused' });
    expect(heard).toEqual([]);
  });

  it.each(['/', '/webhooks', '/webhooks/zendesk', '/zendesk/south', '/%/%', '/constructor/x'])(
    'nothing that comes to %s, where no desk or more than one is meant',
    async (path) => {
      const { hub } = openHub();
      const answer = await hub.webhooks.receive(await zendesk(path));
      expect(answer).toMatchObject({ status: 404, result: 'refused' });
      expect(answer.error?.code).toBe('configuration_invalid');
    },
  );

  it('by a header, or by a function', async () => {
    const byHeader = openHub({ route: routeByHeader('X-Desk') }).hub;
    const delivery = await zendesk('/anything');
    const headers = { ...delivery.headers, 'x-desk': 'zendesk:acme' };
    expect(await byHeader.webhooks.receive({ ...delivery, headers })).toMatchObject({
      status: 200,
    });
    expect(await byHeader.webhooks.receive(delivery)).toMatchObject({ status: 404 });
    const own = openHub({ route: ({ path }) => (path === '/a' ? 'acme' : null) }).hub;
    expect(await own.webhooks.receive({ ...delivery, path: '/a' })).toMatchObject({ status: 200 });
    expect(routeByPath()({ path: '/webhooks/Zendesk/ACME', headers: {} })).toBe('zendesk:acme');
  });

  it('is refused for desks that are not there, and missing without secrets', () => {
    expect(() => openHub({ secrets: { 'zendesk:south': 'x' } })).toThrow('no desk "zendesk:south"');
    const bare = createHub({
      adapters: [createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } })],
    });
    expect(() => bare.webhooks).toThrow('pass `webhooks:');
  });
});

describe('an event of hub.webhooks', () => {
  it('is enriched, goes through the stages in their order, and then to the handlers', async () => {
    const steps: string[] = [];
    const stage = (name: string): HubStage => ({
      name,
      run: (event) => void steps.push(`${name} ${event.type}`),
    });
    const { hub } = openHub({}, [stage('one'), stage('two')]);
    hub.on('ticket.created', ({ ticket }, { desk, origin, delivery }) => {
      steps.push(`${origin} ${desk.account} ${ticket.metadata?.plan} ${delivery?.order}`);
    });
    await hub.webhooks.receive(await zendesk('/zendesk/acme'));
    expect(steps).toEqual(['one ticket.created', 'two ticket.created', 'webhook acme pro fresh']);
  });

  it('counts as failed when a stage fails; the others and the handlers still run', async () => {
    const steps: string[] = [];
    const { hub, clock } = openHub({}, [
      { name: 'broken', run: () => Promise.reject(new Error('no')) },
      { name: 'fine', run: () => void steps.push('fine') },
    ]);
    hub.on('*', () => void steps.push('handler'));
    const answer = await hub.webhooks.receive(await zendesk('/zendesk/acme'));
    expect(answer).toMatchObject({ status: 503, result: 'failed' });
    expect(steps).toEqual(['fine', 'handler']);
    await clock.advance(1000);
    expect(steps).toEqual(['fine', 'handler', 'fine', 'handler']);
  });

  it('comes once, also through different doors of the same hub', async () => {
    const { hub, heard } = openHub();
    const same = await zendesk('/zendesk/acme');
    await Promise.all([hub.webhooks.receive(same), hub.webhooks.receive(same)]);
    expect(heard).toHaveLength(1);
    expect(await hub.webhooks.counts()).toMatchObject({ done: 1 });
  });
});

describe('hub.close', () => {
  it('takes nothing in any more, and waits for what is being handled', async () => {
    let stopped = 0;
    const stage: HubStage = {
      name: 'timer',
      run: () => undefined,
      stop: () => void (stopped += 1),
    };
    const { hub } = openHub({}, [stage]);
    const { promise, resolve } = deferred();
    let done = false;
    hub.on('*', async () => {
      await promise;
      done = true;
    });
    const work = hub.webhooks.receive(await zendesk('/zendesk/acme'));
    await settle();
    const closing = hub.close();
    const late = await hub.webhooks.receive(await zendesk('/zendesk/acme', SECRET, 'e2'));
    expect(late).toMatchObject({
      status: 503,
      result: 'unavailable',
      headers: { 'retry-after': '15' },
    });
    expect([done, stopped]).toEqual([false, 1]);
    resolve();
    await closing;
    expect([done, (await work).result]).toEqual([true, 'handled']);
  });
});

describe('enrich with a cache', () => {
  it('asks once for a customer, also at the same time, and again after the time or a failure', async () => {
    const clock = createManualClock(NOW);
    const asked: string[] = [];
    let fails = false;
    const hub = createHub({
      adapters: [createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } })],
      enrich: {
        find: async ({ requester }) => {
          asked.push(String(requester?.id));
          if (fails) throw new Error('crm is down');
          return { plan: `plan of ${requester?.id}` };
        },
        cache: { ttlMs: 1000, maxEntries: 2, clock },
      },
    });
    const plans: unknown[] = [];
    hub.on('ticket.created', ({ ticket }) => void plans.push(ticket.metadata?.plan));
    const tell = (customer: string, id: string) =>
      hub.dispatch({
        type: 'ticket.created',
        id: `zendesk:acme:${id}`,
        provider: 'zendesk',
        account: 'acme',
        occurredAt: null,
        sequence: null,
        actor: null,
        nativeType: 'x',
        changes: [],
        ticket: {
          id: `zendesk:acme:${id}`,
          externalId: id,
          requester: { id: customer, email: null, name: null },
        },
      });
    await Promise.all([tell('a', '1'), tell('a', '2'), tell('a', '3')]);
    expect(asked).toEqual(['a']);
    expect(plans).toEqual(['plan of a', 'plan of a', 'plan of a']);
    await clock.advance(1000);
    await tell('a', '4');
    expect(asked).toEqual(['a', 'a']);
    await tell('b', '5');
    await tell('c', '6');
    await tell('a', '7');
    expect(asked).toEqual(['a', 'a', 'b', 'c', 'a']);
    fails = true;
    await expect(tell('d', '8')).rejects.toThrow('1 failure');
    fails = false;
    await tell('d', '9');
    expect(asked.slice(-2)).toEqual(['d', 'd']);
  });
});
