import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../src/adapter/html-text.ts';
import { splitHtml } from '../../src/migration/translate/split-html.ts';
import { bytesOf, splitText } from '../../src/migration/translate/split-text.ts';
import { foldText, wordsOf } from '../../src/migration/translate/plain-words.ts';
import { openSmallWorld, giveTicket, whole } from './support/small-world.ts';

const encoder = new TextEncoder();
const sizeOf = (text: string): number => encoder.encode(text).length;
const without = (text: string): string => text.replace(/\s+/g, '');

/** Single characters for readers, several code points each. */
const FAMILIES = ['👨‍👩‍👧‍👦', 'e\u0301', '🇩🇪', '👍🏽', '각', 'क्षि'];
const writing = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('word', '汉字', ' ', '\n', '\n\n', '&', '<', 'Ünïted'),
    },
    { weight: 2, arbitrary: fc.constantFrom(...FAMILIES) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  ),
  { maxLength: 120 },
);

describe('splitText', () => {
  it('measures what is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(bytesOf(text)).toBe(sizeOf(text));
      }),
    );
  });

  it('loses no word, and no part is too long', () => {
    fc.assert(
      fc.property(writing, fc.integer({ min: 40, max: 200 }), (words, most) => {
        const text = words.join('');
        const parts = splitText(text, most, bytesOf);
        expect(without(parts.join(''))).toBe(without(text));
        for (const part of parts) {
          expect(sizeOf(part)).toBeLessThanOrEqual(most);
          expect(part.trim()).not.toBe('');
        }
      }),
    );
  });

  it('cuts no character apart that readers take for one', () => {
    const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const split = (text: string): readonly string[] =>
      [...characters.segment(text)].map(({ segment }) => segment);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FAMILIES, '汉'), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 60, max: 120 }),
        (list, most) => {
          const text = list.join('');
          expect(splitText(text, most, bytesOf).flatMap(split)).toEqual(split(text));
        },
      ),
    );
  });

  it('cuts at a paragraph, else at a line, else between words', () => {
    expect(splitText('one two\n\nthree four', 12, bytesOf)).toEqual(['one two\n\n', 'three four']);
    expect(splitText('one two\nthree four', 12, bytesOf)).toEqual(['one two\n', 'three four']);
    expect(splitText('one two three', 8, bytesOf)).toEqual(['one two ', 'three']);
  });
});

const inline = fc.oneof(
  fc.constantFrom(
    'some words here',
    'Tom &amp; Ada',
    '1 &lt; 2',
    '&#x1F9E8;',
    '汉字汉字',
    '<br>',
    '{{name}}',
  ),
  fc.constantFrom(...FAMILIES),
  fc.constantFrom(
    '<b>bold words</b>',
    '<a href="https://a.example/?x=1&amp;y=2">a link</a>',
    '<!-- nobody > reads -->',
    '<i class="a">more of it</i>',
    '<style>p { color: red }</style>',
    '<img alt="" src="https://b.example/i.png">',
    'a < b',
  ),
);
const block = (depth: number): fc.Arbitrary<string> => {
  const inner = fc.array(depth === 0 ? inline : fc.oneof(inline, block(depth - 1)), {
    maxLength: 5,
  });
  const name = fc.constantFrom('p', 'div', 'blockquote', 'td', 'table', 'ul', 'li', 'pre');
  return fc
    .tuple(name, inner, fc.boolean())
    .map(
      ([tag, list, isClosed]) =>
        `<${tag} style="x">${list.join(' ')}${isClosed ? `</${tag}>` : ''}`,
    );
};

/** What is open at the end of HTML in which everything is to be closed, and what is closed that was never open. */
function imbalance(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (name === 'br' || name === 'img') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...open, ...wrong];
}

