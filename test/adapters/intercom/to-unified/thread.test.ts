import { describe, expect, it } from 'vitest';
import { messageToUnified } from '../../../../adapters/intercom/to-unified/messages.ts';
import { threadToUnified } from '../../../../adapters/intercom/to-unified/thread.ts';
import { readMessageId } from '../../../../adapters/intercom/to-unified/common.ts';
import { readContext } from '../support/contexts.ts';
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
const conversation = (changes: object) => restFixture('conversation.sparse', { ...changes });
const withParts = (parts: readonly object[], total = parts.length) => ({
  conversation_parts: { conversation_parts: parts, total_count: total },
});

describe('the thread of a conversation', () => {
  const { value: thread, warnings } = threadToUnified(
    restFixture('conversation.full'),
    readContext(),
  );

  it('begins with the first message, which is not among the parts, exactly once', () => {
    expect(thread.map(({ externalId }) => externalId)).toEqual([
      'source-3900000001',
      '51000001',
      '51000002',
      '51000004',
      '51000005',
      '51000006',
      '51000007',
    ]);
    expect(thread.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it('has the first message with its author, addresses, file and date', () => {
    expect(thread[0]).toMatchObject({
      id: 'intercom:abc123de:source-3900000001',
      ticketId: 'intercom:abc123de:900100200300401',
      visibility: 'public',
      author: {
        id: 'intercom:abc123de:65a000000000000000000a01',
        kind: 'customer',
        name: 'Mira "Mi" O\'Dell',
        email: 'mira@lumen.example',
      },
      bodyText: 'Hello,\n\nthe export stops at 1,000 rows & gives no error.',
      channel: { kind: 'email', native: 'email' },
      createdAt: at('2026-01-05T08:00:00Z'),
      updatedAt: null,
      to: ['help@acme.example'],
      cc: ['ops@lumen.example'],
      bcc: ['archive@lumen.example'],
      isFirst: true,
      nativeType: 'source',
      attachments: [
        {
          id: null,
          externalId: null,
          fileName: 'rows.csv',
          contentType: 'text/csv',
          size: 20480,
          url: 'https://files.example/i/o/77/rows.csv?expires=1767601800&signature=aa11',
          urlExpiresAt: at('2026-01-05T08:30:00Z'),
          requiresAuth: false,
          messageId: 'intercom:abc123de:source-3900000001',
        },
      ],
    });
  });

  it('keeps texts that stand in parts of other kinds, and whose they are', () => {
    expect(
      thread.map(({ nativeType, visibility, author, bodyText }) => [
        nativeType,
        visibility,
        author.kind,
        bodyText,
      ]),
    ).toEqual([
      ['source', 'public', 'customer', expect.stringContaining('Hello')],
      ['channel_and_reply_time_expectation', 'public', 'bot', 'We answer within a day.'],
      // The bot, although the part types it as a teammate.
      ['comment', 'public', 'bot', 'Have you tried again?'],
      ['note', 'internal', 'agent', 'Row 1,001 has a broken date.'],
      ['comment', 'public', 'agent', 'It is fixed, see here (https://acme.example/x).'],
      ['close', 'public', 'agent', 'Closing this then.'],
      ['open', 'public', 'customer', 'It broke again.'],
    ]);
  });

  it('knows a mail by its headers', () => {
    expect(thread[6]).toMatchObject({
      channel: { kind: 'email', native: 'email' },
      to: ['help@acme.example'],
      cc: ['ops@lumen.example'],
    });
  });

  it('an address that does not say when it ends has no end', () => {
    expect(thread[4]?.attachments[0]).toMatchObject({
      url: 'https://files.example/i/o/78/fixed.png',
      urlExpiresAt: null,
    });
  });
});

describe('a first message', () => {
  const source = (changes: object) => ({
    source: { type: 'conversation', id: '9', delivered_as: 'customer_initiated', ...changes },
  });
  const first = (json: object) =>
    threadToUnified(conversation({ ...json }), readContext()).value[0];

  it.each([
    ['there is no source', { source: null }],
    ['the source is empty', source({ body: '' })],
    ['the source is empty markup', source({ body: '<p> </p>' })],
    ['the source says null', source({ body: null })],
  ])('does not exist when %s', (_when, json) => {
    expect(first(json)).toBeUndefined();
  });

  it.each([
    ['its type is null', source({ type: null, body: 'Hello' })],
    ['it is a picture', source({ body: '<p><img src="https://x.example/a.png"></p>' })],
    ['it is a file', source({ body: '', attachments: [{ name: 'a', url: 'https://x.example' }] })],
    ['it was deleted', source({ body: '', redacted: true })],
  ])('exists when %s', (_when, json) => {
    expect(first(json)).toMatchObject({ externalId: 'source-9', isFirst: true });
  });

  it('without an id of its own has one of the conversation', () => {
    expect(first(source({ id: null, body: 'x' }))?.externalId).toBe('source-of-12');
  });

  it('is the first part of a whole thread that has no source, and of no other', () => {
    const customer = { type: 'user', id: '65a1', name: 'Mira', email: null };
    const bot = { type: 'bot', id: '1', name: 'Fin', email: null };
    const note = part({ id: '0', part_type: 'note' });
    const parts = [
      note,
      part({ id: '1', author: bot }),
      part({ id: '2', author: customer }),
      part(),
    ];
    const firsts = (total: number) =>
      threadToUnified(conversation(withParts(parts, total)), readContext()).value.map(
        ({ isFirst }) => isFirst,
      );
    expect(firsts(4)).toEqual([false, false, true, false]);
    expect(firsts(40)).toEqual([false, false, false, false]);
  });

  it('alone needs the date of its conversation', () => {
    const json = { delivered_as: 'customer_initiated', body: 'x', id: '9' };
    const context = { ...readContext(), ticketId: '12' };
    expect(() => messageToUnified(json, context)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'created_at' })] }),
    );
    const dated = messageToUnified(json, { ...context, createdAt: 1767600000 });
    expect(dated.value.createdAt).toEqual(at('2026-01-05T08:00:00Z'));
  });
});

