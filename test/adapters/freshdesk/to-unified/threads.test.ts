import { describe, expect, it } from 'vitest';
import {
  firstMessageIdOf,
  firstMessageToUnified,
  isFirstMessageId,
  threadToUnified,
} from '../../../../adapters/freshdesk/to-unified/threads.ts';
import { formatProvenanceHeader } from '../../../../src/adapter/provenance-header.ts';
import { readContext } from '../support/read-context.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const context = { ...readContext(), ticketId: '4711' };
const incoming = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('conversation.incoming', changes);
const chat = () => restFixture('conversations.chat')['entries'] as readonly object[];
const idsOf = (thread: ReturnType<typeof threadToUnified>) =>
  thread.messages.map(({ value }) => value.externalId);
const firstOf = (thread: ReturnType<typeof threadToUnified>) =>
  thread.messages.filter(({ value }) => value.isFirst).map(({ value }) => value.externalId);

describe('the first message of a ticket', () => {
  it('is its description, under an id that no entry can have', () => {
    const { value } = firstMessageToUnified(restFixture('ticket.full'), readContext());
    expect(value).toMatchObject({
      id: 'freshdesk:acme:4711-description',
      ticketId: 'freshdesk:acme:4711',
      visibility: 'public',
      isFirst: true,
      nativeType: 'description',
      author: {
        id: 'freshdesk:acme:70000000501',
        kind: 'customer',
        name: 'Noor Haddad',
        email: 'noor@example.com',
      },
      bodyText: 'It stops at row 1000. Every day.',
      bodyHtml: '<div>It stops at row 1000.<br>Every day.</div>',
      channel: { kind: 'email', native: '1' },
      to: ['help@acme.example.com'],
      // The copies of the mail itself, not those of later replies.
      cc: ['LENA@example.com'],
      bcc: ['audit@example.com'],
      createdAt: new Date('2026-02-02T08:00:00Z'),
      updatedAt: null,
    });
    expect(firstMessageIdOf(4711)).toBe('4711-description');
    expect(isFirstMessageId('4711-description')).toBe(true);
    expect(isFirstMessageId('80000000010')).toBe(false);
  });

  it('of a mail that an agent sent is the agent’s, whoever he was', () => {
    const json = restFixture('ticket.full', { source: 10 });
    expect(firstMessageToUnified(json, readContext()).value.author).toEqual({
      id: null,
      kind: 'agent',
      name: null,
      email: null,
    });
  });

  it('reads a provenance header when told to', () => {
    const header = formatProvenanceHeader({
      at: new Date('2023-05-01T10:00:00Z'),
      author: 'Ada',
      source: null,
    });
    const json = restFixture('ticket.full', { description_text: `${header} Hello` });
    const { value } = firstMessageToUnified(json, readContext({ readProvenanceHeaders: true }));
    expect(value.createdAt).toEqual(new Date('2023-05-01T10:00:00Z'));
    expect(value.author).toMatchObject({ kind: 'customer', name: 'Ada', id: null });
  });
});

describe('a thread', () => {
  it('begins with the description, once, and only on the page that has the ticket', () => {
    const first = threadToUnified(
      { ticket: restFixture('ticket.full'), conversations: [incoming()] },
      context,
    );
    expect(idsOf(first)).toEqual(['4711-description', '80000000010']);
    expect(firstOf(first)).toEqual(['4711-description']);
    const later = threadToUnified({ ticket: null, conversations: [incoming()] }, context);
    expect(idsOf(later)).toEqual(['80000000010']);
    expect(firstOf(later)).toEqual([]);
  });

  it('of a ticket without answers is the description alone', () => {
    const thread = threadToUnified(
      { ticket: restFixture('ticket.full'), conversations: [] },
      context,
    );
    expect(idsOf(thread)).toEqual(['4711-description']);
  });

  it('leaves the answer to a survey out, and says so', () => {
    const thread = threadToUnified(
      {
        ticket: restFixture('ticket.full'),
        conversations: [incoming(), restFixture('conversation.feedback')],
      },
      context,
    );
    expect(idsOf(thread)).toEqual(['4711-description', '80000000010']);
    expect(thread.warnings).toMatchObject([{ type: 'dropped', field: 'messages' }]);
  });
});

describe('the thread of a chat', () => {
  const ticket = (changes: Readonly<Record<string, unknown>> = {}) =>
    restFixture('ticket.chat', changes);

  it('does not tell the first message twice: the entry that repeats it is left out', () => {
    const thread = threadToUnified({ ticket: ticket(), conversations: chat() }, context);
    expect(idsOf(thread)).toEqual(['4740-description', '80000000001', '80000000003']);
    expect(firstOf(thread)).toEqual(['4740-description']);
    expect(thread.messages.map(({ value }) => value.author.kind)).toEqual([
      'customer',
      'bot',
      'agent',
    ]);
    expect(thread.awaited).toBeNull();
  });

  it('leaves the repetition out on a later page, too, and nothing else', () => {
    const [greeting, question, answer] = chat();
    const first = threadToUnified({ ticket: ticket(), conversations: [greeting] }, context);
    expect(idsOf(first)).toEqual(['4740-description', '80000000001']);
    const later = (conversations: readonly unknown[]) =>
      threadToUnified({ ticket: null, conversations, awaited: first.awaited }, context);
    expect(idsOf(later([question, answer]))).toEqual(['80000000003']);
    expect(later([question]).awaited).toBeNull();
    // Staff alone: the customer's first words are still to come.
    expect(later([answer]).awaited).toBe(first.awaited);
    expect(idsOf(later([{ ...question, body_text: 'Hello?' }]))).toEqual(['80000000002']);
  });

  it('keeps a description that the thread does not repeat', () => {
    const [greeting, , answer] = chat();
    const thread = threadToUnified(
      { ticket: ticket(), conversations: [greeting, answer] },
      context,
    );
    expect(idsOf(thread)).toEqual(['4740-description', '80000000001', '80000000003']);
  });

  it('keeps a description that a later message happens to repeat', () => {
    const [, question] = chat();
    const other = { ...question, id: 1, body_text: 'Anybody there?' };
    const thread = threadToUnified({ ticket: ticket(), conversations: [other, question] }, context);
    expect(idsOf(thread)).toEqual(['4740-description', '1', '80000000002']);
  });

  it('is known by its source or by its structured description', () => {
    const plain = { structured_description: null };
    const doubled = (changes: Readonly<Record<string, unknown>>) =>
      idsOf(threadToUnified({ ticket: ticket(changes), conversations: chat() }, context)).includes(
        '80000000002',
      );
    expect(doubled({ ...plain, source: 15 })).toBe(false);
    expect(doubled({ source: 2 })).toBe(false);
    // Somebody who mails the same words twice has written twice.
    expect(doubled({ ...plain, source: 1 })).toBe(true);
  });

  it('without any text keeps both: nothing says that they are the same', () => {
    const [, question] = chat();
    const thread = threadToUnified(
      {
        ticket: ticket({ description_text: '' }),
        conversations: [{ ...question, body_text: '' }],
      },
      context,
    );
    expect(idsOf(thread)).toEqual(['4740-description', '80000000002']);
  });
});
