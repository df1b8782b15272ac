import { WebhookFailedError, WebhookVerificationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { bodyOf, delivery, NOW, parser, SECRET, signed } from '../support/deliveries.ts';
import { settle } from '../support/manual-clock.ts';
import { openReceiver as open } from '../support/open-receiver.ts';

describe('a receiver answers', () => {
  it('200 after the handlers are done, and tells them the event', async () => {
    const { receiver, reports } = open();
    const heard: string[] = [];
    receiver.on('ticket.created', (event, context) => {
      heard.push(`${event.ticket.id} ${context.order} ${context.attempt}`);
    });
    const answer = await receiver.receive(await delivery());
    expect(answer).toMatchObject({ status: 200, result: 'handled', body: null, error: null });
    expect(answer.events.map(({ id }) => id)).toEqual(['zendesk:acme:e1']);
    expect(heard).toEqual(['zendesk:acme:5158 fresh 1']);
    expect(reports).toMatchObject([
      { kind: 'handled', desk: 'zendesk:acme', key: 'zendesk:acme:e1' },
    ]);
  });

  it('401 to whatever is not proven, and hands nothing out', async () => {
    const { receiver, reports } = open();
    receiver.on('*', () => expect.unreachable());
    const genuine = await delivery();
    const forged = { ...genuine, rawBody: bodyOf().replace('URGENT', 'LOW') };
    const answer = await receiver.receive(forged);
    expect(answer).toMatchObject({ status: 401, result: 'refused', events: [] });
    expect(answer.error).toBeInstanceOf(WebhookVerificationError);
    expect(reports).toMatchObject([{ kind: 'refused', key: null }]);
    expect(await receiver.receive({ rawBody: bodyOf(), headers: {} })).toMatchObject({
      status: 401,
    });
    const late = await delivery({}, new Date(NOW.getTime() - 301_000));
    expect(await receiver.receive(late)).toMatchObject({
      status: 401,
      error: { reason: 'timestamp_expired' },
    });
  });

  it('413 to a body over the limit, before it computes anything', async () => {
    const { receiver } = open({ maxBodyBytes: 10 });
    expect(await receiver.receive(await delivery())).toMatchObject({
      status: 413,
      result: 'refused',
      error: { reason: 'body_too_large' },
    });
  });

  it('so that the provider delivers again when the fault is ours', async () => {
    const parsed = { ...(await delivery()), rawBody: JSON.parse(bodyOf()) as string };
    const { receiver } = open();
    const { status, result, error } = await receiver.receive(parsed);
    expect([status, result]).toEqual([503, 'unavailable']);
    expect(error).toMatchObject({ reason: 'body_already_parsed' });
    const forgetful = open({ secret: '' });
    expect(await forgetful.receiver.receive(await delivery())).toMatchObject({
      status: 503,
      error: { reason: 'secret_missing' },
    });
    const failing = open({
      secret: () => Promise.reject(new Error('vault at 10.0.0.1 said: token abc')),
    });
    const answer = await failing.receiver.receive(await delivery());
    expect(answer).toMatchObject({ status: 503, result: 'unavailable' });
    expect(answer.error).toBeInstanceOf(WebhookFailedError);
    expect(JSON.stringify(answer)).not.toContain('vault');
    expect(failing.reports).toMatchObject([{ kind: 'unavailable' }]);
  });

  it('takes the secrets of a function, several of them while they are rotated', async () => {
    let asked = 0;
    const { receiver } = open({
      secret: async () => {
        asked += 1;
        return ['the-next-one', SECRET];
      },
    });
    expect(await receiver.receive(await delivery())).toMatchObject({ status: 200 });
    expect(
      await receiver.receive(await signed(bodyOf({ id: 'e2' }), { secret: 'the-next-one' })),
    ).toMatchObject({ status: 200 });
    expect(asked).toBe(2);
  });

  it('200 to what is proven and unreadable, and keeps it among the dead', async () => {
    const { receiver } = open();
    const answer = await receiver.receive(await signed('{"broken'));
    expect(answer).toMatchObject({ status: 200, result: 'malformed', events: [] });
    expect(answer.error?.code).toBe('wire_format');
    await receiver.receive(await signed('{"broken'));
    const [letter, ...others] = await receiver.deadLetters.list();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      entry: { delivery: { desk: 'zendesk:acme', body: '{"broken' } },
      failure: { name: 'WireFormatError', code: 'wire_format' },
    });
  });

  it('in time although a handler is slow, so that the provider delivers again', async () => {
    const { receiver, clock } = open();
    let finish = (): void => undefined;
    const calls: string[] = [];
    receiver.on('*', async (event) => {
      calls.push(event.id);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const first = receiver.receive(await delivery());
    // Zendesk waits for 12 s.
    await clock.advance(7300);
    expect(await first).toMatchObject({
      status: 503,
      result: 'failed',
      headers: { 'retry-after': '15' },
    });
    const again = receiver.receive(await delivery({}, new Date(clock.now())));
    await settle();
    finish();
    expect(await again).toMatchObject({ status: 200, result: 'duplicate' });
    expect(calls).toEqual(['zendesk:acme:e1']);
  });

  it('what the provider wants to read', async () => {
    const { receiver } = open({
      parser: {
        verify: () => Promise.resolve(),
        parse: () => parser.parse({ rawBody: bodyOf(), headers: {} }),
        traits: {
          desk: 'paper:acme',
          headers: [],
          timeoutMs: 5000,
          retryAnswer: { status: 503, retryAfterSeconds: null },
          answerTo: (events) => JSON.stringify({ state: 'OK', count: events.length }),
        },
      },
    });
    expect(await receiver.receive({ rawBody: '', headers: {} })).toMatchObject({
      status: 200,
      body: '{"state":"OK","count":1}',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
  });

  it('nothing but a request to come again once it is closed', async () => {
    const { receiver } = open();
    await receiver.close();
    const answer = await receiver.receive(await delivery());
    expect(answer).toMatchObject({ status: 503, result: 'unavailable' });
    expect(answer.error?.code).toBe('webhook_failed');
  });

  it('the same when too much is unfinished', async () => {
    const { receiver } = open({ acknowledge: 'first', maxUnfinished: 2 });
    const gates: (() => void)[] = [];
    receiver.on('*', () => new Promise<void>((resolve) => void gates.push(resolve)));
    for (const id of ['e1', 'e2']) {
      expect(await receiver.receive(await delivery({ id, ticketId: id.slice(1) }))).toMatchObject({
        result: 'accepted',
      });
    }
    expect(await receiver.receive(await delivery({ id: 'e3', ticketId: '3' }))).toMatchObject({
      status: 503,
      result: 'unavailable',
    });
    for (const gate of gates) gate();
    await receiver.idle();
    expect(await receiver.receive(await delivery({ id: 'e3', ticketId: '3' }))).toMatchObject({
      result: 'accepted',
    });
    for (const gate of gates) gate();
    await receiver.close();
  });
});

describe('a receiver is refused', () => {
  const parts = { verify: () => Promise.resolve(), parse: () => [] };
  it.each([
    ['no desk', { parser: parts }, 'needs `desk`'],
    ['a desk without an account', { parser: parts, desk: 'paper' }, 'needs `desk`'],
    ['no concurrency', { concurrency: 0 }, 'concurrency must be a number of 1 or more'],
    ['a negative wait', { retryDelaysMs: [-1] }, 'retryDelaysMs must be'],
    ['no time to answer', { answerWithinMs: Number.NaN }, 'answerWithinMs must be'],
    [
      'a queue that nothing goes into',
      { queue: { push: async () => undefined } },
      "acknowledge: 'first'",
    ],
  ] as const)('with %s', (_, options, sentence) => {
    expect(() => open(options)).toThrow(sentence);
  });
});
