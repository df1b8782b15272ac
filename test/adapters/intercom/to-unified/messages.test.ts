import { describe, expect, it } from 'vitest';
import { messageToUnified } from '../../../../adapters/intercom/to-unified/messages.ts';
import { threadToUnified } from '../../../../adapters/intercom/to-unified/thread.ts';
import { lookups, readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const at = (text: string) => new Date(text);
const AUTHOR = { type: 'admin', id: '4401', name: 'Ada Admin', email: 'ada@acme.example' };
const part = (changes: object = {}) => ({
  type: 'conversation_part',
  id: '51',
  part_type: 'comment',
  body: '<p>Hi</p>',
  created_at: 1767600000,
  updated_at: 1767600000,
  author: AUTHOR,
  attachments: [],
  redacted: false,
  ...changes,
});
const message = (changes: object = {}, overrides: object = {}) =>
  messageToUnified(part(changes), { ...readContext(), ticketId: '12', ...overrides });
const conversation = (changes: object) => restFixture('conversation.sparse', { ...changes });
const withParts = (parts: readonly object[], total = parts.length) => ({
  conversation_parts: { conversation_parts: parts, total_count: total },
});

describe('a part', () => {
  it('is a message with everything it says', () => {
    expect(message().value).toMatchObject({
      id: 'intercom:abc123de:51',
      externalId: '51',
      ticketId: 'intercom:abc123de:12',
      visibility: 'public',
      author: {
        id: 'intercom:abc123de:4401',
        kind: 'agent',
        name: 'Ada Admin',
        email: 'ada@acme.example',
      },
      bodyText: 'Hi',
      bodyHtml: '<p>Hi</p>',
      strippedText: null,
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: at('2026-01-05T08:00:00Z'),
      inReplyTo: null,
      isFirst: false,
      isRedacted: false,
      deliveryStatus: null,
      nativeType: 'comment',
    });
  });

  it('keeps itself as raw, by identity', () => {
    const json = part();
    expect(messageToUnified(json, { ...readContext(), ticketId: '12' }).value.raw).toBe(json);
  });

  it.each([
    'comment',
    'quick_reply',
    'assignment',
    'assign_and_reopen',
    'open',
    'close',
    'channel_and_reply_time_expectation',
    'whatever_comes_next',
  ])('of the kind %s is public', (part_type) => {
    expect(message({ part_type }).value.visibility).toBe('public');
  });

  it.each(['note', 'note_and_reopen'])('of the kind %s is internal', (part_type) => {
    const { value, warnings } = message({ part_type });
    expect(value.visibility).toBe('internal');
    expect(warnings).toEqual([]);
  });

  it('written by staff on a ticket that customers never see is internal, and recorded', () => {
    const { value, warnings } = message({}, { isBackOffice: true });
    expect(value.visibility).toBe('internal');
    expect(warnings).toEqual([
      expect.objectContaining({ type: 'derived', field: 'visibility', to: 'internal' }),
    ]);
    const customer = { author: { ...AUTHOR, type: 'user' } };
    expect(message(customer, { isBackOffice: true }).value.visibility).toBe('public');
  });

  it.each([
    ['admin', 'agent'],
    ['team', 'agent'],
    ['bot', 'bot'],
    ['user', 'customer'],
    ['lead', 'customer'],
    ['contact', 'customer'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
  ])('by an author of the type %s is by one of the kind %s', (type, kind) => {
    expect(message({ author: { ...AUTHOR, type } }).value.author.kind).toBe(kind);
  });

  it('by the bot is by a bot, also where the bot passes as a teammate', () => {
    const bot = (changes: object) =>
      message({ author: { ...AUTHOR, ...changes } }).value.author.kind;
    expect(bot({ email: 'operator+abc123de@intercom.io' })).toBe('bot');
    expect(bot({ from_ai_agent: true })).toBe('bot');
    expect(bot({ email: 'operator+abc123de@intercom.io.evil.example' })).toBe('agent');
    const known = readContext({ lookups: lookups({ '4401': { kind: 'bot' } }) });
    expect(messageToUnified(part(), { ...known, ticketId: '12' }).value.author.kind).toBe('bot');
  });

  it('by somebody who left, or by nobody, keeps what is known', () => {
    expect(
      message({ author: { type: 'admin', id: 4401, name: null, email: '' } }).value.author,
    ).toEqual({ id: 'intercom:abc123de:4401', kind: 'agent', name: null, email: null });
    expect(message({ author: null }).value.author).toEqual({
      id: null,
      kind: 'unknown',
      name: null,
      email: null,
    });
  });

  it('whose name was looked up has it', () => {
    const context = readContext({
      lookups: lookups({ '4401': { name: 'Ada', email: 'a@b.example' } }),
    });
    const json = part({ author: { type: 'admin', id: '4401', name: null, email: '' } });
    expect(messageToUnified(json, { ...context, ticketId: '12' }).value.author).toMatchObject({
      name: 'Ada',
      email: 'a@b.example',
    });
  });

  it('that was deleted says so', () => {
    expect(
      message({ redacted: true, body: '<p><i>This message was deleted</i></p>' }).value,
    ).toMatchObject({ isRedacted: true, bodyText: 'This message was deleted' });
  });

  it('can have a number as its id, and plain text as its body', () => {
    expect(message({ id: 7, body: 'a < b' }).value).toMatchObject({
      externalId: '7',
      bodyText: 'a < b',
      bodyHtml: null,
    });
  });

  it('without a text is a message only where its kind is one', () => {
    const kinds = (parts: readonly object[]) =>
      threadToUnified(conversation(withParts(parts)), readContext()).value.map(
        ({ nativeType }) => nativeType,
      );
    const empty = (part_type: string, changes: object = {}) =>
      part({ part_type, body: null, ...changes });
    expect(
      kinds([
        empty('comment'),
        empty('note'),
        empty('quick_reply'),
        empty('assignment'),
        empty('close', { body: '<p></p>' }),
        empty('snoozed'),
        empty('open', { body: '<img src="https://x.example/a.png">' }),
        empty('close', { attachments: [{ name: 'a', url: null }] }),
      ]),
    ).toEqual(['comment', 'note', 'quick_reply', 'open', 'close']);
  });

  it.each(['id', 'part_type', 'created_at'])('without %s is refused, by its path', (key) => {
    expect(() => message({ [key]: null })).toThrow(
      expect.objectContaining({
        code: 'wire_format',
        issues: [expect.objectContaining({ path: key })],
      }),
    );
  });
});
