import { describe, expect, it } from 'vitest';
import {
  messageCallOf,
  messageFromDraft,
} from '../../../../adapters/freshdesk/from-unified/messages.ts';
import type { MessageDraft } from '../../../../src/model/message.ts';
import { writeContext } from '../support/write-context.ts';

const draft = (overrides: Partial<MessageDraft> = {}): MessageDraft => ({
  body: { text: 'Hello' },
  visibility: 'public',
  ...overrides,
});
const body = (overrides: Partial<MessageDraft> = {}) =>
  messageFromDraft(draft(overrides), writeContext()).value;

describe('which call writes a message', () => {
  it.each([
    ['public', undefined, 'reply'],
    ['public', 'agent', 'reply'],
    ['public', 'customer', 'notes'],
    ['internal', undefined, 'notes'],
    ['internal', 'customer', 'notes'],
  ] as const)('%s of %s is written by %s', (visibility, authorKind, call) => {
    const kind = authorKind === undefined ? {} : { authorKind };
    expect(messageCallOf({ visibility, ...kind }).call).toBe(call);
  });

  it('is not guessed without a visibility', () => {
    // Callers without types can leave it out.
    const untyped = JSON.parse('{"body":{"text":"x"}}');
    expect(() => messageCallOf(untyped)).toThrow(
      expect.objectContaining({ code: 'validation_failed' }),
    );
  });
});

describe('the body of a message', () => {
  it.each([
    [{}, { body: 'Hello' }],
    [{ cc: ['a@example.org'] }, { body: 'Hello', cc_emails: ['a@example.org'] }],
    [{ authorId: 'freshdesk:acme:8' }, { body: 'Hello', user_id: 8 }],
    [{ visibility: 'internal' }, { body: 'Hello', private: true }],
    [{ authorKind: 'customer' }, { body: 'Hello', private: false, incoming: true }],
    [
      { visibility: 'internal', authorKind: 'customer' },
      { body: 'Hello', private: true, incoming: true },
    ],
    [
      { providerOptions: { freshdesk: { from_email: 'b@acme.example' } } },
      { body: 'Hello', from_email: 'b@acme.example' },
    ],
    [
      {
        visibility: 'internal',
        providerOptions: { freshdesk: { notify_emails: ['bo@acme.example'] } },
      },
      { body: 'Hello', private: true, notify_emails: ['bo@acme.example'] },
    ],
  ] as const)('%o', (overrides, expected) => {
    expect(body(overrides)).toEqual(expected);
  });

  it('takes the settings of its own call only', () => {
    expect(() => body({ providerOptions: { freshdesk: { notify_emails: [] } } })).toThrow(
      /does not take notify_emails/,
    );
    expect(() =>
      body({ visibility: 'internal', providerOptions: { freshdesk: { bcc_emails: [] } } }),
    ).toThrow(/does not take bcc_emails/);
  });

  it('warns of copies of a note, and of nothing when there are none', () => {
    const note = (cc: readonly string[]) =>
      messageFromDraft(draft({ visibility: 'internal', cc }), writeContext()).warnings;
    expect(note(['a@example.org'])).toMatchObject([{ type: 'dropped', field: 'cc' }]);
    expect(note([])).toEqual([]);
  });

  it.each([{}, { text: '' }, { text: ' \n' }, { html: ' ' }])(
    'needs words: %o has none',
    (empty) => {
      expect(() => body({ body: empty })).toThrow(
        expect.objectContaining({
          code: 'validation_failed',
          issues: [{ path: 'body', message: 'text or html is required' }],
        }),
      );
    },
  );
});
