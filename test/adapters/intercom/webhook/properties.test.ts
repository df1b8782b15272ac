import fc from 'fast-check';
import { SUPPORT_EVENT_TYPES, SupportError, type SupportEvent } from 'polydesk';
import { describe, expect, test } from 'vitest';
import {
  CONVERSATION_RULES,
  TICKET_RULES,
} from '../../../../adapters/intercom/webhook/ticket-rules.ts';
import {
  CONTACT_RULES,
  ORGANIZATION_RULES,
} from '../../../../adapters/intercom/webhook/people-rules.ts';
import { ARTICLE_RULES } from '../../../../adapters/intercom/webhook/article-rules.ts';
import { INTERCOM_EVENT_TYPES } from '../../../../adapters/intercom/webhook/index.ts';
import { conversation, notification, parse, part, withTicketPart } from './deliveries.ts';

const TOPICS = Object.keys({
  ...CONVERSATION_RULES,
  ...TICKET_RULES,
  ...CONTACT_RULES,
  ...ORGANIZATION_RULES,
  ...ARTICLE_RULES,
});
/** An item of any shape: keys that items have, with values that they do not. */
const item = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'id',
      'conversation_id',
      'conversation',
      'ticket',
      'ticket_part',
      'contact',
      'company',
      'tag',
      'source',
      'state',
      'conversation_parts',
      'created_at',
      'merged_from',
    ),
    fc.string(),
  ),
  fc.oneof(fc.jsonValue(), fc.constant({ id: '1' }), fc.constant('1')),
  { maxKeys: 6 },
);

/** What a body means, or that it is refused as what it is. */
function meaning(body: unknown): readonly SupportEvent[] | null {
  try {
    return parse(body);
  } catch (error) {
    if (SupportError.isInstance(error) && error.code === 'wire_format') return null;
    throw error;
  }
}

describe('any notification', () => {
  test('means events of ours, or is refused as data of a wrong form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS), item, (topic, data) => {
        const events = meaning(notification(topic, data));
        for (const event of events ?? []) {
          expect(INTERCOM_EVENT_TYPES).toContain(event.type);
          expect(event.id.startsWith('intercom:abc123de:')).toBe(true);
          expect(event.nativeType).toBe(topic);
        }
      }),
      { seed: 23, numRuns: 600 },
    );
  });

  test('of a topic that nobody documented is unknown, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), item, (word, data) => {
        const topic = `new.${word}`;
        expect(parse(notification(topic, data))).toMatchObject([
          { type: 'unknown', nativeType: topic },
        ]);
      }),
      { seed: 24, numRuns: 100 },
    );
  });
});

describe('any part of a notification', () => {
  const kind = fc.oneof(
    fc.constantFrom('comment', 'note', 'open', 'close', 'assignment', 'snoozed', 'quick_reply'),
    fc.string(),
  );
  const body = fc.constantFrom(null, '', '<p>Hello</p>', 'Hello');
  const topics = Object.keys({ ...CONVERSATION_RULES, ...TICKET_RULES }).filter((topic) =>
    /replied$|noted$|note\.created$|assigned$|closed$|opened$|snoozed$/.test(topic),
  );

  test('is told to those who may see it, with ids that are all different', () => {
    fc.assert(
      fc.property(fc.constantFrom(...topics), kind, body, (topic, part_type, text) => {
        const isTicket = topic.startsWith('ticket.');
        const data = isTicket
          ? withTicketPart({ part_type, body: text })
          : conversation([part({ part_type, body: text })]);
        const events = parse(notification(topic, data));
        expect(events.length).toBeGreaterThan(0);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        const isNote = part_type === 'note' || part_type.startsWith('note_');
        const spoken = events.filter(({ type }) => /^(message|note)\.created$/.test(type));
        expect(spoken.map(({ type }) => type)).toEqual(
          spoken.map(() => (isNote ? 'note.created' : 'message.created')),
        );
        if (text !== null && text !== '') expect(spoken).toHaveLength(1);
        for (const { type } of events) expect(SUPPORT_EVENT_TYPES).toContain(type);
      }),
      { seed: 25, numRuns: 300 },
    );
  });
});
