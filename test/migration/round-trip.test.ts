import fc from 'fast-check';
import type { Message, SupportTicket } from 'polydesk';
import { createMemoryLedger, createMigration, type Ledger, type Loss } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { createClocks, PAIRS, playDesk, type PlayedDesk, seedAwkward } from './support/worlds.ts';

// A → B → A: what comes home is what went out, but for what one of the two ledgers declares. Compared here by
// hand, not by the comparison that `verify` uses.
const RUNS = process.env['POLYDESK_DEEP'] === '1' ? 40 : 2;
const TICKETS = 3;

type Clocks = ReturnType<typeof createClocks>;

async function carry(from: PlayedDesk, to: PlayedDesk, { patient }: Clocks): Promise<Ledger> {
  const ledger = createMemoryLedger();
  const desks = { from: from.adapter, to: to.adapter };
  const migration = createMigration({ ...desks, ledger, clock: patient, silence: 'confirmed' });
  for await (const { phase } of migration.run()) expect(phase).toBe('run');
  return ledger;
}

interface Story {
  readonly ticket: SupportTicket<unknown, object>;
  readonly requester: string | undefined;
  readonly thread: readonly (Message & { readonly hashes: readonly string[] })[];
}

const HEADER = /^\[Originally sent ([^\s\]]+)[^\]]*\]\s*/u;
const plain = ({ bodyText, bodyHtml }: Message): string =>
  (bodyText ?? bodyHtml ?? '').replace(/<[^>]*>/g, ' ').trim();

/** Blanks, bullets and where links lead are not words: markup comes back as other markup. */
const fold = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\(https?:[^)]*\)/gu, '')
    .replace(/[\s•*-]+/gu, '');

/** The words without the header of an import, and the moment that it names. */
function told(message: Message): { readonly words: string; readonly at: number } {
  let words = plain(message);
  let at = message.createdAt.getTime();
  for (let header = HEADER.exec(words); header !== null; header = HEADER.exec(words)) {
    at = Date.parse(header[1] ?? '');
    words = words.slice(header[0].length);
  }
  return { words: fold(words), at: Math.floor(at / 1000) };
}

async function read({ adapter }: PlayedDesk, id: string): Promise<Story> {
  const ticket = await adapter.tickets.get(id);
  const messages = await adapter.messages.list(id).toArray({ limit: 1000 });
  const thread = [];
  for (const message of messages) {
    // What a migration adds at the end for people to read.
    if (plain(message).includes('Carried over from')) continue;
    const hashes = [];
    for (const { url } of message.attachments) {
      hashes.push((await adapter.attachments?.download?.({ url }))?.sha256 ?? 'unreadable');
    }
    thread.push({ ...message, hashes: hashes.sort() });
  }
  const contact = await adapter.contacts?.get?.(ticket.requester.id ?? 'nobody');
  return { ticket, requester: contact?.emails[0]?.address, thread };
}

/** Files that a first message could not take follow in one that says their names. */
const isOfFiles = (message: Message): boolean =>
  message.attachments.length > 0 &&
  told(message).words === fold(message.attachments.map(({ fileName }) => fileName).join(', '));

/** Paths that differ between what went out and what came home. */
function differences(out: Story, home: Story): readonly string[] {
  const found: string[] = [];
  const check = (path: string, left: unknown, right: unknown): void => {
    if (JSON.stringify(left) !== JSON.stringify(right)) found.push(path);
  };
  for (const field of ['subject', 'status', 'priority', 'category'] as const) {
    check(field, out.ticket[field], home.ticket[field]);
  }
  const there = new Set(home.ticket.tags);
  check(
    'tags',
    [],
    out.ticket.tags.filter((tag) => !there.has(tag)),
  );
  check('requester', out.requester, home.requester);
  const moved = home.thread.filter(isOfFiles).flatMap(({ hashes }) => hashes);
  const went = out.thread.filter((message) => !isOfFiles(message));
  const came = home.thread.filter((message) => !isOfFiles(message));
  check('messages', went.length, came.length);
  const order = (messages: Story['thread']) =>
    messages
      .map((message) => ({ message, ...told(message) }))
      .sort((a, b) => a.at - b.at || (a.words < b.words ? -1 : 1));
  const ours = order(came);
  order(went).forEach(({ message, words, at }, index) => {
    const one = ours[index];
    if (one === undefined) return;
    check('visibility', message.visibility, one.message.visibility);
    check('words', words, one.words);
    check('time', at, one.at);
    check('authorKind', message.author.kind, one.message.author.kind);
    const files = [...one.message.hashes, ...moved];
    check(
      'attachments',
      [],
      message.hashes.filter((hash) => !files.includes(hash)),
    );
  });
  return found;
}

/** What may differ when a ledger declares this. Words, times, visibility and files may never. */
const EXCUSES: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'statusDetail', 'nativeStatusId', 'snoozedUntil'],
  priority: ['priority'],
  category: ['category'],
  tags: ['tags'],
  requester: ['requester', 'contact'],
  authorKind: ['author', 'authorId', 'authorKind'],
};

const itemsOf = async (ledger: Ledger) =>
  (await ledger.items({ kind: 'ticket', limit: 1000, cursor: null })).items;

describe.each(PAIRS)('from $from to $to and back', ({ from, to }) => {
  it('brings home what went out, but for what is declared', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const clocks = createClocks();
        const source = await playDesk(from, clocks.clock);
        const middle = await playDesk(to, clocks.clock, { empty: true });
        const home = await playDesk(from, clocks.clock, { empty: true });
        const ids = await seedAwkward(source, { count: TICKETS, seed });
        clocks.clock.advance(3_600_000);
        const out = await itemsOf(await carry(source, middle, clocks));
        clocks.clock.advance(3_600_000);
        const back = await itemsOf(await carry(middle, home, clocks));
        expect(out.map(({ source: id }) => id).sort()).toEqual([...ids].sort());
        for (const item of out) {
          const returned = back.find(({ source: id }) => id === item.target);
          if (returned?.target == null) throw new Error(`${item.source} did not come home`);
          const losses: readonly Loss[] = [...item.losses, ...returned.losses];
          const declared = new Set(losses.map(({ field }) => field));
          const found = differences(
            await read(source, item.source),
            await read(home, returned.target),
          );
          const silent = found.filter(
            (path) => !(EXCUSES[path] ?? []).some((field) => declared.has(field)),
          );
          expect({ id: item.source, silent }).toEqual({ id: item.source, silent: [] });
        }
      }),
      { numRuns: RUNS },
    );
  });
});
