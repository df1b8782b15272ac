import { type ContactId, formatId, type SupportEvent, type TicketId } from 'polydesk';
import { describe, expectTypeOf, it } from 'vitest';

describe('ids', () => {
  it('are strings, and plain strings are accepted', () => {
    expectTypeOf<TicketId>().toExtend<string>();
    expectTypeOf<string>().toExtend<TicketId>();
  });

  it('of one kind are not ids of another', () => {
    expectTypeOf<ContactId>().not.toExtend<TicketId>();
    const take = (id: TicketId) => id;
    const contact = formatId<'contact'>({ provider: 'zendesk', account: 'acme', nativeId: '1' });
    // @ts-expect-error -- a contact's id is no ticket's id
    take(contact);
    take(formatId({ provider: 'zendesk', account: 'acme', nativeId: '1' }));
  });
});

describe('events', () => {
  it('narrow by their type', () => {
    const read = (event: SupportEvent) => {
      if (event.type === 'ticket.created') {
        expectTypeOf(event.ticket.id).toEqualTypeOf<TicketId>();
      }
      if (event.type === 'unknown') {
        // @ts-expect-error -- nothing is known of an unknown event's ticket
        event.ticket;
      }
    };
    expectTypeOf(read).parameter(0).toEqualTypeOf<SupportEvent>();
  });
});