describe('the thread of a ticket', () => {
  it('begins with the description, which may not be the customer’s words', () => {
    const { value } = threadToUnified(restFixture('ticket.full'), readContext());
    expect(value).toMatchObject([
      {
        externalId: 'source-of-900100200300900',
        isFirst: true,
        visibility: 'internal',
        nativeType: 'description',
        author: { id: null, kind: 'unknown' },
        bodyText: 'The parcel came broken.',
        createdAt: at('2026-01-05T08:00:00Z'),
      },
      { externalId: '61000001', isFirst: false, author: { kind: 'customer' } },
      { externalId: '61000003', isFirst: false, nativeType: 'assignment', visibility: 'public' },
    ]);
    expect(value[1]?.attachments[0]?.urlExpiresAt).toEqual(at('2026-01-05T08:31:40Z'));
  });

  const described = (changes: object, parts: readonly object[] = []) =>
    threadToUnified(
      restFixture('ticket.full', {
        ...changes,
        ticket_parts: { ticket_parts: parts, total_count: parts.length },
      }),
      readContext(),
    ).value.map(({ nativeType, visibility, isFirst }) => [nativeType, visibility, isFirst]);
  const typed = (visible_to_contacts: boolean) => ({
    ticket_type: {
      id: '55',
      ticket_type_attributes: { data: [{ name: '_default_description_', visible_to_contacts }] },
    },
  });

  it('shows the description to the customer where its type does', () => {
    expect(described(typed(true))).toEqual([['description', 'public', true]]);
    expect(described(typed(false))).toEqual([['description', 'internal', true]]);
    expect(described({ ...typed(true), category: 'Tracker' })).toEqual([
      ['description', 'internal', true],
    ]);
  });

  it('is not told twice where a message says what the description says', () => {
    const said = part({
      body: '<p class="no-margin">The parcel  came\nbroken.</p>',
      author: { type: 'user', id: '65a000000000000000000a09' },
    });
    expect(described({}, [said])).toEqual([['comment', 'public', true]]);
  });

  it('never begins with a note or an answer of staff', () => {
    const parts = [part({ id: '1', part_type: 'note' }), part({ id: '2' })];
    expect(described({ ticket_attributes: {} }, parts)).toEqual([
      ['note', 'internal', false],
      ['comment', 'public', false],
    ]);
  });

  it('of the back office has nothing that customers see', () => {
    const { value } = threadToUnified(restFixture('ticket.old'), readContext());
    expect(value).toMatchObject([{ externalId: '9001', visibility: 'internal' }]);
  });
});

describe('a thread beyond 500 parts', () => {
  it('is given as far as it goes, with a warning', () => {
    const parts = Array.from({ length: 500 }, (_, index) => part({ id: String(index) }));
    const { value, warnings } = threadToUnified(conversation(withParts(parts)), readContext());
    expect(value).toHaveLength(500);
    expect(warnings).toEqual([expect.objectContaining({ type: 'dropped', field: 'messages' })]);
  });
});

describe('the id of a message', () => {
  it('tells the first message from parts, which are numbered apart', () => {
    expect(readMessageId('source-3900000001')).toEqual({ kind: 'source', id: '3900000001' });
    expect(readMessageId('51000001')).toEqual({ kind: 'part', id: '51000001' });
  });
});
