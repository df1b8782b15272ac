import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_TO_UNIFIED,
  CONVERSATION_STATE_TO_UNIFIED,
  PART_TO_EVENT_KIND,
  PRIORITY_TO_UNIFIED,
  TICKET_CATEGORY_TO_UNIFIED,
} from '../../../../adapters/intercom/enums.ts';
import { historyToUnified } from '../../../../adapters/intercom/to-unified/events.ts';
import { threadToUnified } from '../../../../adapters/intercom/to-unified/thread.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import {
  AUTHOR_KINDS,
  CHANNEL_KINDS,
  LINK_KINDS,
  STATUS_DETAILS,
  TICKET_EVENT_KINDS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from '../../../../src/model/enums.ts';
import { deepFreeze } from '../../../../src/testing/deep.ts';
import { readContext } from '../support/contexts.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const LANGUAGE_WORDS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
/** A word of the vocabulary, a word of the language itself, or anything. */
const wordOf = (table: object) =>
  fc.oneof(fc.constantFrom(...Object.keys(table)), fc.constantFrom(...LANGUAGE_WORDS), fc.string());
const id = fc.oneof(fc.nat(), fc.constantFrom('215474207061545', '0', 0, ''), fc.uuid());
const nativeId = fc.oneof(fc.nat(), fc.uuid());
const seconds = fc.integer({ min: 1, max: 4_102_444_800 });
/** Every way in which times are written. */
const moment = fc.oneof(
  seconds,
  seconds.map(String),
  seconds.map((value) => new Date(value * 1000).toISOString()),
);
const time = maybe(fc.oneof(moment, fc.constantFrom(0, '')));
const author = maybe(
  fc.record(
    {
      type: maybe(fc.constantFrom('admin', 'bot', 'team', 'user', 'lead', 'contact', 'toString')),
      id: maybe(id),
      name: maybe(fc.string()),
      email: maybe(fc.constantFrom('', 'a@b.example', 'operator+abc123de@intercom.io')),
      from_ai_agent: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);
const body = maybe(
  fc.oneof(
    fc.constantFrom('', '<p></p>', '<p>Hello</p>', 'plain', '&amp;', '<img src="x">'),
    fc.string(),
  ),
);
const attachments = maybe(
  fc.array(fc.record({ name: maybe(fc.string()), url: maybe(fc.webUrl()) }), { maxLength: 2 }),
);
const part = fc.record(
  {
    id: nativeId,
    part_type: fc.oneof(
      fc.constantFrom('comment', 'note', 'quick_reply', 'assignment', 'open', 'close'),
      wordOf(PART_TO_EVENT_KIND),
    ),
    body,
    created_at: moment,
    updated_at: time,
    assigned_to: maybe(
      fc.record({ type: maybe(fc.constantFrom('admin', 'team', 'nobody_admin')), id: maybe(id) }),
    ),
    author,
    attachments,
    redacted: maybe(fc.boolean()),
    event_details: maybe(fc.dictionary(fc.string(), fc.jsonValue())),
    ticket_state: maybe(wordOf(TICKET_CATEGORY_TO_UNIFIED)),
  },
  { requiredKeys: ['id', 'part_type', 'created_at'] },
);
const source = maybe(
  fc.record(
    {
      type: maybe(wordOf(CHANNEL_TO_UNIFIED)),
      id: maybe(nativeId),
      delivered_as: maybe(fc.string()),
      subject: maybe(fc.string()),
      body,
      author,
      attachments,
      redacted: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);
const contacts = maybe(
  fc.record({
    contacts: maybe(fc.array(fc.record({ id: nativeId, external_id: maybe(fc.string()) }))),
  }),
);
const parts = maybe(fc.array(part, { maxLength: 6 }));
const linked = maybe(
  fc.record({
    data: maybe(
      fc.array(
        fc.record({
          type: maybe(fc.constantFrom('ticket', 'conversation', 'valueOf')),
          id: nativeId,
          category: maybe(fc.constantFrom('Customer', 'Back-office', 'Tracker')),
        }),
      ),
    ),
    has_more: maybe(fc.boolean()),
  }),
);

const conversation = fc.record(
  {
    type: fc.constant('conversation'),
    id: nativeId,
    title: maybe(fc.string()),
    created_at: moment,
    updated_at: moment,
    snoozed_until: time,
    open: fc.boolean(),
    state: wordOf(CONVERSATION_STATE_TO_UNIFIED),
    priority: maybe(wordOf(PRIORITY_TO_UNIFIED)),
    admin_assignee_id: maybe(id),
    team_assignee_id: maybe(id),
    contacts,
    source,
    tags: maybe(fc.record({ tags: maybe(fc.array(fc.record({ name: maybe(fc.string()) }))) })),
    custom_attributes: maybe(fc.dictionary(fc.string(), fc.jsonValue())),
    linked_objects: linked,
    statistics: maybe(
      fc.record({
        first_admin_reply_at: time,
        last_close_at: time,
        count_reopens: maybe(fc.nat()),
      }),
    ),
    conversation_rating: maybe(
      fc.record({ rating: maybe(fc.integer({ min: -1, max: 7 })), updated_at: time }),
    ),
    sla_applied: maybe(fc.record({ sla_name: maybe(fc.string()), sla_status: maybe(fc.string()) })),
    conversation_parts: maybe(fc.record({ conversation_parts: parts, total_count: fc.nat(12) })),
    invented: fc.jsonValue(),
  },
  { requiredKeys: ['type', 'id', 'created_at', 'updated_at', 'state'] },
);

const ticket = fc.record(
  {
    type: fc.constant('ticket'),
    id: nativeId,
    ticket_id: maybe(nativeId),
    category: maybe(fc.constantFrom('Customer', 'Back-office', 'Tracker')),
    ticket_attributes: maybe(fc.dictionary(fc.string(), fc.jsonValue())),
    ticket_state: maybe(
      fc.oneof(
        wordOf(TICKET_CATEGORY_TO_UNIFIED),
        fc.record({
          id: maybe(nativeId),
          category: maybe(wordOf(TICKET_CATEGORY_TO_UNIFIED)),
          internal_label: maybe(fc.string()),
        }),
      ),
    ),
    ticket_type: maybe(
      fc.oneof(fc.string(), fc.record({ id: maybe(nativeId), name: maybe(fc.string()) })),
    ),
    contacts,
    admin_assignee_id: maybe(id),
    team_assignee_id: maybe(id),
    created_at: moment,
    updated_at: moment,
    open: maybe(fc.boolean()),
    snoozed_until: time,
    linked_objects: linked,
    is_shared: maybe(fc.boolean()),
    ticket_parts: maybe(fc.record({ ticket_parts: parts, total_count: fc.nat(12) })),
  },
  { requiredKeys: ['type', 'id', 'created_at', 'updated_at'] },
);

const readable = fc.oneof(conversation, ticket);
const read = (json: unknown) => ticketToUnified(deepFreeze(json), readContext());

describe('any conversation or ticket that Intercom could send', () => {
  it('is read, stays within the closed sets, and is kept as raw', () => {
    fc.assert(
      fc.property(readable, (json) => {
        const { value, warnings } = read(json);
        expect(TICKET_STATUSES).toContain(value.status);
        expect([null, ...STATUS_DETAILS]).toContain(value.statusDetail);
        expect(TICKET_PRIORITIES).toContain(value.priority);
        expect(CHANNEL_KINDS).toContain(value.channel.kind);
        for (const { kind } of value.links) expect(LINK_KINDS).toContain(kind);
        for (const { kind } of value.participants) expect(AUTHOR_KINDS).toContain(kind);
        for (const at of [value.createdAt, value.updatedAt]) expect(at.getTime()).not.toBeNaN();
        expect(value.raw).toBe(json);
        expect(value.provenance.warnings).toEqual(warnings);
        expect(value.subject).not.toBe('');
        expect(value.description).not.toBe('');
      }),
      { seed: 17, numRuns: 400 },
    );
  });

  it('leaves a warning for each word that is in no table', () => {
    fc.assert(
      fc.property(conversation, (json) => {
        const fields = new Set(read(json).warnings.map(({ field }) => field));
        const isUnknown = (table: object, word: unknown): boolean =>
          typeof word === 'string' && word !== '' && !Object.hasOwn(table, word);
        if (isUnknown(CONVERSATION_STATE_TO_UNIFIED, json.state))
          expect(fields).toContain('status');
        if (isUnknown(PRIORITY_TO_UNIFIED, json.priority)) expect(fields).toContain('priority');
        if (isUnknown(CHANNEL_TO_UNIFIED, json.source?.type)) {
          expect(fields).toContain('channel.kind');
        }
      }),
      { seed: 18, numRuns: 300 },
    );
  });

  it('gives the same answer for the same payload', () => {
    fc.assert(
      fc.property(readable, (json) => {
        expect(read(json)).toEqual(read(json));
      }),
      { seed: 19, numRuns: 50 },
    );
  });
});

describe('any thread that Intercom could send', () => {
  const partsOf = (json: object): readonly { readonly id: unknown; readonly body?: unknown }[] => {
    // Safe: both records were made above.
    const { conversation_parts: one, ticket_parts: other } = json as {
      readonly conversation_parts?: { readonly conversation_parts: never } | null;
      readonly ticket_parts?: { readonly ticket_parts: never } | null;
    };
    return one?.conversation_parts ?? other?.ticket_parts ?? [];
  };

  it('loses no part: each is a message, an event, or both, and the first message comes once', () => {
    fc.assert(
      fc.property(readable, (json) => {
        const thread = threadToUnified(json, readContext()).value;
        const history = historyToUnified(json, readContext());
        const told = partsOf(json);
        const fromParts = thread.filter(({ nativeType }) => nativeType !== 'source');
        expect(thread.length - fromParts.length).toBeLessThanOrEqual(1);
        expect(thread.filter(({ isFirst }) => isFirst).length).toBeLessThanOrEqual(1);
        const written = history.filter(({ kind }) => /_added$/.test(kind));
        expect(written).toHaveLength(fromParts.length);
        expect(written.map(({ messageId }) => messageId)).toEqual(fromParts.map(({ id }) => id));
        // One entry for the beginning, at least one for every part.
        expect(history.length).toBeGreaterThanOrEqual(1 + told.length);
        for (const { kind } of history) expect(TICKET_EVENT_KINDS).toContain(kind);
      }),
      { seed: 20, numRuns: 400 },
    );
  });

  it('shows a note to nobody, and every text to somebody', () => {
    fc.assert(
      fc.property(conversation, (json) => {
        const thread = threadToUnified(json, readContext()).value;
        for (const { nativeType, visibility } of thread) {
          if (nativeType === 'note') expect(visibility).toBe('internal');
        }
        const spoken = partsOf(json).filter(({ body: text }) => text === '<p>Hello</p>');
        const heard = thread.filter(
          ({ bodyHtml, nativeType }) => nativeType !== 'source' && bodyHtml === '<p>Hello</p>',
        );
        expect(heard).toHaveLength(spoken.length);
      }),
      { seed: 21, numRuns: 300 },
    );
  });
});
