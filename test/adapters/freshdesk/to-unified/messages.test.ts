import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  isFeedback,
  type MessageContext,
  messageToUnified,
} from '../../../../adapters/freshdesk/to-unified/messages.ts';
import { formatProvenanceHeader } from '../../../../src/adapter/provenance-header.ts';
import { lookups, readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const at = (text: string) => new Date(text);
const incoming = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('conversation.incoming', changes);
const read = (json: unknown, overrides: Partial<MessageContext> = {}) =>
  messageToUnified(json, { ...readContext(), ticketId: '4711', ...overrides });

describe('a customer’s message', () => {
  it('is read whole', () => {
    const json = incoming();
    const { value, warnings } = read(json);
    expect(value).toEqual({
      id: 'freshdesk:acme:80000000010',
      externalId: '80000000010',
      ticketId: 'freshdesk:acme:4711',
      visibility: 'public',
      author: {
        id: 'freshdesk:acme:70000000501',
        kind: 'customer',
        name: 'Noor Haddad',
        email: 'noor@example.com',
      },
      bodyText: 'Still broken. Please call.',
      bodyHtml: '<div>Still broken.<br>Please call.</div>',
      strippedText: null,
      attachments: [],
      channel: { kind: 'email', native: '0' },
      createdAt: at('2026-02-03T08:00:00Z'),
      updatedAt: at('2026-02-03T08:00:00Z'),
      to: ['help@acme.example.com'],
      cc: ['ops@example.com'],
      bcc: [],
      inReplyTo: null,
      isFirst: false,
      isRedacted: false,
      deliveryStatus: null,
      nativeType: 'reply',
      provenance: {
        provider: 'freshdesk',
        account: 'acme',
        nativeId: '80000000010',
        fetchedAt: null,
        apiVersion: 'v2',
        warnings: [],
      },
      raw: json,
    });
    expect(value.raw).toBe(json);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['"Noor Haddad" <noor@example.com>', 'Noor Haddad', 'noor@example.com'],
    ['Noor Haddad <noor@example.com>', 'Noor Haddad', 'noor@example.com'],
    ['noor@example.com', null, 'noor@example.com'],
    ['<noor@example.com>', null, 'noor@example.com'],
    ['not an address', null, null],
    [42, null, null],
    [null, null, null],
  ])('from %s is %s, %s', (from, name, email) => {
    expect(read(incoming({ from_email: from })).value.author).toMatchObject({ name, email });
  });

  it('that an agent entered is the customer’s, and the agent is not taken for him', () => {
    const people = lookups({ '70000000901': { name: 'Robin', kind: 'agent' } });
    const { value, warnings } = read(
      incoming({ user_id: 70000000901, category: 3, from_email: null, source: 2 }),
      { lookups: people },
    );
    expect(value.author).toEqual({ id: null, kind: 'customer', name: null, email: null });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'author.id' }]);
  });
});

