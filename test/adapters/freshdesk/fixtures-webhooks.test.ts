import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));
const unknownPerson = { id: 'freshdesk:acme:2356', kind: 'unknown', name: 'Minerva' };

describeWithReference('deliveries of automation rules (written by clients’ authors)', () => {
  it('simple.full: every placeholder ticked', () => {
    expect(read('webhook.automation.simple.full')).toEqual([
      {
        type: 'ticket.created',
        id: expect.stringMatching(/^freshdesk:acme:automation-[0-9a-f]{28}$/),
        provider: 'freshdesk',
        account: 'acme',
        occurredAt: null,
        sequence: null,
        actor: null,
        nativeType: 'ticket_action:created',
        ticket: {
          id: 'freshdesk:acme:2',
          externalId: '2',
          number: '2',
          subject: 'Not able to log in',
          description: 'I cannot log in since this morning.',
          descriptionHtml: '<div>I cannot log in since this morning.</div>',
          category: 'Incident',
          url: 'http://acme.freshdesk.com/helpdesk/tickets/2',
          tags: ['tag1', 'tag2'],
          status: 'open',
          statusDetail: null,
          nativeStatus: { id: '2', label: 'Open', category: null },
          priority: 'normal',
          nativePriority: { id: '2', label: 'Medium', category: null },
          channel: { kind: 'phone', native: '3' },
          requester: {
            id: null,
            email: 'jamie@example.com',
            name: 'Jamie Example',
            phone: '+15550100002',
            callerKey: null,
          },
        },
        changes: [],
      },
    ]);
  });

  it('simple.ticket-created: the id comes as text, the status as a label', () => {
    expect(read('webhook.automation.simple.ticket-created')).toMatchObject([
      {
        type: 'ticket.created',
        ticket: {
          id: 'freshdesk:acme:11',
          subject: 'Test ticket subject ☃',
          status: 'pending',
          statusDetail: 'waiting_on_customer',
          priority: 'high',
          requester: { name: 'Requester ☃ Bob', email: 'requester-bob@example.com' },
        },
      },
    ]);
  });

  it('simple.status-changed: from resolved to waiting on the customer', () => {
    expect(read('webhook.automation.simple.status-changed')).toMatchObject([
      {
        type: 'ticket.status_changed',
        nativeType: 'status',
        ticket: { status: 'pending', nativeStatus: { id: '6', label: 'Waiting on Customer' } },
        changes: [
          { field: 'status', from: 'resolved', to: 'pending' },
          { field: 'statusDetail', from: null, to: 'waiting_on_customer' },
          { field: 'nativeStatus.id', from: '4', to: '6' },
        ],
      },
    ]);
  });

  it('simple.private-note: a note, of which nothing but its being there is told', () => {
    const events = read('webhook.automation.simple.private-note');
    expect(events).toMatchObject([
      {
        type: 'note.created',
        nativeType: 'note_type:private',
        ticket: { id: 'freshdesk:acme:11', status: 'open' },
      },
    ]);
    const [event] = events as readonly { readonly message: unknown }[];
    expect(event?.message).toEqual({
      externalId: null,
      ticketId: 'freshdesk:acme:11',
      visibility: 'internal',
    });
  });

  it('simple.latest-comment: no event is named, so that something changed is all that is said', () => {
    expect(read('webhook.automation.simple.latest-comment')).toMatchObject([
      {
        type: 'ticket.updated',
        nativeType: 'automation',
        ticket: { id: 'freshdesk:acme:11', requester: { callerKey: 'ext-contact-0001' } },
        changes: [],
      },
    ]);
  });
});

