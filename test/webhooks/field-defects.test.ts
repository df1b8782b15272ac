// The defects that others shipped, as far as webhooks go; each test is named after what happens there.
// Elsewhere: every changed byte is refused and Freshdesk's limits are told (tamper.test.ts); uninstall and
// health-check callbacks, payloads in each version, shapes by topic (test/adapters/intercom/webhook);
// labels, pseudo-JSON and app events (test/adapters/freshdesk/webhook); the rule to paste, with its secret
// (docs/connect-freshdesk.md, test/adapters/freshdesk/webhook/setup.test.ts); a bot in earnest at the
// Intercom sandbox, subscribed to everything (test/hub/echo-loop.test.ts).
import { readFileSync } from 'node:fs';
import { createWriteLog, type SupportEvent } from 'polydesk';
import { createIntercomWebhooks } from 'polydesk/intercom';
import { signTestWebhook } from 'polydesk/testing';
import { createWebhookReceiver, inspectDelivery } from 'polydesk/webhooks';
import { createZendeskWebhooks, zendeskTriggerTemplate } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk } from '../support/stub-desk.ts';
import { bodyOf, delivery, NOW, parser, SECRET, signed } from './support/deliveries.ts';
import { openReceiver } from './support/open-receiver.ts';

const CLIENT_SECRET = 'the-client-secret';
const intercom = createIntercomWebhooks({ workspaceId: 'abc123de' });

const notification = (topic: string, id: string | null, item: object): string =>
  JSON.stringify({
    type: 'notification_event',
    app_id: 'abc123de',
    id,
    topic,
    created_at: 1_778_486_000,
    data: { type: 'notification_event_data', item },
  });

const closed = { type: 'conversation', id: '77', state: 'closed' };

describe('Panora', () => {
  it('looks at no answer of its check: here nothing is parsed before it is proven', async () => {
    let parsed = 0;
    const watched = {
      ...parser,
      parse: (one: Parameters<typeof parser.parse>[0]) => {
        parsed += 1;
        return parser.parse(one);
      },
    };
    const { receiver } = openReceiver({ parser: watched });
    const forged = { ...(await delivery()), rawBody: bodyOf({ id: 'e2' }) };
    expect(await receiver.receive(forged)).toMatchObject({ status: 401 });
    expect(parsed).toBe(0);
  });

  it('checks a parsed object: here only bytes and text are, and an object is told so', async () => {
    const { receiver } = openReceiver();
    const parsed = JSON.parse(bodyOf()) as string;
    const answer = await receiver.receive({ ...(await delivery()), rawBody: parsed });
    expect(answer.error).toMatchObject({ reason: 'body_already_parsed' });
  });

  it('has no tolerance of time: here an old delivery is refused, and one from the future', async () => {
    const { receiver } = openReceiver();
    for (const [seconds, reason] of [
      [-301, 'timestamp_expired'],
      [301, 'timestamp_in_future'],
    ] as const) {
      const at = new Date(NOW.getTime() + seconds * 1000);
      expect(await receiver.receive(await delivery({}, at))).toMatchObject({
        status: 401,
        error: { reason },
      });
    }
  });

  it('reads another key than its trigger sends: here the template is read back', async () => {
    const filled = zendeskTriggerTemplate({ event: 'ticket.updated' }).replace(
      '{{ticket.id}}',
      '5158',
    );
    const { rawBody, headers } = await signed(filled);
    const { receiver } = openReceiver();
    const sent = { ...headers, 'X-Zendesk-Webhook-Invocation-Id': '01J' };
    expect(await receiver.receive({ rawBody, headers: sent })).toMatchObject({
      status: 200,
      events: [{ type: 'ticket.updated', ticket: { id: 'zendesk:acme:5158' } }],
    });
  });
});

describe('n8n', () => {
  it('accepts unsigned requests without a stored secret: here nothing is, whatever is sent', async () => {
    for (const secret of ['', [] as string[], ['', '']]) {
      const { receiver } = openReceiver({ secret });
      expect(await receiver.receive({ rawBody: bodyOf(), headers: {} })).toMatchObject({
        result: 'unavailable',
        error: { reason: 'secret_missing' },
      });
      expect(await receiver.receive(await delivery())).toMatchObject({ events: [] });
    }
  });

  it('never verifies, since the framework re-serialises: here that is found out', async () => {
    const body = `${JSON.stringify(JSON.parse(bodyOf()), null, 3)}\n`;
    const { headers } = await signed(body);
    const rawBody = JSON.stringify(JSON.parse(body));
    const options = { secret: SECRET, now: NOW };
    const { verified, findings } = await inspectDelivery(parser, { rawBody, headers }, options);
    expect(verified).toBe(false);
    expect(findings[0]).toMatchObject({ cause: 'body_reserialized', certainty: 'certain' });
  });
});