describe('who wrote an entry, and who may read it', () => {
  it.each([
    ['incoming', { incoming: true, private: false, source: 0 }, 'public', 'customer'],
    ['a reply', { incoming: false, private: false, source: 0 }, 'public', 'agent'],
    ['a public note', { incoming: false, private: false, source: 2 }, 'public', 'agent'],
    ['a private note', { incoming: false, private: true, source: 2 }, 'internal', 'agent'],
    ['a private entry of a customer', { incoming: true, private: true }, 'internal', 'customer'],
    ['a forward', { incoming: false, private: true, source: 8 }, 'internal', 'agent'],
  ])('%s', (_what, changes, visibility, kind) => {
    const { value } = read(incoming(changes));
    expect(value.visibility).toBe(visibility);
    expect(value.author.kind).toBe(kind);
  });

  it('the category and the user decide nothing: only incoming does', () => {
    const people = lookups({ '70000000501': { kind: 'contact' } });
    for (const category of [1, 2, 3, 4, 5, null]) {
      const out = incoming({ incoming: false, category });
      expect(read(out, { lookups: people }).value.author.kind).toBe('agent');
      expect(read(incoming({ category })).value.author.kind).toBe('customer');
    }
  });

  it.each([
    ['an automation', { automation_id: 7, incoming: false }, 'system'],
    ['an auto-response', { auto_response: true, incoming: false }, 'system'],
    ['the greeting of a bot', { user_id: null, source: 15, incoming: false }, 'bot'],
    ['an entry of the desk without a user', { user_id: null, incoming: false }, 'system'],
  ])('%s has no person behind it', (_what, changes, kind) => {
    expect(read(incoming(changes)).value.author).toEqual({
      id: null,
      kind,
      name: null,
      email: null,
    });
  });

  it('a customer without a user keeps the address he wrote from', () => {
    expect(read(incoming({ user_id: null })).value.author).toEqual({
      id: null,
      kind: 'customer',
      name: 'Noor Haddad',
      email: 'noor@example.com',
    });
  });

  it('an entry that does not say whether it is private is internal, and says so', () => {
    const { value, warnings } = read(incoming({ private: undefined }));
    expect(value.visibility).toBe('internal');
    expect(warnings).toMatchObject([{ type: 'defaulted', field: 'visibility', to: 'internal' }]);
  });

  it('what a short answer lacks is taken from what was written; what it says wins', () => {
    const written = { visibility: 'public', incoming: false, source: 0 } as const;
    const short = { private: undefined, incoming: undefined, source: undefined };
    const { value, warnings } = read(incoming(short), { written });
    expect(value).toMatchObject({
      visibility: 'public',
      nativeType: 'reply',
      author: { kind: 'agent' },
    });
    expect(warnings).toEqual([]);
    expect(read(incoming({ ...short, private: true }), { written }).value.visibility).toBe(
      'internal',
    );
  });

  it('of a short answer without a word of its writer, the person tells the side', () => {
    const short = { private: true, incoming: undefined, user_id: 70000000901 };
    const people = lookups({ '70000000901': { kind: 'agent', name: 'Robin' } });
    expect(read(incoming(short), { lookups: people }).value.author).toMatchObject({
      id: 'freshdesk:acme:70000000901',
      kind: 'agent',
      name: 'Robin',
    });
    expect(read(incoming(short)).value.author.kind).toBe('unknown');
  });
});

describe('kinds of entries', () => {
  it.each([
    [5, 'social', 'tweet'],
    [7, 'social', 'facebook_post'],
    [8, 'email', 'forward'],
    [9, 'phone', 'phone'],
    [10, 'messenger', 'mobihelp'],
    [11, 'other', 'ecommerce'],
    [15, 'chat', 'bot'],
    [20, 'chat', 'chat'],
  ])('source %i came by %s', (source, kind, type) => {
    const { value, warnings } = read(incoming({ source }));
    expect(value.channel).toEqual({ kind, native: String(source) });
    expect(value.nativeType).toBe(type);
    expect(warnings).toEqual([]);
  });

  it('a source that nobody documented stays a message', () => {
    const { value, warnings } = read(incoming({ source: 77 }));
    expect(value).toMatchObject({ channel: { kind: 'other', native: '77' }, nativeType: '77' });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'channel.kind', from: 77 }]);
  });

  it('a reply without an envelope did not come by mail', () => {
    const { value } = read(incoming({ from_email: null, support_email: null }));
    expect(value.channel.kind).toBe('other');
  });

  it('the key that one example spells with a capital is read', () => {
    expect(read(incoming({ source: undefined, Source: 8 })).value.nativeType).toBe('forward');
  });

  it('the answer to a survey is known as such', () => {
    expect(read(restFixture('conversation.feedback')).value.nativeType).toBe('feedback');
    // Safe: our own payload, of the shape of an entry.
    expect(isFeedback(restFixture('conversation.feedback') as never)).toBe(true);
    expect(isFeedback(incoming() as never)).toBe(false);
  });
});

