/** What every server of these tests is asked, and what it must answer. */

export const SECRET = 'a-secret-for-tests';

/** A receiver for zendesk:acme; `heard` is called with the id of each event, and awaited. */
export function openReceiver({ webhooks, zendesk, heard, reports, ...options }) {
  const receiver = webhooks.createWebhookReceiver({
    parser: zendesk.createZendeskWebhooks({ account: 'acme' }),
    secret: SECRET,
    maxBodyBytes: 10_000,
    onReport: ({ kind, error }) => reports?.(kind, error),
    ...options,
  });
  receiver.on('*', (event) => heard?.(event.id));
  return receiver;
}

const bodyOf = (id) =>
  JSON.stringify(
    {
      type: 'zen:event-type:ticket.created',
      account_id: 22129848,
      id,
      time: '2026-05-11T08:00:00Z',
      zendesk_event_version: '2022-11-06',
      subject: 'zen:ticket:5158',
      detail: { id: '5158', subject: 'Grüße 😀', status: 'NEW' },
      event: {},
    },
    null,
    3,
  );

/**
 * Delivers through `send(body, headers)`, which answers the status. Throws when one is wrong.
 * With `attempts`, an answer of 503 is taken as a provider takes it: it delivers again.
 */
export async function deliverAll(testing, send, { attempts = 1 } = {}) {
  const sign = (body) =>
    testing.signTestWebhook({ scheme: 'zendesk', body, secret: SECRET, timestamp: new Date() });
  const expect = async (name, status, body, signed = body) => {
    let found = await send(body, await sign(signed));
    for (let attempt = 1; found === 503 && attempt < attempts; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      found = await send(body, await sign(signed));
    }
    if (found !== status) throw new Error(`${name}: ${found} instead of ${status}`);
  };
  await expect('genuine', 200, bodyOf('e1'));
  await expect('again', 200, bodyOf('e1'));
  await expect('forged', 401, bodyOf('e2').replace('NEW', 'OPEN'), bodyOf('e2'));
  await expect('too large', 413, 'x'.repeat(20_000));
  await expect('empty', 401, '', bodyOf('e2'));
  const together = ['e3', 'e4', 'e5', 'e3', 'e4', 'e5'];
  await Promise.all(together.map((id) => expect(`together ${id}`, 200, bodyOf(id))));
}

/** The ids of the events that `deliverAll` brings, each once. */
export const DELIVERED = ['e1', 'e3', 'e4', 'e5'].map((id) => `zendesk:acme:${id}`);

export const postTo = (url) => async (body, headers) => {
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  if (text !== '') throw new Error(`an answer with a text: ${text}`);
  return response.status;
};
