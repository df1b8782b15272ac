import { describe, expect, test } from 'vitest';
import { conversation, MIRA, notification, parse, part, withTicketPart } from './deliveries.ts';

type Json = Readonly<Record<string, unknown>>;

const seen = (topic: string, item: Json) =>
  parse(notification(topic, item)).flatMap((event) =>
    'message' in event ? [[event.type, event.message.visibility]] : [],
  );
const UNSAID: Json = { category: undefined, is_shared: undefined, ticket_type: { id: '55' } };

describe('what staff write on a ticket that customers never see', () => {
  test.each<readonly [string, Json]>([
    ['by its category', { category: 'Tracker' }],
    ['by the category of its type', { ...UNSAID, ticket_type: { category: 'Back-office' } }],
    ['because it is not shared', { ...UNSAID, is_shared: false }],
    ['because it is not shared, although it was its customer’s', { is_shared: false }],
    ['by a category that polydesk does not know', { category: 'Vault' }],
    ['because nothing says that they see it', UNSAID],
  ])('is a note: %s', (_case, ticket) => {
    const item = withTicketPart({ body: '<p>The root cause</p>' }, ticket);
    expect(seen('ticket.admin.replied', item)).toEqual([['note.created', 'internal']]);
  });

  test.each<readonly [string, Json]>([
    ['by its category', { is_shared: undefined }],
    ['by the category of its type', { ...UNSAID, ticket_type: { category: 'Customer' } }],
    ['because it is shared', { ...UNSAID, is_shared: true }],
  ])('is a message on one that they see: %s', (_case, ticket) => {
    const item = withTicketPart({ body: '<p>It is fixed</p>' }, ticket);
    expect(seen('ticket.admin.replied', item)).toEqual([['message.created', 'public']]);
  });

  test('leaves what customers write there public', () => {
    const item = withTicketPart({ body: 'Thanks', author: MIRA }, { category: 'Tracker' });
    expect(seen('ticket.contact.replied', item)).toEqual([['message.created', 'public']]);
  });
});

describe('a conversation that is a ticket', () => {
  // The form inside a conversation names its type, and never the category of it.
  const ticket = { type: 'ticket', id: 12, ticket_type: 'Refund', state: 'submitted' };

  test('does not say who sees it, so that staff’s words are internal', () => {
    const item = conversation([part({ body: '<p>The root cause</p>' })], { ticket });
    expect(seen('conversation.admin.replied', item)).toEqual([['note.created', 'internal']]);
  });

  test('began with staff’s words or with a customer’s', () => {
    const source = {
      type: null,
      id: '9',
      body: 'The root cause',
      author: { type: 'admin', id: '1' },
    };
    expect(seen('conversation.admin.single.created', conversation([], { ticket, source }))).toEqual(
      [['note.created', 'internal']],
    );
    expect(seen('conversation.user.created', conversation([], { ticket }))).toEqual([
      ['message.created', 'public'],
    ]);
  });
});