describe('texts, files and delivery', () => {
  it('Freshdesk’s own text wins; without one it is made of the HTML, or of the blocks', () => {
    expect(read(incoming()).value.bodyText).toBe('Still broken. Please call.');
    const made = read(incoming({ body_text: null }));
    expect(made.value.bodyText).toBe('Still broken.\nPlease call.');
    expect(made.warnings).toMatchObject([{ type: 'derived', field: 'bodyText' }]);
    const blocks = {
      body_contents: [
        { type: 'text', data: { content: 'one' } },
        { type: 'image', data: {} },
        { type: 'text', data: { content: 'two' } },
      ],
    };
    const structured = read(incoming({ body: null, body_text: null, structured_body: blocks }));
    expect(structured.value).toMatchObject({ bodyText: 'one\ntwo', bodyHtml: null });
    expect(read(incoming({ body: '', body_text: null })).value.bodyText).toBeNull();
  });

  it('null lists of addresses are empty ones; one text is read like a list', () => {
    const { value } = read(
      incoming({ to_emails: null, cc_emails: null, bcc_emails: 'a@example.com; b@example.com' }),
    );
    expect(value).toMatchObject({ to: [], cc: [], bcc: ['a@example.com', 'b@example.com'] });
  });

  it('whom a note was shown to comes under two names', () => {
    expect(
      read(incoming({ to_emails: undefined, notified_to: ['boss@example.com'] })).value.to,
    ).toEqual(['boss@example.com']);
  });

  it.each([
    [{ email_failure_count: 1 }, 'failed'],
    [{ delivery_details: { failed_emails: ['a@example.com'], pending_emails: [] } }, 'failed'],
    [{ delivery_details: { failed_emails: null, pending_emails: ['a@example.com'] } }, 'queued'],
    [{ delivery_details: null }, null],
    [{ delivery_details: undefined, email_failure_count: undefined }, null],
  ])('delivery %j is %s', (changes, status) => {
    expect(read(incoming(changes)).value.deliveryStatus).toBe(status);
  });

  it('files carry the message they hang on', () => {
    const attachments = [
      {
        id: 5,
        name: 'a.txt',
        content_type: 'text/plain',
        size: 3,
        attachment_url: 'https://x.example/a?Expires=1770364800&Signature=s',
      },
    ];
    expect(read(incoming({ attachments })).value.attachments).toEqual([
      {
        id: 'freshdesk:acme:5',
        externalId: '5',
        fileName: 'a.txt',
        contentType: 'text/plain',
        size: 3,
        url: 'https://x.example/a?Expires=1770364800&Signature=s',
        urlExpiresAt: at('2026-02-06T08:00:00Z'),
        requiresAuth: false,
        isInline: false,
        contentId: null,
        sha256: null,
        malwareScan: null,
        messageId: 'freshdesk:acme:80000000010',
      },
    ]);
  });

  it('an entry without an id or a date is refused', () => {
    expect(() => read(incoming({ id: undefined }))).toThrow(WireFormatError);
    expect(() => read(incoming({ created_at: null }))).toThrow(WireFormatError);
  });
});

describe('provenance headers of imports', () => {
  const header = formatProvenanceHeader({
    at: at('2023-05-01T10:00:00Z'),
    author: 'Ada Lovelace',
    source: 'zendesk:acme:42',
  });
  const imported = incoming({ incoming: false, body_text: `${header} Hello there` });

  it('are text like any other where nobody says to believe them', () => {
    expect(read(imported).value).toMatchObject({
      createdAt: at('2026-02-03T08:00:00Z'),
      author: { id: 'freshdesk:acme:70000000501' },
    });
  });

  it('tell date and author where they are believed; the importer is not taken for the author', () => {
    const { value, warnings } = read(imported, { readProvenanceHeaders: true });
    expect(value).toMatchObject({
      createdAt: at('2023-05-01T10:00:00Z'),
      author: { id: null, kind: 'agent', name: 'Ada Lovelace', email: null },
      bodyText: `${header} Hello there`,
    });
    expect(warnings).toMatchObject([
      { type: 'derived', field: 'createdAt' },
      { type: 'derived', field: 'author.name' },
    ]);
  });

  it('leave an author alone who is known by the same name', () => {
    const people = lookups({
      '70000000501': { name: 'Ada Lovelace', email: 'ada@example.com', kind: 'agent' },
    });
    const { value, warnings } = read(imported, { readProvenanceHeaders: true, lookups: people });
    expect(value.author).toEqual({
      id: 'freshdesk:acme:70000000501',
      kind: 'agent',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
    });
    expect(warnings).toMatchObject([{ type: 'derived', field: 'createdAt' }]);
  });

  it('change nothing in a message without one', () => {
    const { value, warnings } = read(incoming(), { readProvenanceHeaders: true });
    expect(value.createdAt).toEqual(at('2026-02-03T08:00:00Z'));
    expect(warnings).toEqual([]);
  });
});
