import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  commentToUnified,
  type MessageContext,
} from '../../../../adapters/zendesk/to-unified/messages.ts';
import { deepFreeze, lookups, readContext, without } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const read = (json: unknown, overrides: Partial<MessageContext> = {}) =>
  commentToUnified(json, { ...readContext(), ticketId: '7001', isFirst: false, ...overrides });
const comment = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('comment.public', changes);

describe('a public comment', () => {
  it('has text, HTML, author, addresses and files', () => {
    const { value, warnings } = read(comment(), {
      lookups: lookups({ '900': { name: 'Ira', email: 'ira@acme.example', role: 'agent' } }),
    });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      id: 'zendesk:acme:60001',
      externalId: '60001',
      ticketId: 'zendesk:acme:7001',
      visibility: 'public',
      author: {
        id: 'zendesk:acme:900',
        kind: 'agent',
        name: 'Ira',
        email: 'ira@acme.example',
      },
      bodyText: 'Please try again.',
      channel: { kind: 'email', native: 'email' },
      createdAt: new Date('2026-01-05T10:00:00Z'),
      to: ['nora@customer.example'],
      // Entries can be ids; those are no addresses.
      cc: ['sam@customer.example'],
      bcc: [],
      nativeType: 'Comment',
    });
    expect(value.attachments).toMatchObject([
      { fileName: 'steps.png', isInline: true, malwareScan: 'clean', size: 2048 },
    ]);
  });

  it.each([
    ['not_scanned', 'not_scanned'],
    ['malware_found', 'infected'],
    ['malware_not_found', 'clean'],
    ['failed_to_scan', 'failed'],
    ['constructor', null],
    [undefined, null],
  ])('a file scanned as %s', (malware_scan_result, expected) => {
    const file = { id: 1, file_name: 'a', malware_scan_result };
    expect(read(comment({ attachments: [file] })).value.attachments[0]?.malwareScan).toBe(expected);
  });
});

describe('visibility', () => {
  it('a note is internal', () => {
    const { value, warnings } = read(comment({ public: false }));
    expect(value.visibility).toBe('internal');
    expect(warnings).toEqual([]);
  });

  it.each([null, undefined])('public: %o is internal, and said so', (isPublic) => {
    const { value, warnings } = read(comment({ public: isPublic }));
    expect(value.visibility).toBe('internal');
    expect(warnings).toEqual([
      {
        type: 'defaulted',
        field: 'visibility',
        reason: 'Zendesk does not say whether the comment is public.',
        to: 'internal',
      },
    ]);
  });

  it('a word instead of a boolean is refused rather than guessed', () => {
    expect(() => read(comment({ public: 'true' }))).toThrow(WireFormatError);
  });
});

describe('authors', () => {
  it.each([
    [-1, { id: null, kind: 'system' }],
    [null, { id: null, kind: 'unknown', name: null, email: null }],
    [12345, { id: 'zendesk:acme:12345', kind: 'unknown', name: null }],
  ])('author_id %o', (author_id, expected) => {
    expect(read(comment({ author_id })).value.author).toMatchObject(expected);
  });

  it('a deleted author keeps his id and his last name', () => {
    const { value } = read(comment(), {
      lookups: lookups({ '900': { name: 'Permanently Deleted User', role: 'end-user' } }),
    });
    expect(value.author).toEqual({
      id: 'zendesk:acme:900',
      kind: 'customer',
      name: 'Permanently Deleted User',
      email: null,
    });
  });
});

describe('comments of other kinds', () => {
  it('a voice comment came by phone and keeps its native type', () => {
    const { value } = read(restFixture('comment.voice'));
    expect(value).toMatchObject({
      nativeType: 'VoiceComment',
      channel: { kind: 'phone', native: 'voice' },
      visibility: 'internal',
      author: { kind: 'system', id: null },
      bodyText: 'Call from: +1 555 0100 110',
    });
  });

  it.each(['TpeVoiceComment', 'InventedComment'])('%s is a message like any other', (type) => {
    expect(read(comment({ type })).value.nativeType).toBe(type);
  });

  it('a comment inside an audit takes date and channel from it', () => {
    const inner = without(without(comment(), 'via'), 'created_at');
    const { value } = read(inner, { createdAt: '2026-01-07T00:00:00Z', via: { channel: 'web' } });
    expect(value).toMatchObject({
      createdAt: new Date('2026-01-07T00:00:00Z'),
      channel: { kind: 'web_form', native: 'web' },
      to: [],
      cc: [],
    });
  });

  it.each([
    [{ created_at: null }, 'created_at'],
    [{ created_at: 'yesterday' }, 'created_at'],
    [{ id: undefined }, 'id'],
  ])('%o is refused by the name of the field', (changes, path) => {
    expect(() => read(comment(changes))).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    );
  });

  it('an empty body is an empty text; HTML that is empty is none', () => {
    const { value } = read(comment({ plain_body: '', body: '', html_body: '' }));
    expect(value).toMatchObject({ bodyText: '', bodyHtml: null });
  });

  it('without plain text the text body is used', () => {
    expect(read(comment({ plain_body: null })).value.bodyText).toBe('Please try **again**.');
  });

  it('survives being frozen, and keeps the very object as raw', () => {
    const json = deepFreeze(comment());
    expect(read(json).value.raw).toBe(json);
    expect(read(json, { keepRaw: false }).value).not.toHaveProperty('raw');
  });
});
