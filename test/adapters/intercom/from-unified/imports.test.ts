import fc from 'fast-check';
import type { AnyFields, ImportDraft } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { ticketFromImport } from '../../../../adapters/intercom/from-unified/imports.ts';
import { writeContext } from '../support/contexts.ts';

const ADA = '6762f0dd1bb69f9f2193bb83';
const GRACE = '900';
const TICKETS = { read: 'tickets' } as const;
const began = new Date('2023-05-01T10:00:00Z');
const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

type Messages = ImportDraft<AnyFields>['messages'];
const draft = (messages: Messages, changes: Partial<ImportDraft<AnyFields>> = {}) => ({
  subject: 'Export stops',
  requester: { id: ADA },
  createdAt: began,
  formId: '41',
  messages,
  ...changes,
});

const message = fc.record({
  text: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
  visibility: fc.constantFrom('public' as const, 'internal' as const),
  author: fc.constantFrom({ authorId: ADA }, { authorId: GRACE }, {}),
  createdAt: fc.date({ min: began, max: new Date('2026-01-01'), noInvalidDate: true }),
});
const thread = fc
  .array(message, { minLength: 1, maxLength: 6 })
  .map((messages) =>
    messages.map(({ text, author, ...rest }) => ({ body: { text }, ...author, ...rest })),
  );
const hasCustomer = (messages: Messages): boolean =>
  messages.some(({ visibility, authorId }) => visibility === 'public' && authorId === ADA);

describe('an imported thread', () => {
  it('of a conversation has every message once, as visible as it was, under its own date', () => {
    fc.assert(
      fc.property(thread.filter(hasCustomer), (messages) => {
        const { value: plan } = ticketFromImport(draft(messages), writeContext());
        const opening = messages.findIndex(
          ({ visibility, authorId }) => visibility === 'public' && authorId === ADA,
        );
        expect(plan.start.by).toBe('customer');
        expect(plan.start.body).toMatchObject({
          from: { type: 'contact', id: ADA },
          body: messages[opening]?.body.text,
          created_at: secondsOf(messages[opening]?.createdAt ?? began),
        });
        const others = messages.flatMap((_message, index) => (index === opening ? [] : [index]));
        expect(plan.replies.map(({ index }) => index)).toEqual(others);
        for (const { index, body } of plan.replies) {
          const original = messages[index];
          const isNote = original?.visibility === 'internal';
          expect(body['message_type']).toBe(isNote ? 'note' : 'comment');
          expect(body['created_at']).toBe(secondsOf(original?.createdAt ?? began));
          // What staff wrote tells nobody; messages of customers do not.
          expect(body['skip_notifications']).toBe(body['type'] === 'admin' ? true : undefined);
        }
      }),
      { seed: 41, numRuns: 500 },
    );
  });

  it('of a ticket has all its messages as replies, and never a note in its description', () => {
    fc.assert(
      fc.property(thread, (messages) => {
        const { value: plan, warnings } = ticketFromImport(draft(messages), writeContext(TICKETS));
        expect(plan.replies.map(({ index }) => index)).toEqual([...messages.keys()]);
        for (const { index, body } of plan.replies) {
          const isNote = messages[index]?.visibility === 'internal';
          expect(body['message_type']).toBe(isNote ? 'note' : 'comment');
        }
        const first = messages.find(({ visibility }) => visibility === 'public');
        expect(plan.start).toMatchObject({
          by: 'ticket',
          body: {
            skip_notifications: true,
            created_at: secondsOf(began),
            ticket_attributes: { _default_description_: first?.body.text ?? 'Export stops' },
          },
        });
        const told = warnings.some(({ type, field }) => type === 'derived' && field === 'messages');
        expect(told).toBe(first === undefined);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('says whose words it puts into whose mouth', () => {
    fc.assert(
      fc.property(thread.filter(hasCustomer), (messages) => {
        const { value: plan, warnings } = ticketFromImport(draft(messages), writeContext());
        for (const { index, body } of plan.replies) {
          const author = body['admin_id'] ?? body['intercom_user_id'];
          const told = warnings.some(({ field }) => field === `messages.${index}.authorId`);
          expect(told).toBe(author !== messages[index]?.authorId || author === undefined);
        }
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  it.each([
    ['nobody', {}, {}],
    ['a teammate', { authorId: GRACE }, {}],
    ['a customer, in a note', { authorId: ADA }, { visibility: 'internal' }],
  ] as const)('does not begin a conversation with words of %s', (_who, author, rest) => {
    const messages = [
      { body: { text: 'x' }, visibility: 'public', createdAt: began, ...author, ...rest } as const,
    ];
    expect(() => ticketFromImport(draft(messages), writeContext())).toThrow(
      expect.objectContaining({ code: 'unsupported_operation' }),
    );
  });

  it('needs a subject where nothing else may describe the ticket', () => {
    const messages = [{ body: { text: 'x' }, visibility: 'internal', createdAt: began } as const];
    const untitled = draft(messages, { subject: ' ' });
    expect(() => ticketFromImport(untitled, writeContext(TICKETS))).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'subject' })] }),
    );
  });
});
