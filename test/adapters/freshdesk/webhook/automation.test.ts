import { WireFormatError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { filled, parse, parseFixture, parseSimple, triggered } from './deliveries.ts';

describe('what a rule says that happened', () => {
  it.each([
    ['{ticket_action:created}', 'ticket.created', 'ticket_action:created'],
    ['{ticket_action:deleted}', 'ticket.deleted', 'ticket_action:deleted'],
    ['{note_type:private}', 'note.created', 'note_type:private'],
    ['{note_type:public}', 'message.created', 'note_type:public'],
    ['{note_type:Private}', 'note.created', 'note_type:Private'],
    ['{Note_Type:PUBLIC}', 'message.created', 'Note_Type'],
    ['{note_type:broadcast}', 'note.created', 'note_type:broadcast'],
    ['{note_type:{of:what}}', 'note.created', 'note_type'],
    ['{ticket_action:Deleted}', 'ticket.deleted', 'ticket_action:Deleted'],
    ['{reply_sent:sent}', 'message.created', 'reply_sent:sent'],
    ['{status:{from:2,to:5}}', 'ticket.status_changed', 'status'],
    ['{priority:{from:1,to:3}}', 'ticket.updated', 'priority'],
    ['{agent:{from:1,to:2}}', 'ticket.assigned', 'agent'],
    ['{group_id:{from:,to:2}}', 'ticket.assigned', 'group_id'],
    ['{ticket_action:marked_spam}', 'ticket.updated', 'ticket_action:marked_spam'],
    ['{something_new:{deep:er}}', 'ticket.updated', 'something_new'],
    ['nothing to read', 'ticket.updated', 'automation'],
  ])('%s is %s', (text, type, nativeType) => {
    expect(triggered(text)).toMatchObject({
      type,
      nativeType,
      ticket: { id: 'freshdesk:acme:11', externalId: '11' },
      occurredAt: null,
      actor: null,
    });
  });

  it('changes are told in unified words, from ids', () => {
    expect(triggered('{status:{from:3,to:6}}')).toMatchObject({
      type: 'ticket.status_changed',
      // Both wait on the customer: only the native status moved.
      changes: [{ field: 'nativeStatus.id', from: '3', to: '6' }],
    });
    expect(triggered('{priority:{from:2,to:4}}')).toMatchObject({
      changes: [{ field: 'priority', from: 'normal', to: 'urgent' }],
    });
    expect(triggered('{responder_id:{from:null,to:901}}')).toMatchObject({
      changes: [{ field: 'assignee.id', from: null, to: 'freshdesk:acme:901' }],
    });
    expect(triggered('{ticket_type:{from:Question,to:Problem}}')).toMatchObject({
      changes: [{ field: 'category', from: 'Question', to: 'Problem' }],
    });
    expect(triggered('{constructor:{from:1,to:2}}')).toMatchObject({
      changes: [{ field: 'native.constructor', from: '1', to: '2' }],
    });
  });

  it.each(['none', 'None', 'unassigned', '--'])('"%s" is no agent', (word) => {
    expect(triggered(`{agent:{from:${word},to:5}}`)).toMatchObject({
      type: 'ticket.assigned',
      changes: [{ field: 'assignee.id', from: null, to: 'freshdesk:acme:5' }],
    });
  });

  it('category and caller key may be custom fields, as they are for the adapter', () => {
    const options = { categoryField: 'cf_area', callerKeyField: 'cf_key' };
    expect(triggered('{cf_area:{from:A,to:B}}', options)).toMatchObject({
      changes: [{ field: 'category', from: 'A', to: 'B' }],
    });
    expect(triggered('{ticket_type:{from:A,to:B}}', options)).toMatchObject({
      changes: [{ field: 'native.ticket_type', from: 'A', to: 'B' }],
    });
    const content = {
      ticket_id: 1,
      ticket_type: 'Question',
      ticket_cf_area: 'Web',
      ticket_cf_key: 'crm-1',
    };
    expect(parseSimple(content, options)).toMatchObject([
      { ticket: { category: 'Web', callerKey: 'crm-1' } },
    ]);
  });

  it('custom fields stand under configured keys', () => {
    const fieldKeyOf = (name: string) => (name === 'cf_area' ? 'area' : name);
    expect(triggered('{cf_area:{from:A,to:B}}', { fieldKeyOf })).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field: 'customFields.area', from: 'A', to: 'B' }],
    });
  });

  it('a status of the account’s own is custom, or what the account’s map says, by id or label', () => {
    expect(triggered('{status:{from:2,to:8}}')).toMatchObject({
      changes: [
        { field: 'statusDetail', from: null, to: 'custom' },
        { field: 'nativeStatus.id', from: '2', to: '8' },
      ],
    });
    expect(
      triggered('{status:{from:2,to:8}}', { statusMap: { '8': 'in_progress' } }),
    ).toMatchObject({
      changes: [
        { field: 'status', from: 'open', to: 'in_progress' },
        { field: 'nativeStatus.id', from: '2', to: '8' },
      ],
    });
    const [event] = parseSimple(
      { ticket_id: 1, ticket_status: 'With the Lab' },
      { statusMap: { 'with the lab': { status: 'pending', statusDetail: 'engineering' } } },
    );
    expect(event).toMatchObject({
      ticket: {
        status: 'pending',
        statusDetail: 'engineering',
        nativeStatus: { id: null, label: 'With the Lab', category: null },
      },
    });
  });
});

