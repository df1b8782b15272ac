import { createPollingSource } from 'polydesk';
import { expect, it } from 'vitest';
import { createZendesk } from '../../adapters/zendesk/index.ts';
import { createZendeskSandbox } from '../../adapters/zendesk/sandbox/index.ts';
import { line, roundOf } from './support.ts';

const MINUTE = 60_000;

function openDesk() {
  const sandbox = createZendeskSandbox();
  sandbox.seed.tickets(3);
  const clock = {
    now: () => sandbox.clock.now(),
    sleep: async (ms: number) => void sandbox.clock.advance(ms),
  };
  const desk = createZendesk({
    subdomain: 'acme',
    credentials: sandbox.credentials,
    fetch: sandbox.fetch,
    clock,
  });
  const since = new Date(sandbox.clock.now());
  sandbox.clock.advance(MINUTE);
  return { sandbox, desk, source: createPollingSource({ adapter: desk, clock, since }) };
}

it('a morning at a Zendesk desk comes out as events, each once', async () => {
  const { sandbox, desk, source } = openDesk();
  const { value: ticket } = await desk.tickets.create({
    subject: 'Label printing is down',
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
    priority: 'high',
  });
  // Zendesk holds back the last minute of its feed.
  sandbox.clock.advance(2 * MINUTE);
  const opened = await roundOf(source);
  expect(opened.map(line)).toEqual([
    `ticket.created ${ticket.externalId}`,
    expect.stringMatching(/^message\.created /),
  ]);
  expect(opened[0]).toMatchObject({
    ticket: { id: ticket.id, subject: 'Label printing is down', priority: 'high' },
  });

  await desk.messages.note(ticket.id, { body: { text: 'Printer 3 again.' } });
  sandbox.clock.advance(1000);
  await desk.tickets.update(ticket.id, {
    status: 'pending',
    priority: 'urgent',
    tags: { add: ['printer'] },
  });
  sandbox.clock.advance(2 * MINUTE);
  const worked = await roundOf(source);
  expect(worked.map(({ type }) => type)).toEqual([
    'ticket.status_changed',
    'ticket.updated',
    'note.created',
  ]);
  expect(worked[0]).toMatchObject({
    changes: expect.arrayContaining([{ field: 'status', from: 'open', to: 'pending' }]),
  });
  expect(worked[1]).toMatchObject({
    changes: [
      { field: 'priority', from: 'high', to: 'urgent' },
      { field: 'tags', from: [], to: ['printer'] },
    ],
  });
  expect(worked[2]).toMatchObject({
    message: { visibility: 'internal', bodyText: 'Printer 3 again.' },
  });

  await desk.tickets.delete(ticket.id);
  sandbox.clock.advance(2 * MINUTE);
  expect(await roundOf(source)).toMatchObject([
    { type: 'ticket.deleted', ticket: { id: ticket.id, isDeleted: true } },
  ]);
  sandbox.clock.advance(2 * MINUTE);
  expect(await roundOf(source)).toEqual([]);
});

it('a source that starts again from its cursor goes on where it was', async () => {
  const { sandbox, desk, source } = openDesk();
  await desk.tickets.update('1', { priority: 'urgent' });
  sandbox.clock.advance(2 * MINUTE);
  expect((await roundOf(source)).map(line)).toEqual(['ticket.updated 1']);
  await desk.tickets.update('2', { priority: 'urgent' });
  sandbox.clock.advance(2 * MINUTE);
  const again = createPollingSource({
    adapter: desk,
    cursor: source.cursor,
    clock: { now: () => sandbox.clock.now(), sleep: async () => undefined },
  });
  expect((await roundOf(again)).map(line)).toEqual(['ticket.updated 2']);
});
