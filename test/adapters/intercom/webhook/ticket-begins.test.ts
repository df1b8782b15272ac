import { describe, expect, test } from 'vitest';
import { notification, parse, ticket } from './deliveries.ts';

const created = (changes: Readonly<Record<string, unknown>>) =>
  parse(notification('ticket.created', ticket(changes))).map((event) =>
    'message' in event
      ? [event.type, event.message.externalId, event.message.bodyText, event.message.isFirst]
      : [event.type],
  );
const shown = {
  id: '55',
  ticket_type_attributes: { data: [{ name: '_default_description_', visible_to_contacts: true }] },
};
const texts = { ticket_attributes: { _default_description_: 'It came broken.' } };

describe('a new ticket', () => {
  test('brings its description, for no other event does', () => {
    expect(created({ ...texts, ticket_type: shown })).toEqual([
      ['ticket.created'],
      ['message.created', 'source-of-12', 'It came broken.', true],
    ]);
  });

  test('keeps it internal where nothing says that customers see it', () => {
    const note = [['ticket.created'], ['note.created', 'source-of-12', 'It came broken.', true]];
    expect(created(texts)).toEqual(note);
    expect(created({ ...texts, ticket_type: shown, category: 'Back-office' })).toEqual(note);
  });

  test('without a description has no message', () => {
    expect(created({ ticket_attributes: {} })).toEqual([['ticket.created']]);
  });
});