describe('splitHtml', () => {
  it('loses no word and cuts no tag, entity, link or character apart', () => {
    let split = 0;
    fc.assert(
      fc.property(
        fc.array(block(2), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 120, max: 500 }),
        (blocks, most) => {
          const html = blocks.join('');
          const parts = splitHtml(html, most);
          // Some have no place for a cut: then the text is cut.
          if (parts === null) return;
          if (parts.length > 1) split += 1;
          expect(without(parts.map(htmlToText).join(''))).toBe(without(htmlToText(html)));
          for (const part of parts) expect(sizeOf(part)).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 400 },
    );
    expect(split).toBeGreaterThan(50);
  });

  it('closes in each part what was open, and opens it again in the next', () => {
    const html = `<div class="mail"><blockquote>${'<p>Some words of it.</p>'.repeat(40)}</blockquote></div>`;
    const parts = splitHtml(html, 300) ?? [];
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flatMap(imbalance)).toEqual([]);
    expect(parts.every((part) => part.startsWith('<div class="mail"><blockquote>'))).toBe(true);
  });

  it('cuts between blocks, and says no address twice', () => {
    expect(splitHtml('<p>one</p><p>two</p>', 12)).toEqual(['<p>one</p>', '<p>two</p>']);
    expect(splitHtml(`<a href="https://a.example">${'word '.repeat(40)}</a>`, 120)).toBeNull();
  });

  it('is as fast for tags that never end', () => {
    for (const tag of ['<a ', '<style>', '<!--']) {
      const html = tag.repeat(60_000);
      expect(without(splitHtml(html, 1_000_000)?.join('') ?? '')).toBe(without(html));
    }
  });
});

const AT = new Date('2026-03-02T09:00:00Z');
const paragraph = (number: number): string =>
  `<p>Paragraph ${number} of a <b>long</b> mail &amp; its quoted history, 汉字 👨‍👩‍👧‍👦.</p>`;
const LONG_HTML = `<div>${Array.from({ length: 1500 }, (_, number) => paragraph(number)).join('')}</div>`;
/** All words of some messages, without the headers of imports. */
const said = (messages: Parameters<typeof wordsOf>[0][]): string =>
  without(messages.map(wordsOf).join(''));
const LONG_WORDS = without(foldText(htmlToText(LONG_HTML)));
const LONG_TEXT = '汉'.repeat(70_000);

describe.each(['freshdesk', 'intercom'] as const)(
  'a message that is too long for Zendesk, from %s',
  (from) => {
    it('is carried as several of the same author and second, and verified word for word', async () => {
      const world = await openSmallWorld(from, 'zendesk');
      const [authorId = ''] = world.source.directory.contacts.values();
      const [agent = ''] = world.source.directory.agents.values();
      const file = { fileName: 'a.txt', contentType: 'text/plain', data: new Uint8Array([1, 2]) };
      const second = new Date(AT.getTime() + 60_000);
      const id = await giveTicket(world.source, {
        messages: [
          {
            visibility: 'public',
            body: { html: LONG_HTML },
            authorId,
            authorKind: 'customer',
            createdAt: AT,
            attachments: [file],
          },
          {
            visibility: 'internal',
            body: { text: LONG_TEXT },
            authorId: agent,
            authorKind: 'agent',
            createdAt: second,
          },
        ],
      });
      world.advance(3_600_000);
      const migration = world.migrate();
      await whole(migration.run());
      world.advance(60_000);
      await whole(migration.verify());
      const item = await world.ticket(id);
      expect(item).toMatchObject({ state: 'verified', error: null, differences: [] });
      const reasons = (item?.losses ?? []).flatMap(({ field, reason }) =>
        field === 'body' ? [reason] : [],
      );
      expect(reasons).toHaveLength(2);
      expect(reasons.every((reason) => /written as \d+ messages\.$/.test(reason))).toBe(true);

      const { adapter } = world.target;
      const thread = await adapter.messages.list(item?.target ?? '').toArray({ limit: 100 });
      const ofMail = thread.filter(({ bodyText }) => bodyText?.includes('Paragraph') === true);
      const ofNote = thread.filter(({ bodyText }) => bodyText?.includes('汉汉') === true);
      for (const parts of [ofMail, ofNote]) {
        expect(parts.length).toBeGreaterThan(1);
        expect(new Set(parts.map(({ author }) => author.id)).size).toBe(1);
        expect(new Set(parts.map(({ createdAt }) => createdAt.getTime())).size).toBe(1);
      }
      expect(new Set(ofNote.map(({ visibility }) => visibility))).toEqual(new Set(['internal']));
      expect(said(ofMail)).toBe(LONG_WORDS);
      expect(said(ofNote)).toBe(LONG_TEXT);
      const files = thread.flatMap(({ attachments }) =>
        attachments.map(({ fileName }) => fileName),
      );
      expect(files).toEqual(['a.txt']);

      // And back: every word of it, in the same order.
      const third = await openSmallWorld('zendesk', from);
      const back = third.migrate({ from: adapter });
      await whole(back.run());
      await whole(back.verify());
      const returned = await third.ticket(item?.target ?? '');
      expect(returned).toMatchObject({ state: 'verified', differences: [] });
      const again = await third.target.adapter.messages
        .list(returned?.target ?? '')
        .toArray({ limit: 100 });
      const mailAgain = again.filter(({ bodyText }) => bodyText?.includes('Paragraph') === true);
      expect(said(mailAgain)).toBe(LONG_WORDS);
    });
  },
);

