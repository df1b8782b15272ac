import type { MessageDraft } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { messageFromDraft } from '../../../../adapters/intercom/from-unified/messages.ts';
import { writeContext } from '../support/contexts.ts';

const ADA = '6762f0dd1bb69f9f2193bb83';
type Overrides = Parameters<typeof writeContext>[0];
const written = (changes: Partial<MessageDraft>, overrides: Overrides = {}) =>
  messageFromDraft(
    { body: { text: 'Hello' }, visibility: 'public', ...changes },
    writeContext(overrides),
  );
const refusal = (expected: object): unknown => expect.objectContaining(expected);

const file = { fileName: 'a', contentType: 'text/plain', data: new Uint8Array(1) };

describe('a message of a teammate', () => {
  it('names nobody while whoever acts is its author', () => {
    expect(written({})).toEqual({
      value: { message_type: 'comment', type: 'admin', body: '<p>Hello</p>' },
      warnings: [],
    });
    expect(written({ authorKind: 'agent' })).toEqual(written({}));
  });

  it('is a note where customers must not see it', () => {
    expect(written({ visibility: 'internal', authorId: 'intercom:abc123de:900' }).value).toEqual({
      message_type: 'note',
      type: 'admin',
      admin_id: '900',
      body: '<p>Hello</p>',
    });
  });

  it.each([
    ['a < b & "c"', '<p>a &lt; b &amp; "c"</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['<script>x</script>', '<p>&lt;script&gt;x&lt;/script&gt;</p>'],
    ['🎫 Größe', '<p>🎫 Größe</p>'],
  ])('shows the text %o as it was written', (text, body) => {
    expect(written({ body: { text } }).value['body']).toBe(body);
  });

  it('goes as HTML where there is any', () => {
    const body = { text: 'Hello', html: '<b>Hello</b>' };
    expect(written({ body })).toMatchObject({ value: { body: '<b>Hello</b>' }, warnings: [] });
  });

  it('takes the options that Intercom has for replies', () => {
    const intercom = {
      attachmentUrls: ['https://files.example/a'],
      skip_notifications: true,
      cross_post: true,
    };
    expect(written({ providerOptions: { intercom } }).value).toEqual({
      message_type: 'comment',
      type: 'admin',
      body: '<p>Hello</p>',
      attachment_urls: ['https://files.example/a'],
      skip_notifications: true,
      cross_post: true,
    });
  });
});

describe('a message of a customer', () => {
  it('is plain text in his name', () => {
    expect(written({ authorId: ADA })).toEqual({
      value: { message_type: 'comment', type: 'user', intercom_user_id: ADA, body: 'Hello' },
      warnings: [],
    });
    expect(written({ authorId: `intercom:abc123de:${ADA}`, authorKind: 'customer' })).toEqual(
      written({ authorId: ADA }),
    );
  });

  it('loses its HTML with a warning', () => {
    expect(written({ authorId: ADA, body: { html: '<p>a &lt; <b>b</b></p>' } })).toMatchObject({
      value: { body: 'a < b' },
      warnings: [{ type: 'coerced', field: 'body' }],
    });
  });
});

describe('what cannot be sent', () => {
  it('a copy, with a warning', () => {
    expect(written({ cc: ['sam@customer.example'] })).toMatchObject({
      warnings: [{ type: 'dropped', field: 'cc' }],
    });
  });

  it.each<[string, object, string]>([
    ['a note of a customer', { authorId: ADA, visibility: 'internal' }, 'authorId'],
    ['a customer who is not named', { authorKind: 'customer' }, 'authorId'],
    [
      'a teammate who is called a customer',
      { authorId: '900', authorKind: 'customer' },
      'authorId',
    ],
    ['a customer who is called a teammate', { authorId: ADA, authorKind: 'agent' }, 'authorId'],
    ['a visibility that is none', { visibility: 'private' }, 'visibility'],
    ['no visibility', { visibility: undefined }, 'visibility'],
    ['no words', { body: { text: ' ' } }, 'body'],
    [
      'eleven files',
      { attachments: Array.from({ length: 11 }, () => file) },
      'message.attachments',
    ],
    [
      'eleven addresses',
      {
        providerOptions: {
          intercom: { attachmentUrls: Array.from({ length: 11 }, () => 'https://files.example/a') },
        },
      },
      'providerOptions.intercom.attachmentUrls',
    ],
  ])('%s', (_what, changes, path) => {
    expect(() => written(changes)).toThrow(
      refusal({ issues: [expect.objectContaining({ path })] }),
    );
  });

  it.each<[Overrides, Partial<MessageDraft>, boolean]>([
    [{ version: 14 }, {}, false],
    [{ version: 15 }, {}, true],
    [{ version: 12, read: 'tickets' }, {}, false],
    [{ version: 13, read: 'tickets' }, {}, true],
    // Files on a ticket go through its conversation before 2.16.
    [{ version: 13, read: 'tickets' }, { attachments: [file] }, false],
    [{ version: 15, read: 'tickets' }, { attachments: [file] }, true],
  ])('silence under %o with %o: %s', (overrides, changes, isTaken) => {
    const silent = { providerOptions: { intercom: { skip_notifications: true } }, ...changes };
    if (isTaken) expect(written(silent, overrides).value['skip_notifications']).toBe(true);
    else {
      expect(() => written(silent, overrides)).toThrow(refusal({ code: 'unsupported_operation' }));
    }
  });
});
