import { createHub, createWriteLog, type HubStage, type HubWebhookOptions } from 'polydesk';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';
import { bodyOf, NOW, SECRET, signed } from '../webhooks/support/deliveries.ts';
import { createManualClock, settle } from '../webhooks/support/manual-clock.ts';
import { deferred } from './support.ts';

function openHub(options: Partial<HubWebhookOptions> = {}, stages: readonly HubStage[] = []) {
  const clock = createManualClock(NOW);
  const desk = createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } });
  const hub = createHub({
    adapters: [desk],
    stages,
    webhooks: { secrets: { 'zendesk:acme': SECRET }, clock, ...options },
  });
  return { hub, clock, desk };
}

const delivery = async (id = 'e1') => ({
  ...(await signed(bodyOf({ id }))),
  path: '/webhooks/zendesk/acme',
});

describe('hub.webhooks.receive', () => {
  it.each([
    ['throws', () => JSON.parse('{') as string],
    ['answers something else', () => 7 as unknown as string],
  ])('asks for another delivery when the route %s, and quotes nothing', async (_name, route) => {
    const { hub } = openHub({ route });
    const answer = await hub.webhooks.receive({ ...(await delivery()), path: '/secret-path' });
    expect(answer).toMatchObject({ status: 503, result: 'unavailable' });
    expect(answer.error?.code).toBe('webhook_failed');
    expect(answer.error?.message).not.toContain('secret-path');
  });
});

describe('createHub refuses', () => {
  it.each([[''], [[]], [['a-secret', '']]])('the empty secret %j', (secret) => {
    expect(() => openHub({ secrets: { 'zendesk:acme': secret } })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('one desk under two names', () => {
    expect(() => openHub({ secrets: { 'zendesk:acme': 'a', acme: 'b' } })).toThrow(
      'names zendesk:acme twice',
    );
  });
});

describe('hub.close', () => {
  it('called by a handler of a delivery, waits for the others only', async () => {
    const { hub } = openHub();
    const { promise: others, resolve: endOthers } = deferred();
    const steps: string[] = [];
    hub.on('ticket.created', async ({ id }) => {
      if (id === 'zendesk:acme:other') {
        await others;
        steps.push('other done');
        return;
      }
      await hub.close();
      steps.push('closed');
    });
    const other = hub.webhooks.receive({
      ...(await signed(bodyOf({ id: 'other', ticketId: '2' }))),
      path: '/zendesk/acme',
    });
    const closing = hub.webhooks.receive(await delivery());
    await settle();
    expect(steps).toEqual([]);
    endOthers();
    expect(await closing).toMatchObject({ result: 'handled' });
    expect(await other).toMatchObject({ result: 'handled' });
    expect(steps).toEqual(['other done', 'closed']);
  });

  it('waits for what a stage still does, before the adapters are closed', async () => {
    const { promise, resolve } = deferred();
    const steps: string[] = [];
    const stage: HubStage = {
      name: 'timer',
      run: () => undefined,
      stop: () => promise.then(() => void steps.push('stage ended')),
    };
    const { hub, desk } = openHub({}, [stage]);
    const closing = hub.close().then(() => steps.push('closed'));
    await settle();
    expect(steps).toEqual([]);
    resolve();
    await closing;
    expect(steps).toEqual(['stage ended', 'closed']);
    await desk.close();
  });

  it('ends nothing early, and says so, when a stage cannot stop', async () => {
    const stage: HubStage = {
      name: 'timer',
      run: () => undefined,
      stop: () => Promise.reject(new Error('stuck')),
    };
    await expect(openHub({}, [stage]).hub.close()).rejects.toThrow('stuck');
  });
});

describe('webhooks.writeLog', () => {
  it('remembers what is written through the desks of the hub, and ignores what comes of it', async () => {
    const sandbox = createZendeskSandbox();
    const ticket = sandbox.seed.ticket({ subject: 'Locked out' });
    const clock = createManualClock(NOW);
    const desk = createZendesk({
      subdomain: 'acme',
      credentials: sandbox.credentials,
      fetch: sandbox.fetch,
    });
    const hub = createHub({
      adapters: [desk],
      webhooks: { secrets: { acme: SECRET }, clock, writeLog: createWriteLog({ clock }) },
    });
    const heard: string[] = [];
    hub.on('*', (event) => void heard.push(event.id));
    await hub.desk('zendesk:acme').tickets.update(String(ticket.id), { priority: 'high' });
    const change = (id: string, current: string) =>
      signed(
        bodyOf({
          id,
          type: 'ticket.priority_changed',
          ticketId: String(ticket.id),
          event: { current, previous: 'NORMAL' },
        }),
      );
    for (const one of [await change('ours', 'HIGH'), await change('theirs', 'LOW')]) {
      expect(await hub.webhooks.receive({ ...one, path: '/zendesk/acme' })).toMatchObject({
        result: 'handled',
      });
    }
    expect(heard).toEqual(['zendesk:acme:theirs']);
    await hub.close();
  });
});