describe('Activepieces', () => {
  it('compares signatures as strings: here no comparison ends at the first difference', () => {
    // A time cannot be asserted; that no other comparison is there can.
    for (const provider of ['zendesk', 'intercom', 'freshdesk']) {
      const path = new URL(`../../adapters/${provider}/webhook/verify.ts`, import.meta.url);
      const source = readFileSync(path, 'utf8');
      expect(source).toMatch(/isSignedBy\(|timingSafeEqual\(/);
      expect(source).not.toMatch(/signature\s*[!=]==?\s*|[!=]==?\s*signature/);
    }
  });
});

describe('Merge', () => {
  it('has one hook id for different events: here ids tell events apart, and repeats not', async () => {
    const ids = ['e1', 'e2', 'e1'].flatMap((id) =>
      parser.parse({ rawBody: bodyOf({ id }), headers: {} }).map((event) => event.id),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe(ids[2]);
  });
});

describe('Botpress', () => {
  it('answers its own answers: here they are recognised, and a customer with the same words is not', async () => {
    const log = createWriteLog({ clock: { now: () => 0, sleep: () => Promise.resolve() } });
    const desk = createStubDesk({ provider: 'intercom', account: 'abc123de' });
    const reply = () => Promise.resolve({ value: { externalId: 'm1' }, warnings: [] });
    // Safe: the write log looks at the id of the answer alone.
    const watched = log.watch({
      ...desk,
      messages: {
        ...desk.messages,
        reply: reply as unknown as NonNullable<typeof desk.messages.reply>,
      },
    });
    await watched.messages.reply?.('77', { body: { text: 'We are on it.' } });
    const spoken = (externalId: string, kind: 'agent' | 'customer'): SupportEvent => ({
      type: 'message.created',
      id: `intercom:abc123de:e-${externalId}-${kind}`,
      provider: 'intercom',
      account: 'abc123de',
      occurredAt: null,
      sequence: null,
      actor: null,
      nativeType: 'conversation.admin.replied',
      ticket: { id: 'intercom:abc123de:77', externalId: '77' },
      message: {
        externalId,
        ticketId: 'intercom:abc123de:77',
        bodyText: 'We are on it.',
        author: { id: null, kind, name: null, email: null },
      },
    });
    expect(await log.isEcho(spoken('m1', 'agent'))).toBe(true);
    expect(await log.isEcho(spoken('m2', 'customer'))).toBe(false);
  });

  it('sees messages twice: here a message that two topics tell has one event id', async () => {
    const said = {
      type: 'conversation',
      id: '77',
      conversation_parts: {
        conversation_parts: [
          {
            id: '9',
            part_type: 'comment',
            body: 'Hello',
            created_at: 1_778_486_000,
            author: { type: 'admin', id: '1' },
          },
        ],
      },
    };
    const bodies = [
      notification('conversation.admin.replied', 'notif_1', said),
      notification('conversation.admin.single.created', 'notif_2', said),
    ];
    const ids = bodies.flatMap((rawBody) =>
      intercom
        .parse({ rawBody, headers: {} })
        .filter(({ type }) => type === 'message.created')
        .map(({ id }) => id),
    );
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('clients of Zendesk', () => {
  it('decode the secret: here it is text, and the mistake is found out', async () => {
    const secret = 'c2VjcmV0LXRoYXQtbG9va3MtbGlrZS1iYXNlNjQ=';
    const body = bodyOf();
    const decoded = Buffer.from(secret, 'base64').toString('latin1');
    const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: NOW });
    const wrong = await inspectDelivery(
      parser,
      { rawBody: body, headers },
      { secret: decoded, now: NOW },
    );
    expect(wrong.verified).toBe(false);
    const right = await inspectDelivery(parser, { rawBody: body, headers }, { secret, now: NOW });
    expect(right.verified).toBe(true);
  });

  it('break on a trigger whose text is not escaped: here it is kept, and the sender is not asked again', async () => {
    const { receiver } = openReceiver();
    const broken = '{"ticket_id":"5158","comment":"She said "no"\nand left"}';
    expect(await receiver.receive(await signed(broken))).toMatchObject({
      status: 200,
      result: 'malformed',
    });
    const [letter] = await receiver.deadLetters.list();
    expect(letter?.entry.delivery.body).toBe(broken);
  });

  it('take events for REST records: here ids are text, words lower case, and unset is null', () => {
    const rawBody = bodyOf({
      detail: { priority: 'URGENT', status: 'HOLD', external_id: '', assignee_id: '0' },
    });
    const [event] = createZendeskWebhooks({ account: 'acme' }).parse({ rawBody, headers: {} });
    expect(event).toMatchObject({
      ticket: {
        externalId: '5158',
        priority: 'urgent',
        status: 'pending',
        callerKey: null,
        assignee: null,
      },
    });
  });
});

describe('clients of Intercom', () => {
  it('trust a notification id that can be null: here another key is made, the same for a repeat', async () => {
    const receiver = createWebhookReceiver({ parser: intercom, secret: CLIENT_SECRET });
    const heard: string[] = [];
    receiver.on('*', ({ id }) => void heard.push(id));
    const send = async (body: string) => {
      const headers = await signTestWebhook({ scheme: 'hmac-sha1', body, secret: CLIENT_SECRET });
      return receiver.receive({ rawBody: body, headers });
    };
    const read = notification('conversation.read', null, closed);
    expect(await send(read)).toMatchObject({ result: 'handled' });
    expect(await send(read)).toMatchObject({ result: 'duplicate' });
    expect(await send(read.replace('"77"', '"78"'))).toMatchObject({ result: 'handled' });
    expect(heard).toHaveLength(2);
  });

  it('fail uninstall and health checks, which are signed otherwise: here both are answered', async () => {
    const receiver = createWebhookReceiver({ parser: intercom, secret: CLIENT_SECRET });
    const { createHmac } = await import('node:crypto');
    const send = (body: string) =>
      receiver.receive({
        rawBody: body,
        headers: {
          'X-Body-Signature': createHmac('sha256', CLIENT_SECRET).update(body).digest('hex'),
        },
      });
    expect(await send('{"workspace_id":"abc123de"}')).toMatchObject({
      status: 200,
      body: '{"state":"OK"}',
    });
    // Two removals look the same, and both are told.
    expect(await send('{"app_id":"abc123de"}')).toMatchObject({ status: 200, result: 'handled' });
    expect(await send('{"app_id":"abc123de"}')).toMatchObject({ status: 200, result: 'handled' });
  });
});