describe('labels', () => {
  it.each([
    ['Open', 'open', null, '2'],
    ['pending', 'pending', 'waiting_on_customer', '3'],
    ['RESOLVED', 'resolved', null, '4'],
    ['Closed', 'closed', null, '5'],
    ['Waiting on Customer', 'pending', 'waiting_on_customer', '6'],
    ['Waiting on Third Party', 'pending', 'waiting_on_third_party', '7'],
    ['7', 'pending', 'waiting_on_third_party', '7'],
  ])('status %s is %s', (label, status, statusDetail, id) => {
    expect(parseSimple({ ticket_id: 1, ticket_status: label })).toMatchObject([
      { ticket: { status, statusDetail, nativeStatus: { id, label, category: null } } },
    ]);
  });

  it('that nobody knows say nothing but themselves', () => {
    const [event] = parseSimple({
      ticket_id: 1,
      ticket_status: 'Ouvert',
      ticket_priority: 'Haute',
    });
    expect(event).toMatchObject({
      ticket: {
        nativeStatus: { id: null, label: 'Ouvert', category: null },
        nativePriority: { id: null, label: 'Haute', category: null },
      },
    });
    const { ticket } = event as { readonly ticket: object };
    expect('status' in ticket || 'priority' in ticket).toBe(false);
  });

  it('of priorities and sources are read, or mapped by the account', () => {
    expect(
      parseSimple({ ticket_id: 1, ticket_priority: 'Urgent', ticket_source: 'Chat' }),
    ).toMatchObject([{ ticket: { priority: 'urgent', channel: { kind: 'chat', native: '7' } } }]);
    expect(
      parseSimple({ ticket_id: 1, ticket_priority: 'Haute' }, { priorityMap: { haute: 'high' } }),
    ).toMatchObject([{ ticket: { priority: 'high' } }]);
    expect(parseSimple({ ticket_id: 1, ticket_source: 'Carrier pigeon' })).toMatchObject([
      { ticket: { channel: { kind: 'other', native: 'Carrier pigeon' } } },
    ]);
  });
});

describe('comments', () => {
  it('come with the note they are about, author and all, and no id is made up', () => {
    expect(
      parseSimple({
        ticket_id: 11,
        triggered_event: '{note_type:private}',
        ticket_latest_private_comment: 'Robin Agent : <div>Ask the lab.<br>Today.</div>',
        ticket_latest_public_comment: 'Noor Haddad : <div>Hello</div>',
      }),
    ).toMatchObject([
      {
        type: 'note.created',
        message: {
          externalId: null,
          ticketId: 'freshdesk:acme:11',
          visibility: 'internal',
          author: { id: null, kind: 'unknown', name: 'Robin Agent', email: null },
          bodyHtml: '<div>Ask the lab.<br>Today.</div>',
          bodyText: 'Ask the lab.\nToday.',
        },
      },
    ]);
  });

  it('that are private never stand in a public message', () => {
    const events = parseSimple({
      ticket_id: 11,
      triggered_event: '{note_type:public}',
      ticket_latest_private_comment: 'Robin Agent : <div>secret</div>',
    });
    const [event] = events as readonly { readonly message: unknown }[];
    expect(JSON.stringify(event?.message)).not.toContain('secret');
  });
});

