import { type AnySupportAdapter, createHub, createWriteLog } from 'polydesk';
import { createIntercom } from 'polydesk/intercom';
import { createClock } from 'polydesk/sandbox';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { toFetchHandler } from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';

const MOST = 20;

/** A bot at a workspace that subscribes to everything: it answers, notes and closes at every message. */
function openBot(options: { readonly writeLog: boolean }) {
  const send = (request: Request): Promise<Response> => handle(request);
  const sandbox = createIntercomSandbox({
    clock: createClock({ real: true }),
    botParts: false,
    webhooks: { endpoint: 'https://app.example.com/webhooks/intercom', send },
  });
  const { accessToken, clientSecret, workspaceId } = sandbox.credentials;
  const desk = createIntercom({
    workspaceId,
    credentials: { accessToken },
    fetch: sandbox.fetch,
  });
  const hub = createHub({
    adapters: [desk],
    webhooks: {
      secrets: { [workspaceId]: clientSecret },
      ...(options.writeLog ? { writeLog: createWriteLog() } : {}),
    },
  });
  const handle = toFetchHandler(hub.webhooks);
  let answers = 0;
  hub.on('message.created', async ({ ticket, message }, context) => {
    answers += 1;
    if (answers > MOST) return;
    const bot: AnySupportAdapter = context.desk;
    await bot.messages.reply?.(ticket.id, { body: { html: '<p>Thank <b>you</b>!</p>' } });
    await bot.messages.note?.(ticket.id, { body: { text: `Seen: ${message.externalId}` } });
    await bot.tickets.update?.(ticket.id, { status: 'resolved' });
  });
  const others: string[] = [];
  for (const name of ['note.created', 'ticket.status_changed', 'ticket.updated'] as const) {
    hub.on(name, ({ type }) => void others.push(type));
  }
  const drain = async (): Promise<void> => {
    for (let turn = 0; turn < 2 * MOST; turn += 1) await sandbox.webhooks.drain();
  };
  return { sandbox, desk, hub, drain, answers: () => answers, others };
}

describe('a bot at a desk that sends everything back', () => {
  it('answers a customer once, with a write log (botpress/botpress#13494)', async () => {
    const { sandbox, desk, hub, drain, answers, others } = openBot({ writeLog: true });
    const contact = sandbox.seed.contact({ email: 'ada@customer.example' });
    await desk.tickets.create({
      subject: 'Locked out',
      requester: { id: contact.id },
      message: { body: { text: 'My password is not accepted.' }, visibility: 'public' },
    });
    await drain();
    expect(answers()).toBe(1);
    expect(others).toEqual([]);
    await hub.close();
  });

  it('answers itself without one', async () => {
    const { sandbox, desk, hub, drain, answers } = openBot({ writeLog: false });
    const contact = sandbox.seed.contact({ email: 'ada@customer.example' });
    await desk.tickets.create({
      subject: 'Locked out',
      requester: { id: contact.id },
      message: { body: { text: 'My password is not accepted.' }, visibility: 'public' },
    });
    await drain();
    expect(answers()).toBeGreaterThan(MOST);
    await hub.close();
  });
});
