/**
 * What must work in every runtime, as one function over the loaded entries, so that the ESM build,
 * the CommonJS build, and a bundle for the edge all run the same. Throws when something is wrong.
 */
export async function smoke({ polydesk, zendesk, sandbox, webhooks, testing }) {
  const account = sandbox.createZendeskSandbox();
  const calls = { failed: 0, all: 0 };
  const fetch = async (input, init) => {
    calls.all += 1;
    const method = init?.method ?? input.method ?? 'GET';
    if (method === 'GET' && calls.failed === 0) {
      calls.failed += 1;
      return new Response('{}', { status: 503, headers: { 'retry-after': '0' } });
    }
    return account.fetch(input, init);
  };
  const { email, apiToken } = account.credentials;
  const desk = zendesk.createZendesk({
    subdomain: 'acme',
    credentials: { email, apiToken },
    fetch,
    random: () => 0,
  });
  await readAndWrite(desk, calls);
  await refusals(desk, { polydesk, zendesk });
  await delivery({ zendesk, webhooks, testing, polydesk });
  await desk.close();
  return { calls: calls.all };
}

function check(condition, sentence) {
  if (!condition) throw new Error(`smoke: ${sentence}`);
}

async function readAndWrite(desk, calls) {
  const { value: created } = await desk.tickets.create({
    subject: 'The export stops at 80 %',
    requester: { email: 'ada@example.com', name: 'Ada Example' },
    message: { body: { text: 'It stops.' }, visibility: 'public' },
  });
  const listed = await desk.tickets.list().toArray({ limit: 10 });
  check(listed.length === 1, 'the list has the ticket that was created');
  check(listed[0].id === created.id, 'created and listed ticket have the same id');
  check(calls.failed === 1, 'the refused read was repeated');
  const read = await desk.tickets.get(created.id);
  check(read.subject === 'The export stops at 80 %', 'the subject comes back');
  check(read.createdAt instanceof Date, 'dates are dates');
  const budget = desk.rateBudgets()[0];
  check(budget !== undefined && budget.remaining >= 0, 'the rate-limit headers were read');
}

async function refusals(desk, { polydesk }) {
  const error = await desk.tickets.get('999999999').catch((reason) => reason);
  check(error instanceof polydesk.NotFoundError, 'a missing ticket is a NotFoundError');
  check(polydesk.SupportError.isInstance(error), 'and a SupportError');
  check(error.code === 'not_found', 'and its code says so');
}

async function delivery({ zendesk, webhooks, testing, polydesk }) {
  const body = JSON.stringify({
    type: 'zen:event-type:ticket.something_new',
    account_id: 22129848,
    id: '01HXAMPLE0000000000000000',
    time: '2026-05-11T08:00:00Z',
    zendesk_event_version: '2022-11-06',
    subject: 'zen:ticket:5158',
    detail: { id: '5158' },
    event: {},
  });
  const now = new Date('2026-05-11T08:00:30Z');
  const secret = 'a-secret-for-tests';
  const headers = await testing.signTestWebhook({
    scheme: 'zendesk',
    body,
    secret,
    timestamp: new Date('2026-05-11T08:00:00Z'),
  });
  const parser = zendesk.createZendeskWebhooks({ account: 'acme' });
  const events = await webhooks.receiveWebhook(parser, { rawBody: body, headers }, { secret, now });
  check(events.length === 1 && events[0].type === 'unknown', 'a signed delivery is read');
  const forged = await webhooks
    .receiveWebhook(parser, { rawBody: `${body} `, headers }, { secret, now })
    .catch((reason) => reason);
  check(polydesk.SupportError.isInstance(forged), 'a changed body is refused');
  check(forged.code === 'webhook_unverified', 'because its signature is wrong');
}
