import { ConfigurationError, type MessageDraft } from 'polydesk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCommentBody } from '../../../../adapters/zendesk/from-unified/common.ts';
import { messageFromDraft } from '../../../../adapters/zendesk/from-unified/messages.ts';
import { ticketFromDraft } from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { deepFreeze, writeContext } from '../support/contexts.ts';

const context = writeContext();
const send = (draft: MessageDraft) => messageFromDraft(deepFreeze(draft), context);
const text = (value: string) => toCommentBody({ text: value }, 'body');

describe('a message', () => {
  it('a reply goes out as public: true', () => {
    expect(send({ body: { text: 'Please try again.' }, visibility: 'public' })).toEqual({
      value: { ticket: { comment: { body: 'Please try again.', public: true } } },
      warnings: [],
    });
  });

  it('a note goes out as public: false, never left out', () => {
    expect(send({ body: { text: 'Careful.' }, visibility: 'internal' }).value).toEqual({
      ticket: { comment: { body: 'Careful.', public: false } },
    });
  });

  it.each([undefined, null, 'private', 'Public', true, ''])(
    'visibility %o is refused: a wrong guess cannot be taken back',
    (visibility) => {
      // Safe: what a caller without types can pass.
      const wrong = { body: { text: 'x' }, visibility } as unknown as MessageDraft;
      expect(() => send(wrong)).toThrow(
        expect.objectContaining({
          name: 'ValidationError',
          issues: [{ path: 'visibility', message: 'must be "public" or "internal"' }],
        }),
      );
      expect(() =>
        ticketFromDraft({ subject: 's', requester: { id: '1' }, message: wrong }, context),
      ).toThrow(
        expect.objectContaining({
          issues: [{ path: 'message.visibility', message: 'must be "public" or "internal"' }],
        }),
      );
    },
  );

  it('copies go to addresses; a note has none, and says so', () => {
    const cc = ['sam@customer.example'];
    expect(send({ body: { text: 'x' }, visibility: 'public', cc }).value['ticket']).toMatchObject({
      email_ccs: [{ user_email: 'sam@customer.example', action: 'put' }],
    });
    const note = send({ body: { text: 'x' }, visibility: 'internal', cc });
    expect(note.value['ticket']).not.toHaveProperty('email_ccs');
    expect(note.warnings).toEqual([
      { type: 'dropped', field: 'cc', reason: 'An internal note is sent to nobody.' },
    ]);
  });

  it('an author is set by id; the body stays what the caller wrote', () => {
    const draft = { body: { text: 'Hello' }, visibility: 'public', authorId: '900' } as const;
    expect(send(draft).value['ticket']).toEqual({
      comment: { body: 'Hello', public: true, author_id: 900 },
    });
    expect(() => send({ ...draft, authorId: 'zendesk:other:900' })).toThrow(ConfigurationError);
  });

  it('unknown keys of providerOptions are refused', () => {
    const draft = { body: { text: 'x' }, visibility: 'public' } as const;
    expect(() => send({ ...draft, providerOptions: { zendesk: { public: true } } })).toThrow(
      ConfigurationError,
    );
    expect(
      send({ ...draft, providerOptions: { zendesk: { macro_id: 5 } } }).value['ticket'],
    ).toMatchObject({ macro_id: 5 });
  });
});

describe('bodies', () => {
  it('HTML wins over text; empty HTML does not', () => {
    expect(toCommentBody({ text: 'a', html: '<p>b</p>' }, 'body')).toEqual({
      html_body: '<p>b</p>',
    });
    expect(toCommentBody({ text: 'a', html: '' }, 'body')).toEqual({ body: 'a' });
  });

  it.each([{}, { text: '' }, { text: ' \n ' }, { html: '' }])('%o is no body', (body) => {
    expect(() => toCommentBody(body, 'message.body')).toThrow(
      expect.objectContaining({
        name: 'ValidationError',
        issues: [{ path: 'message.body', message: 'text or html is required' }],
      }),
    );
  });

  it('64 kB fit; a byte more is refused instead of cut off', () => {
    expect(text('a'.repeat(65_536))).toEqual({ body: 'a'.repeat(65_536) });
    const tooLong = 'Nora '.repeat(14_000);
    for (const body of [
      { text: 'a'.repeat(65_537) },
      { html: tooLong },
      { text: 'é'.repeat(32_769) },
    ]) {
      expect(() => toCommentBody(body, 'body')).toThrow(
        expect.objectContaining({ name: 'ValidationError', code: 'limit_exceeded' }),
      );
    }
    try {
      toCommentBody({ text: tooLong }, 'body');
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('Nora');
    }
  });

  it.each([
    ['Hello {{ticket.id}}', 'Hello \\{{ticket.id}}'],
    ['{{a}}{{b}}', '\\{{a}}\\{{b}}'],
    ['{{{raw}}}', '\\{{{raw}}}'],
    ['one { two }', 'one { two }'],
    ['{{ never closed', '{{ never closed'],
    ['{{ open {{a}}', '{{ open \\{{a}}'],
  ])('the placeholder in %o is escaped', (value, expected) => {
    expect(text(value)).toEqual({ body: expected });
    expect(toCommentBody({ html: `<p>${value}</p>` }, 'body')).toEqual({
      html_body: `<p>${expected}</p>`,
    });
  });

  it.each(['one line', 'two\nlines', 'two\n\nparagraphs', 'Ünïcödé – „ok“ 漢字'])(
    '%o goes as text',
    (value) => {
      expect(text(value)).toEqual({ body: value });
    },
  );

  it.each([
    ['a  b', 'a&nbsp; b'],
    ['  indented', '&nbsp; indented'],
    ['a\n\n\nb', 'a<br><br><br>b'],
    ['a\r\n\r\n\r\nb', 'a<br><br><br>b'],
    ['a\n  b', 'a<br>&nbsp; b'],
    ['\tcode', '&nbsp;&nbsp;&nbsp; code'],
    ['1 < 2 & <b>', '1 &lt; 2 &amp; &lt;b&gt;'],
    ['if (a)  {{x}}', 'if (a)&nbsp; \\{{x}}'],
  ])('%o would be folded or stripped, so it goes as HTML', (value, expected) => {
    expect(text(value)).toEqual({ html_body: expected });
  });
});

/** What somebody reads: how a browser shows this HTML, which has no tags but line breaks. */
function shown(html: string): string {
  return html
    .replace(/[ \t\n]+/g, ' ')
    .replace(/ ?<br> ?/g, '\n')
    .replace(/^ | $/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', '<b>', '&amp;', '&', '{{', '}}', '. '),
    fc.string({ unit: 'grapheme', maxLength: 8 }).filter((part) => !/[\s\p{Zs}]/u.test(part)),
  );
  const texts = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));

  it('reads the same afterwards, as text or as HTML', () => {
    fc.assert(
      fc.property(texts, (value) => {
        fc.pre(value.trim() !== '');
        const wire = text(value);
        const unescaped = (sent: unknown) => String(sent).replaceAll('\\{{', '{{');
        const lines = value.replace(/\r\n/g, '\n').replace(/\t/g, '    ');
        if ('body' in wire) {
          expect(unescaped(wire['body'])).toBe(value);
          // Nothing in it that Zendesk folds or strips.
          expect(value).not.toMatch(/[ \t]{2}|\n[ \t]|(\r?\n){3}|[<>&]/);
        } else {
          expect(shown(unescaped(wire['html_body']))).toBe(lines);
        }
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});
