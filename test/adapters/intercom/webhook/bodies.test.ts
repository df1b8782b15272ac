import { describe, expect, test } from 'vitest';
import { createIntercom, type IntercomOptions } from '../../../../adapters/intercom/index.ts';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import {
  conversation,
  MIRA,
  notification,
  parse,
  part,
  ticket,
  withTicketPart,
} from './deliveries.ts';

type Json = Readonly<Record<string, unknown>>;

const TYPED = 'Why does <script src=x> break?\nI wrote a <div> and &amp; too';
const parserOf = (apiVersion?: string) =>
  createIntercomWebhooks({ workspaceId: 'abc123de', apiVersion });
const bodies = (body: Json, apiVersion?: string) =>
  parse(body, parserOf(apiVersion)).flatMap((event) =>
    'message' in event ? [[event.message.bodyText, event.message.bodyHtml]] : [],
  );

test('a conversation with an empty id is malformed', () => {
  const nameless = notification('conversation.admin.closed', conversation([], { id: '' }));
  expect(() => parse(nameless)).toThrowError(expect.objectContaining({ code: 'wire_format' }));
});

describe('the body of a webhook', () => {
  const replied = (body: string) =>
    notification('conversation.user.replied', conversation([part({ body, author: MIRA })]));

  test.each([undefined, '2.15', '2.16', 'Preview', '3.0'])(
    'is text in version %s, whatever it looks like',
    (version) => {
      expect(bodies(replied(TYPED), version)).toEqual([[TYPED, null]]);
    },
  );

  test.each(['2.14', '2.9', '2.5', '1.4'])('is HTML in version %s', (version) => {
    expect(bodies(replied('<p>a &lt; b</p>'), version)).toEqual([['a < b', '<p>a &lt; b</p>']]);
  });

  test('is text on tickets and in first messages as well', () => {
    const item = withTicketPart({ body: '<b>x</b>', author: MIRA });
    expect(bodies(notification('ticket.contact.replied', item))).toEqual([['<b>x</b>', null]]);
    const source = { type: 'conversation', id: '9', body: '<b>x</b>', author: MIRA };
    const begun = notification('conversation.user.created', conversation([], { source }));
    expect(bodies(begun)).toEqual([['<b>x</b>', null]]);
    expect(parse(begun, parserOf())[0]).toMatchObject({
      ticket: { description: '<b>x</b>', descriptionHtml: null },
    });
  });

  test.each<[Pick<IntercomOptions, 'apiVersion' | 'webhookVersion'>, string | null]>([
    [{}, null],
    [{ webhookVersion: '2.14' }, '<b>x</b>'],
    [{ apiVersion: '2.14' }, '<b>x</b>'],
    [{ apiVersion: '2.14', webhookVersion: '2.15' }, null],
  ])('is read by an adapter of %o in the version of the app', (versions, html) => {
    const desk = createIntercom({
      workspaceId: 'abc123de',
      credentials: { accessToken: 'a-token' },
      ...versions,
    });
    expect(parse(replied('<b>x</b>'), desk.webhooks)).toMatchObject([
      { message: { bodyHtml: html } },
    ]);
  });

  test.each(['latest', '2', '', 'v2.16'])('cannot be of a version %j', (version) => {
    expect(() => parserOf(version)).toThrow('apiVersion');
  });
});

describe('a first message', () => {
  const source = (changes: Json) => ({
    type: 'conversation',
    id: '9',
    delivered_as: 'customer_initiated',
    body: 'Where is it?',
    author: MIRA,
    attachments: [],
    ...changes,
  });
  const typesOf = (topic: string, changes: Json) =>
    parse(notification(topic, conversation([], { source: source(changes) }))).map(
      ({ type }) => type,
    );

  test.each(['<p></p>', '<p> </p>', '', null])('that says nothing is none: %j', (body) => {
    expect(typesOf('conversation.user.created', { body })).toEqual(['ticket.created']);
  });

  test('is blacked out', () => {
    const item = conversation([], { source: source({ redacted: true, body: null }) });
    expect(parse(notification('conversation_part.redacted', item))).toMatchObject([
      {
        type: 'message.redacted',
        actor: null,
        message: { externalId: 'source-9', isFirst: true, isRedacted: true },
      },
    ]);
    expect(typesOf('conversation_part.redacted', {})).toEqual(['unknown']);
  });
});

describe('notifications without an id', () => {
  const idOf = (topic: string, item: Json) => parse(notification(topic, item, { id: null }))[0]?.id;

  test.each<readonly [string, Json, Json]>([
    [
      'conversation.contact.attached',
      { conversation: { model: { id: 1 } }, contact: { id: 'a' } },
      { conversation: { model: { id: 2 } }, contact: { id: 'a' } },
    ],
    [
      'conversation.contact.attached',
      { conversation: { model: { id: 1 } }, contact: { id: 'a' } },
      { conversation: { model: { id: 1 } }, contact: { id: 'b' } },
    ],
    [
      'contact.user.tag.created',
      { tag: { id: '1', name: 'x' }, contact: { type: 'contact', id: 'a' } },
      { tag: { id: '2', name: 'y' }, contact: { type: 'contact', id: 'a' } },
    ],
    ['ticket.closed', { ticket: ticket({ id: '1' }) }, { ticket: ticket({ id: '2' }) }],
  ])('are told apart by what they are about: %s', (topic, one, other) => {
    expect(idOf(topic, one)).not.toBe(idOf(topic, other));
    expect(idOf(topic, one)).toBe(idOf(topic, one));
  });
});
