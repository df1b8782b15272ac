import type { ImportDraft } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { ticketFromImport } from '../../../../adapters/zendesk/from-unified/tickets.ts';
import { deepFreeze, writeContext } from '../support/contexts.ts';

const draft = (changes: Partial<ImportDraft> = {}): ImportDraft =>
  deepFreeze({
    subject: 'Old question',
    requester: { id: 'zendesk:acme:501' },
    createdAt: new Date('2020-03-01T08:00:00.500Z'),
    messages: [
      {
        body: { text: 'How do I export?' },
        visibility: 'public',
        authorId: 'zendesk:acme:501',
        createdAt: new Date('2020-03-01T08:00:00Z'),
      },
      {
        body: { text: 'Customer is on the old plan.' },
        visibility: 'internal',
        authorId: '900',
        createdAt: new Date('2020-03-01T09:00:00Z'),
      },
    ],
    ...changes,
  });
const write = (changes: Partial<ImportDraft> = {}) =>
  ticketFromImport(draft(changes), writeContext());

describe('an imported ticket', () => {
  it('keeps authors, dates and visibility of every message', () => {
    expect(
      write({
        status: 'closed',
        priority: 'high',
        callerKey: 'old-17',
        tags: ['imported'],
        updatedAt: new Date('2020-03-03T08:00:00Z'),
        resolvedAt: new Date('2020-03-02T08:00:00Z'),
      }),
    ).toEqual({
      value: {
        ticket: {
          subject: 'Old question',
          status: 'closed',
          priority: 'high',
          external_id: 'old-17',
          requester_id: 501,
          tags: ['imported'],
          created_at: '2020-03-01T08:00:00Z',
          updated_at: '2020-03-03T08:00:00Z',
          solved_at: '2020-03-02T08:00:00Z',
          comments: [
            {
              body: 'How do I export?',
              public: true,
              author_id: 501,
              created_at: '2020-03-01T08:00:00Z',
            },
            {
              body: 'Customer is on the old plan.',
              public: false,
              author_id: 900,
              created_at: '2020-03-01T09:00:00Z',
            },
          ],
        },
      },
      warnings: [],
    });
  });

  it('closed stays closed, even where statusMap reads a custom status as closed', () => {
    const statusMap = new Map([['4420', { status: 'closed', statusDetail: null }]] as const);
    const { value, warnings } = ticketFromImport(
      draft({ status: 'closed' }),
      writeContext({ statusMap }),
    );
    expect(value['ticket']).toMatchObject({ status: 'closed' });
    expect(value['ticket']).not.toHaveProperty('custom_status_id');
    expect(warnings).toEqual([]);
  });

  it('needs a message', () => {
    expect(() => write({ messages: [] })).toThrow(
      expect.objectContaining({
        name: 'ValidationError',
        issues: [{ path: 'messages', message: 'at least one is required' }],
      }),
    );
  });

  it('names the message that is wrong', () => {
    const [first] = draft().messages;
    if (first === undefined) throw new Error('the draft has a message');
    expect(() => write({ messages: [first, { ...first, body: {} }] })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'messages.1.body' })] }),
    );
    const createdAt = new Date('long ago');
    expect(() => write({ messages: [first, { ...first, createdAt }] })).toThrow(
      expect.objectContaining({
        name: 'ValidationError',
        issues: [{ path: 'messages.1.createdAt', message: 'must be a valid date' }],
      }),
    );
    expect(() => write({ createdAt })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'createdAt' })] }),
    );
  });

  it('copies and provider settings of single messages have no place there, and that is said', () => {
    const [first] = draft().messages;
    if (first === undefined) throw new Error('the draft has a message');
    const { warnings } = write({
      messages: [{ ...first, cc: ['sam@customer.example'], providerOptions: { zendesk: {} } }],
    });
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['dropped', 'messages.0.cc'],
      ['dropped', 'messages.0.providerOptions'],
    ]);
  });
});
