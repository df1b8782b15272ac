import { createHub, type SupportEvent, WebhookVerificationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createZendesk } from '../../adapters/zendesk/index.ts';
import { createStubDesk } from '../support/stub-desk.ts';
import { signTestWebhook } from '../../src/testing/sign-webhook.ts';
import { ticketCreated } from './support.ts';

const NOW = new Date('2026-05-11T08:00:00Z');
const SECRET = 'the-signing-secret';

const body = JSON.stringify({
  account_id: 1,
  detail: { id: '5158', status: 'NEW', priority: 'URGENT', subject: 'Label printing is down' },
  event: {},
  id: '5c1f7d3e',
  subject: 'zen:ticket:5158',
  time: '2026-05-11T07:59:59Z',
  type: 'zen:event-type:ticket.created',
  zendesk_event_version: '2022-11-06',
});

const openHub = () => {
  const zendesk = createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } });
  const north = createZendesk({ subdomain: 'north', credentials: { accessToken: 't' } });
  return { zendesk, hub: createHub({ adapters: [zendesk, north] }) };
};

const delivery = async () => ({
  rawBody: body,
  headers: await signTestWebhook({ scheme: 'zendesk', body, secret: SECRET, timestamp: NOW }),
});

describe('hub.receive', () => {
  it("proves a delivery, reads it with the desk's own parser and hands it to handlers", async () => {
    const { hub } = openHub();
    const heard: string[] = [];
    hub.on('ticket.created', ({ ticket }, { origin }) => {
      heard.push(`${ticket.id} ${ticket.priority} by ${origin}`);
    });
    const options = { secret: ['the-next-one', SECRET], now: NOW };
    const { events } = await hub.receive('north', await delivery(), options);
    expect(heard).toEqual(['zendesk:north:5158 urgent by webhook']);
    expect(events.map(({ id }) => id)).toEqual(['zendesk:north:5c1f7d3e']);
  });

  it('takes the adapter in place of its name', async () => {
    const { hub, zendesk } = openHub();
    const { events } = await hub.receive(zendesk, await delivery(), { secret: SECRET, now: NOW });
    expect(events).toMatchObject([{ account: 'acme' }]);
  });

  it('hands nothing out that is not proven', async () => {
    const { hub } = openHub();
    const heard: SupportEvent[] = [];
    hub.on('*', (event) => void heard.push(event));
    const forged = { ...(await delivery()), rawBody: body.replace('URGENT', 'LOW') };
    await expect(hub.receive('acme', forged, { secret: SECRET, now: NOW })).rejects.toThrow(
      WebhookVerificationError,
    );
    const late = new Date(NOW.getTime() + 301_000);
    await expect(
      hub.receive('acme', await delivery(), { secret: SECRET, now: late }),
    ).rejects.toMatchObject({ reason: 'timestamp_expired' });
    await expect(
      hub.receive('acme', await delivery(), { secret: SECRET, now: NOW, maxBodyBytes: 10 }),
    ).rejects.toMatchObject({ reason: 'body_too_large' });
    expect(heard).toEqual([]);
  });

  it('refuses a delivery for a desk that is not there', async () => {
    const { hub } = openHub();
    await expect(
      hub.receive('south', await delivery(), { secret: SECRET, now: NOW }),
    ).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it('handles the events of one delivery one after the other, all of them', async () => {
    const events = ['1', '2', '3'].map((id) => ticketCreated('paper:acme', id));
    const webhooks = { verify: async () => undefined, parse: () => events };
    const hub = createHub({ adapters: [createStubDesk({ provider: 'paper', webhooks })] });
    const steps: string[] = [];
    hub.on('ticket.created', async ({ ticket }) => {
      steps.push(`begin ${ticket.externalId}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      steps.push(`end ${ticket.externalId}`);
      if (ticket.externalId === '2') throw new Error('no');
    });
    const work = hub.receive('acme', { rawBody: '', headers: {} }, { secret: 'k', now: NOW });
    await expect(work).rejects.toMatchObject({ errors: [new Error('no')] });
    expect(steps).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });
});
