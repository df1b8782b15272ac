import { expect, it } from 'vitest';
import { firstMessageToUnified } from '../../../adapters/freshdesk/to-unified/threads.ts';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { readContext } from './support/read-context.ts';
import { fixture, listIn } from './support/reference-fixtures.ts';

const at = (text: string) => new Date(text);
const read = (name: string): unknown => FIXTURE_READERS[name]?.(fixture(name));
const agent = {
  id: 'freshdesk:acme:153022557183',
  kind: 'agent',
  name: null,
  email: null,
};

describeWithReference('threads that were recorded, field by field', () => {
  it('conversations.list (recorded): public note, private note, failed reply, note of the API', () => {
    const messages = read('conversations.list');
    expect(messages).toMatchObject([
      {
        id: 'freshdesk:acme:153075655125',
        externalId: '153075655125',
        ticketId: 'freshdesk:acme:7',
        visibility: 'public',
        author: agent,
        bodyText:
          "This is the first note made by the agent, and it's public... visible to the contact.",
        channel: { kind: 'other', native: '2' },
        nativeType: 'note',
        createdAt: at('2024-12-01T12:27:16Z'),
        updatedAt: at('2024-12-01T12:27:16Z'),
        to: [],
        cc: [],
        bcc: [],
        isFirst: false,
        deliveryStatus: null,
      },
      {
        id: 'freshdesk:acme:153075655366',
        visibility: 'internal',
        author: agent,
        nativeType: 'note',
        createdAt: at('2024-12-01T12:32:16Z'),
      },
      {
        id: 'freshdesk:acme:153075655420',
        visibility: 'public',
        author: agent,
        bodyText: 'Hi Casey Doe,  This is the first reply to the contact.',
        channel: { kind: 'email', native: '0' },
        nativeType: 'reply',
        to: ['casey.doe@example.com'],
        deliveryStatus: 'failed',
      },
      {
        id: 'freshdesk:acme:153075656929',
        visibility: 'public',
        nativeType: 'note',
        to: ['lead@example.com'],
        bodyHtml: '<div>Hi Casey, Still working on this.</div>',
      },
    ]);
    expect(messages).toHaveLength(4);
  });

  it('conversations.list.without-delivery-details (recorded): an older reply that failed once', () => {
    expect(read('conversations.list.without-delivery-details')).toMatchObject([
      {
        id: 'freshdesk:acme:67105086049',
        visibility: 'public',
        deliveryStatus: 'failed',
        to: ['jamie@example.com'],
        bodyText: 'Hi Jamie Example,  Test reply',
        // The mailbox is no person: its address is not the agent's.
        author: { id: 'freshdesk:acme:67013469919', kind: 'agent', name: null, email: null },
      },
      { id: 'freshdesk:acme:67105086068', visibility: 'internal', bodyText: 'Test note' },
    ]);
  });

  it('note.create.response (recorded): the short answer of a public note', () => {
    expect(read('note.create.response')).toMatchObject({
      id: 'freshdesk:acme:153075656929',
      visibility: 'public',
      author: agent,
      to: ['lead@example.com'],
      nativeType: null,
      channel: { kind: 'other', native: null },
      provenance: { warnings: [] },
    });
  });

  it('reply.create.response.docs (vendor documentation): what the answer lacks, the writer knows', () => {
    expect(read('reply.create.response.docs')).toMatchObject({
      id: 'freshdesk:acme:4',
      ticketId: 'freshdesk:acme:141',
      visibility: 'public',
      author: { id: 'freshdesk:acme:1', kind: 'agent' },
      to: ['sample@example.com'],
      channel: { kind: 'email', native: '0' },
      nativeType: 'reply',
      createdAt: at('2015-08-24T13:36:42Z'),
      provenance: { warnings: [] },
    });
  });

  it('forward.create.response.docs (vendor documentation): a forward is not for the customer', () => {
    expect(read('forward.create.response.docs')).toMatchObject({
      id: 'freshdesk:acme:35131396111',
      visibility: 'internal',
      nativeType: 'forward',
      channel: { kind: 'email', native: '8' },
      to: ['user@example.com'],
      author: { id: 'freshdesk:acme:35008297863', kind: 'agent' },
    });
  });

  it('ticket.view.with-attachments (recorded): its description is the first message, files and all', () => {
    const { value } = firstMessageToUnified(fixture('ticket.view.with-attachments'), readContext());
    expect(value).toMatchObject({
      id: 'freshdesk:acme:10-description',
      externalId: '10-description',
      ticketId: 'freshdesk:acme:10',
      visibility: 'public',
      author: { id: 'freshdesk:acme:11000006030676', kind: 'customer' },
      bodyText: 'This is just a test ticket for an OTDR replacement.',
      channel: { kind: 'phone', native: '3' },
      createdAt: at('2024-12-01T23:57:45Z'),
      isFirst: true,
      nativeType: 'description',
      attachments: [
        {
          id: 'freshdesk:acme:11000003474755',
          externalId: '11000003474755',
          fileName: 'screenshot.png',
          contentType: 'image/png',
          size: 24_091,
          // Signed at 00:07:25 for five minutes.
          urlExpiresAt: at('2024-12-02T00:12:25Z'),
          requiresAuth: false,
          messageId: 'freshdesk:acme:10-description',
        },
        { fileName: 'Screen-Photo.jpg', contentType: 'image/jpeg', size: 150_345 },
      ],
    });
  });

  it('ticket.view.include-stats-requester (written by a client’s author): old files say file_size', () => {
    const json = fixture('ticket.view.include-stats-requester');
    expect(firstMessageToUnified(json, readContext()).value).toMatchObject({
      author: {
        id: 'freshdesk:acme:6012691534',
        kind: 'customer',
        name: 'Sample Person',
        email: 'sample.person@example.com',
      },
      attachments: [{ fileName: 'attachment.txt', size: 44_115, urlExpiresAt: null }],
    });
  });

  it('tickets.list.include-description-requester-stats (recorded): a mail sent out is the agent’s', () => {
    const [ticket] = listIn(fixture('tickets.list.include-description-requester-stats'));
    expect(firstMessageToUnified(ticket, readContext()).value).toMatchObject({
      id: 'freshdesk:acme:21-description',
      author: { id: null, kind: 'agent', name: null, email: null },
      to: ['support@acme.freshdesk.com'],
      bodyText: 'Test',
    });
  });
});
