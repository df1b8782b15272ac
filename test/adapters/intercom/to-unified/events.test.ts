import { describe, expect, it } from 'vitest';
import { historyToUnified, partToEvents } from '../../../../adapters/intercom/to-unified/events.ts';
import { createFieldMap } from '../../../../src/adapter/custom-fields.ts';
import { readContext } from '../support/contexts.ts';
import { restFixture } from '../support/own-fixtures.ts';

const ADA = { type: 'admin', id: '4401', name: 'Ada', email: 'ada@acme.example' };
const events = (changes: object, context = readContext()) =>
  partToEvents(
    { id: '51', part_type: 'comment', body: null, created_at: 1767600000, author: ADA, ...changes },
    { ...context, ticketId: '12' },
  );

describe('the history of a conversation', () => {
  const history = historyToUnified(restFixture('conversation.full'), readContext());

  it('is its beginning, what was written, and what changed, oldest first', () => {
    expect(history.map(({ kind, nativeType }) => [kind, nativeType])).toEqual([
      ['created', 'created'],
      ['message_added', 'channel_and_reply_time_expectation'],
      ['message_added', 'comment'],
      ['assigned', 'assignment'],
      ['note_added', 'note'],
      ['message_added', 'comment'],
      ['message_added', 'close'],
      ['status_changed', 'close'],
      ['message_added', 'open'],
      ['status_changed', 'open'],
      ['other', 'something_nobody_documented'],
    ]);
  });

  it('begins with who wrote the first message', () => {
    expect(history[0]).toMatchObject({
      id: 'intercom:abc123de:900100200300401.created',
      ticketId: 'intercom:abc123de:900100200300401',
      actor: { kind: 'customer', name: 'Mira "Mi" O\'Dell' },
      at: new Date('2026-01-05T08:00:00Z'),
      messageId: 'intercom:abc123de:source-3900000001',
      changes: [],
    });
  });

  it('has ids that are all different, and the same at every reading', () => {
    const keys = history.map(({ dedupeKey }) => dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
    const again = historyToUnified(restFixture('conversation.full'), readContext());
    expect(again.map(({ dedupeKey }) => dedupeKey)).toEqual(keys);
  });

  it('without a source nobody is known to have begun it', () => {
    const [created] = historyToUnified(restFixture('conversation.sparse'), readContext());
    expect(created).toMatchObject({ kind: 'created', actor: null, messageId: null });
  });
});

describe('the history of a ticket', () => {
  it('tells states and attributes', () => {
    const history = historyToUnified(restFixture('ticket.full'), readContext());
    expect(history.map(({ kind, changes }) => [kind, changes])).toEqual([
      ['created', []],
      ['message_added', []],
      ['status_changed', [{ field: 'status', from: 'submitted', to: 'in_progress' }]],
      ['message_added', []],
      ['assigned', [{ field: 'assignee.id', to: '4401' }]],
      ['field_changed', [{ field: 'customFields.Severity', to: 'high' }]],
    ]);
  });

  it('of the back office tells what staff wrote as notes', () => {
    const history = historyToUnified(restFixture('ticket.old'), readContext());
    expect(history.map(({ kind }) => kind)).toEqual(['created', 'note_added']);
  });
});

describe('what a part tells', () => {
  it('a text and a change are two events of one part', () => {
    const told = events({
      part_type: 'assignment',
      body: '<p>Yours</p>',
      assigned_to: { type: 'admin', id: '4402' },
    });
    expect(told).toMatchObject([
      {
        id: 'intercom:abc123de:51.message',
        kind: 'message_added',
        messageId: 'intercom:abc123de:51',
        changes: [],
      },
      {
        id: 'intercom:abc123de:51',
        kind: 'assigned',
        messageId: null,
        changes: [{ field: 'assignee.id', to: '4402' }],
        actor: { id: 'intercom:abc123de:4401', kind: 'agent' },
      },
    ]);
  });

  it.each([
    [{ type: 'team', id: '7701' }, [{ field: 'groupId', to: '7701' }]],
    [{ type: 'nobody_admin', id: null }, [{ field: 'assignee.id', to: null }]],
    [{ type: 'nobody_team', id: null }, [{ field: 'groupId', to: null }]],
    [{ type: 'contact', id: '65a' }, []],
    [null, []],
  ])('an assignment to %j', (assigned_to, changes) => {
    expect(events({ part_type: 'assignment', assigned_to })[0]?.changes).toEqual(changes);
  });

  it.each([
    ['open', 'open'],
    ['close', 'closed'],
    ['snoozed', 'snoozed'],
    ['unsnoozed', 'open'],
    ['timer_unsnooze', 'open'],
  ])('%s leaves the conversation %s', (part_type, to) => {
    expect(events({ part_type })).toMatchObject([
      { kind: 'status_changed', changes: [{ field: 'status', to }] },
    ]);
  });

  it('until when it sleeps', () => {
    const [event] = events({ part_type: 'snoozed', event_details: { until: 1767700000 } });
    expect(event?.changes).toContainEqual({ field: 'snoozedUntil', to: 1767700000 });
  });

  it('attributes with what they were before, under the application’s key', () => {
    const context = readContext({ fields: createFieldMap({ order: { id: 'Order' } }) });
    const details = { attribute: { name: 'Order' }, value: { name: 'B', previous: 'A' } };
    const [event] = events(
      { part_type: 'conversation_attribute_updated_by_workflow', event_details: details },
      context,
    );
    expect(event).toMatchObject({
      kind: 'field_changed',
      changes: [{ field: 'customFields.order', from: 'A', to: 'B' }],
    });
  });

  it('tags that came and went', () => {
    const [event] = events({
      part_type: 'conversation_tags_updated',
      event_details: { tags_added: ['vip'], tags_removed: ['old'] },
    });
    expect(event).toMatchObject({
      kind: 'tags_changed',
      changes: [
        { field: 'tags', from: 'old', to: null },
        { field: 'tags', from: null, to: 'vip' },
      ],
    });
  });

  it('the priority and what it was', () => {
    const [event] = events({
      part_type: 'priority_changed',
      event_details: { current_priority: 'urgent', previous_priority: 'none' },
    });
    expect(event).toMatchObject({
      kind: 'priority_changed',
      changes: [{ field: 'priority', from: 'none', to: 'urgent' }],
    });
  });

  it.each([
    'conversation_sla_applied_by_rule',
    'conversation_sla_target_missed',
    'conversation_sla_paused',
    'conversation_sla_removed',
  ])('%s is about the SLA', (part_type) => {
    expect(events({ part_type, event_details: { sla_name: 'Gold' } })).toMatchObject([
      { kind: 'sla_changed', changes: [{ field: 'sla.policy.name', to: 'Gold' }] },
    ]);
  });

  it.each([
    ['merged_primary_conversation', 'merged'],
    ['conversation_rating_changed', 'rated'],
    ['participant_added', 'other'],
    ['language_detection_details', 'other'],
    ['constructor', 'other'],
  ])('%s is kept as %s', (part_type, kind) => {
    expect(events({ part_type })).toMatchObject([{ kind, nativeType: part_type }]);
  });

  it('details in forms that nobody documented change nothing', () => {
    for (const event_details of [
      { attribute: 'x', value: 7 },
      { tags_added: 'vip' },
      { attribute: { name: null } },
      {},
    ]) {
      expect(events({ part_type: 'title_changed', event_details })).toMatchObject([
        { kind: 'field_changed', changes: [] },
      ]);
    }
  });

  it('keeps the part as raw', () => {
    const json = { id: '51', part_type: 'close', created_at: 1767600000 };
    const [event] = partToEvents(json, { ...readContext(), ticketId: '12' });
    expect(event?.raw).toBe(json);
    expect(event?.actor).toBeNull();
  });
});
