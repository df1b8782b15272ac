import fc from 'fast-check';
import { signTestWebhook } from 'polydesk/testing';
import { createFreshdeskWebhooks } from 'polydesk/freshdesk';
import { createIntercomWebhooks } from 'polydesk/intercom';
import { createZendeskWebhooks } from 'polydesk/zendesk';
import { createWebhookReceiver, type WebhookParser } from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';
import { bodyOf, NOW, SECRET } from './support/deliveries.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A genuine delivery, and a receiver that never hands anything on but that. */
async function open(
  parser: WebhookParser,
  desk: string,
  body: string,
  scheme: 'zendesk' | 'hmac-sha1',
) {
  const headers = await signTestWebhook({ scheme, body, secret: SECRET, timestamp: NOW });
  const clock = { now: () => NOW.getTime(), sleep: () => new Promise<void>(() => undefined) };
  const receiver = createWebhookReceiver({ parser, secret: SECRET, desk, clock });
  let heard = 0;
  receiver.on('*', () => void (heard += 1));
  const status = async (rawBody: Uint8Array, sent: Readonly<Record<string, string>>) =>
    (await receiver.receive({ rawBody, headers: sent })).status;
  return { body: encode(body), headers, status, heard: () => heard };
}

const DESKS = {
  Zendesk: () =>
    open(createZendeskWebhooks({ account: 'acme' }), 'zendesk:acme', bodyOf(), 'zendesk'),
  Intercom: () =>
    open(
      createIntercomWebhooks({ workspaceId: 'abc123de' }),
      'intercom:abc123de',
      JSON.stringify({
        type: 'notification_event',
        app_id: 'abc123de',
        id: 'notif_1',
        topic: 'conversation.admin.closed',
        created_at: 1_778_486_000,
        data: { item: { type: 'conversation', id: '77', state: 'closed' } },
      }),
      'hmac-sha1',
    ),
} as const;

describe.each(Object.entries(DESKS))('%s: a receiver refuses', (_, openDesk) => {
  it('a body with any single byte changed, added or taken away', async () => {
    const { body, headers, status, heard } = await openDesk();
    const place = fc.nat(body.length - 1);
    const changed = fc
      .record({ place, by: fc.integer({ min: 1, max: 255 }) })
      .map(({ place: at, by }) => {
        const copy = body.slice();
        copy[at] = ((copy[at] ?? 0) + by) % 256;
        return copy;
      });
    const added = fc
      .record({ place: fc.nat(body.length), byte: fc.nat(255) })
      .map(({ place: at, byte }) =>
        Uint8Array.from([...body.slice(0, at), byte, ...body.slice(at)]),
      );
    const taken = place.map((at) => Uint8Array.from([...body.slice(0, at), ...body.slice(at + 1)]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, added, taken), async (forged) => {
        expect(await status(forged, headers)).toBe(401);
      }),
      { numRuns: 400 },
    );
    expect(heard()).toBe(0);
    expect([await status(body, headers), heard()]).toEqual([200, 1]);
  });

  it('a signature or signed time with any single character changed', async () => {
    const { body, headers, status, heard } = await openDesk();
    const names = Object.keys(headers).filter((name) => /signature/i.test(name));
    const forgery = fc
      .record({
        name: fc.constantFrom(...names),
        at: fc.nat(100),
        to: fc.constantFrom(...'aZ09+/=:-'),
      })
      .map(({ name, at, to }) => {
        const value = headers[name] ?? '';
        const place = at % value.length;
        return { ...headers, [name]: value.slice(0, place) + to + value.slice(place + 1) };
      })
      .filter((forged) => JSON.stringify(forged) !== JSON.stringify(headers));
    await fc.assert(
      fc.asyncProperty(forgery, async (forged) => {
        expect(await status(body, forged)).toBe(401);
      }),
      { numRuns: 300 },
    );
    expect(heard()).toBe(0);
  });
});

describe('Freshdesk, which signs nothing', () => {
  const body = JSON.stringify({
    freshdesk_webhook: { ticket_id: 11, triggered_event: '{status:{from:2,to:4}}' },
  });
  const openDesk = () => {
    const parser = createFreshdeskWebhooks({ account: 'acme' });
    const receiver = createWebhookReceiver({ parser, secret: SECRET, desk: 'freshdesk:acme' });
    return (rawBody: string, secret: string) =>
      receiver.receive({ rawBody, headers: { 'x-webhook-secret': secret } });
  };

  it('is refused when the secret differs in any character', async () => {
    const receive = openDesk();
    const forgery = fc
      .record({ at: fc.nat(SECRET.length - 1), to: fc.string({ maxLength: 2 }) })
      .map(({ at, to }) => SECRET.slice(0, at) + to + SECRET.slice(at + 1))
      .filter((secret) => secret !== SECRET);
    await fc.assert(
      fc.asyncProperty(forgery, async (secret) => {
        expect((await receive(body, secret)).status).toBe(401);
      }),
    );
    expect((await receive(body, SECRET)).status).toBe(200);
  });

  it('is believed whatever the body says: it is a hint to read the ticket', async () => {
    const receive = openDesk();
    expect(await receive(body.replace('11', '12'), SECRET)).toMatchObject({
      status: 200,
      events: [{ ticket: { id: 'freshdesk:acme:12' } }],
    });
  });
});