describe.each(['freshdesk', 'zendesk'] as const)(
  'messages with more files than Intercom takes, from %s',
  (from) => {
    const filesOf = (letter: string, count: number) =>
      Array.from({ length: count }, (_, number) => ({
        fileName: `${letter}${number + 1}.txt`,
        contentType: 'text/plain',
        data: new TextEncoder().encode(`${letter} ${number}`),
      }));
    const numbered = (letter: string, first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}.txt`);

    it('are carried with their files in messages of the same author and second, all of them', async () => {
      const world = await openSmallWorld(from, 'intercom');
      const [authorId = ''] = world.source.directory.contacts.values();
      const [agent = ''] = world.source.directory.agents.values();
      const message = { visibility: 'public', authorId, authorKind: 'customer' } as const;
      const note = { visibility: 'internal', authorId: agent, authorKind: 'agent' } as const;
      const second = new Date(AT.getTime() + 60_000);
      const body = (text: string) => ({ body: { text } });
      const id = await giveTicket(world.source, {
        messages: [
          { ...message, ...body('Ten'), createdAt: AT, attachments: filesOf('a', 10) },
          { ...message, ...body('Many'), createdAt: second, attachments: filesOf('b', 21) },
          { ...note, ...body('Noted'), createdAt: second, attachments: filesOf('c', 15) },
        ],
      });
      world.advance(3_600_000);
      const migration = world.migrate();
      await whole(migration.run());
      world.advance(60_000);
      await whole(migration.verify());
      const item = await world.ticket(id);
      expect(item).toMatchObject({ state: 'verified', error: null, differences: [] });
      const reasons = (item?.losses ?? []).flatMap(({ field, reason }) =>
        field === 'body' && reason.startsWith('More files') ? [reason] : [],
      );
      expect(reasons).toEqual([
        'More files than the target takes at once: written as 3 messages.',
        'More files than the target takes at once: written as 2 messages.',
      ]);

      const { adapter } = world.target;
      const thread = await adapter.messages.list(item?.target ?? '').toArray({ limit: 100 });
      const carried = thread
        .filter(({ attachments }) => attachments.length > 0)
        .filter(({ createdAt }) => createdAt.getTime() === second.getTime())
        .map(({ bodyText, bodyHtml, visibility, attachments, author }) => ({
          text: wordsOf({ bodyText, bodyHtml }).split(':')[0],
          visibility,
          author: author.kind,
          files: attachments.map(({ fileName }) => fileName),
        }));
      const ofCustomer = { visibility: 'public', author: 'customer' };
      const ofAgent = { visibility: 'internal', author: 'agent' };
      expect(carried).toHaveLength(5);
      for (const [text, whose, files] of [
        ['Many', ofCustomer, numbered('b', 1, 10)],
        ['Files 11 to 20 of 21', ofCustomer, numbered('b', 11, 20)],
        ['File 21 of 21', ofCustomer, numbered('b', 21, 21)],
        ['Noted', ofAgent, numbered('c', 1, 10)],
        ['Files 11 to 15 of 15', ofAgent, numbered('c', 11, 15)],
      ] as const) {
        expect(carried).toContainEqual({ text, ...whose, files });
      }
    });
  },
);

it('a part that is missing at the target is found', async () => {
  const world = await openSmallWorld('freshdesk', 'zendesk');
  const id = await giveTicket(world.source, { text: LONG_TEXT });
  world.advance(3_600_000);
  const migration = world.migrate();
  await whole(migration.run());
  const { target } = (await world.ticket(id)) ?? { target: null };
  const thread = await world.target.adapter.messages.list(target ?? '').toArray({ limit: 100 });
  await world.target.adapter.messages.redact?.(target ?? '', thread[1]?.id ?? '', '汉汉汉汉');
  await whole(migration.verify());
  expect((await world.ticket(id))?.state).toBe('confirmed');
});