describe('bodies of administrators', () => {
  it('our template, filled in, means what happened', () => {
    expect(parseFixture('automation.advanced')).toMatchObject([
      {
        type: 'ticket.updated',
        nativeType: 'priority',
        ticket: {
          id: 'freshdesk:acme:4711',
          status: 'pending',
          statusDetail: 'waiting_on_third_party',
          priority: 'high',
          channel: { kind: 'email', native: '1' },
        },
        changes: [{ field: 'priority', from: 'low', to: 'high' }],
      },
    ]);
  });

  it.each([
    ['ticket.created', 'ticket.created'],
    ['ticket.updated', 'ticket.updated'],
    ['ticket.status_changed', 'ticket.status_changed'],
    ['ticket.assigned', 'ticket.assigned'],
    ['message.created', 'message.created'],
    ['note.created', 'note.created'],
  ] as const)('our template for %s says so where the rule itself says nothing', (event, type) => {
    expect(parse(filled(event, ''))).toMatchObject([
      { type, nativeType: event, ticket: { id: 'freshdesk:acme:4711', status: 'resolved' } },
    ]);
  });

  it('what happened wins over what the template is for: a note never passes as a reply', () => {
    expect(parse(filled('message.created', '{note_type:private}'))).toMatchObject([
      { type: 'note.created', message: { visibility: 'internal' } },
    ]);
  });

  it.each(['{note_type:Private}', '{note_type:}', '{NOTE_TYPE:intern}'])(
    'a note is never public because of its spelling: %s',
    (happened) => {
      expect(parse(filled('message.created', happened))).toMatchObject([
        { type: 'note.created', message: { visibility: 'internal' } },
      ]);
    },
  );

  it('a template with other keys, labels in another language', () => {
    expect(parseFixture('automation.custom')).toMatchObject([
      {
        type: 'message.created',
        ticket: {
          id: 'freshdesk:acme:4711',
          nativeStatus: { label: 'En attente' },
          requester: { id: null, email: 'noor@example.com' },
        },
        message: {
          visibility: 'public',
          author: { name: 'Robin Agent' },
          bodyText: 'On it.\nToday.',
        },
      },
    ]);
  });

  it('a form says the same as JSON, wrapped or flat', () => {
    const form = new URLSearchParams({
      'freshdesk_webhook[ticket_id]': '11',
      'freshdesk_webhook[triggered_event]': '{status:{from:4,to:6}}',
      'freshdesk_webhook[ticket_subject]': 'a & b = ☃',
    }).toString();
    const expected = {
      type: 'ticket.status_changed',
      ticket: { id: 'freshdesk:acme:11', subject: 'a & b = ☃' },
    };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(parse(form, {}, headers)).toMatchObject([expected]);
    expect(parse(form)).toMatchObject([expected]);
    expect(parse('ticket_id=11&event=%7Bnote_type%3Aprivate%7D')).toMatchObject([
      { type: 'note.created', ticket: { id: 'freshdesk:acme:11' } },
    ]);
  });

  it('a placeholder that was not filled in, or no id at all, is an unknown event', () => {
    for (const content of [
      {},
      { ticket_id: '' },
      { ticket_id: null },
      { ticket_id: '{{ticket.id}}' },
      { ticket_id: 'INC-11' },
      { ticket_id: 0 },
      { ticket_id: { nested: 1 } },
    ]) {
      expect(parseSimple(content)).toMatchObject([{ type: 'unknown', provider: 'freshdesk' }]);
    }
  });

  it('a body with an id alone says that something changed', () => {
    expect(parse('{"ticket_id": 11}')).toMatchObject([
      { type: 'ticket.updated', ticket: { id: 'freshdesk:acme:11' }, changes: [] },
    ]);
  });
});

describe('bodies that cannot be read', () => {
  const canary = 'kQ7-text-of-a-customer';

  it.each([
    ['XML', `<?xml version="1.0"?><freshdesk_webhook>${canary}</freshdesk_webhook>`, 'XML'],
    [
      'a quote that was not escaped',
      `{"ticket_id": "1", "subject": "say "${canary}""}`,
      'freshdeskAutomationTemplate',
    ],
    ['a list', `["${canary}"]`, 'not a JSON object'],
    ['a text', `"${canary}"`, 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['nothing', '', 'not JSON'],
    ['words', canary, 'not JSON'],
  ])('%s: a sentence says why, without a word of the body', (_name, rawBody, hint) => {
    const error = (() => {
      try {
        parse(rawBody);
        return null;
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(WireFormatError);
    expect(String(error)).toContain(hint);
    expect(String(error)).not.toContain(canary);
  });
});