describeWithReference('deliveries of marketplace apps (the vendor’s samples)', () => {
  it('onTicketCreate (classic): a ticket as the API has it, the person beside it', () => {
    expect(read('webhook.app.onTicketCreate')).toMatchObject([
      {
        type: 'ticket.created',
        nativeType: 'onTicketCreate',
        occurredAt: at('2017-06-02T10:45:54.326Z'),
        actor: unknownPerson,
        ticket: {
          id: 'freshdesk:acme:1',
          externalId: '1',
          subject: 'Support Needed...',
          status: 'open',
          priority: 'low',
          requester: { id: 'freshdesk:acme:129', email: 'rachel@example.com', name: 'Rachel' },
          assignee: { id: 'freshdesk:acme:320', groupId: 'freshdesk:acme:351' },
          organizationId: 'freshdesk:acme:2',
          dueAt: at('2015-07-14T13:08:06Z'),
          tags: ['sales', 'marketing'],
        },
      },
    ]);
  });

  it('onTicketUpdate (classic): two kinds of change, and the new values though the body is old', () => {
    expect(read('webhook.app.onTicketUpdate')).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: { id: 'freshdesk:acme:11', status: 'resolved', priority: 'normal' },
        changes: [
          { field: 'status', from: 'open', to: 'resolved' },
          { field: 'nativeStatus.id', from: '2', to: '4' },
        ],
      },
      {
        type: 'ticket.updated',
        ticket: { id: 'freshdesk:acme:11', status: 'resolved', priority: 'normal' },
        changes: [{ field: 'priority', from: 'low', to: 'normal' }],
      },
    ]);
  });

  it('onTicketDelete (2021+): an internal number is no id, so nothing is claimed', () => {
    const events = read('webhook.app.onTicketDelete');
    expect(events).toMatchObject([
      {
        type: 'unknown',
        nativeType: 'onTicketDelete',
        occurredAt: at('2021-09-18T05:41:35.863Z'),
        actor: { id: 'freshdesk:acme:22', name: 'Rachel' },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('510');
  });

  it('onConversationCreate (classic): a public note of the staff', () => {
    expect(read('webhook.app.onConversationCreate')).toMatchObject([
      {
        type: 'message.created',
        ticket: { id: 'freshdesk:acme:452', externalId: '452' },
        message: {
          id: 'freshdesk:acme:5',
          visibility: 'public',
          author: { id: 'freshdesk:acme:23423', kind: 'agent' },
          bodyText: 'Hi tom, Still Angry',
          attachments: [{ fileName: 'sample.jpg', size: 78_942 }],
          nativeType: 'note',
          createdAt: at('2015-07-09T13:08:06Z'),
        },
      },
    ]);
  });

  it('onConversationUpdate (2021+): the display id of the ticket, the author from the actor', () => {
    expect(read('webhook.app.onConversationUpdate.v2')).toMatchObject([
      {
        type: 'message.updated',
        occurredAt: at('2021-11-10T09:51:04.381Z'),
        actor: { id: 'freshdesk:acme:127', kind: 'agent', name: 'Rachel' },
        ticket: { id: 'freshdesk:acme:2127' },
        message: {
          id: 'freshdesk:acme:842',
          visibility: 'internal',
          author: {
            id: 'freshdesk:acme:127',
            kind: 'agent',
            name: 'Rachel',
            email: 'rachel@example.com',
          },
        },
      },
    ]);
  });

  it('onContactUpdate (classic): numbers that come as numbers are read', () => {
    expect(read('webhook.app.onContactUpdate')).toMatchObject([
      {
        type: 'contact.updated',
        actor: unknownPerson,
        contact: {
          id: 'freshdesk:acme:2',
          name: 'Sherlock Holmes',
          phones: ['555010151', '5550100013'],
          timezone: 'Europe/London',
          tags: ['marketing'],
          emails: [
            { address: 'superman@example.com' },
            { address: 'lex@example.com' },
            { address: 'louis@example.com' },
          ],
          customFields: { external_id: { value: 1289 } },
        },
        changes: [{ field: 'phones', from: ['55501015'], to: ['555010151'] }],
      },
    ]);
  });

  it('onTimeEntryUpdate (classic): no unified event is about time spent', () => {
    expect(read('webhook.app.onTimeEntryUpdate')).toMatchObject([
      { type: 'unknown', nativeType: 'onTimeEntryUpdate', actor: { id: 'freshdesk:acme:483' } },
    ]);
  });
});
