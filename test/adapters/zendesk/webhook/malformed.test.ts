import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTime } from '../../../../adapters/zendesk/webhook/time.ts';
import { parseOne, ticketEvent } from './deliveries.ts';

describe('malformed events', () => {
  test.each(['[]', '"x"', '17', 'null', '{"type":"zen:event-type:ticket.created"', '{'])(
    '%s is a WireFormatError',
    (body) => {
      expect(() => parseOne(body)).toThrowError(expect.objectContaining({ code: 'wire_format' }));
    },
  );

  test('an empty id is one, of the event as of its ticket', () => {
    const event = ticketEvent('ticket.created', {}, {});
    const nameless = { ...event, id: '' };
    const ofNobody = ticketEvent('ticket.created', {}, { id: '' });
    for (const body of [nameless, ofNobody]) {
      expect(() => parseOne(body)).toThrowError(expect.objectContaining({ code: 'wire_format' }));
    }
    expect(parseOne(event)?.type).toBe('ticket.created');
  });

  test('every wrong path is named and no value is', () => {
    const event = ticketEvent(
      'ticket.created',
      { comment: { id: '1', is_public: 'secret-text' } },
      { tags: 'secret-text' },
    );
    expect(() => parseOne(event)).toThrowError(
      expect.objectContaining({
        issues: [
          { path: 'detail.tags', message: 'expected array', code: 'invalid_type' },
          { path: 'event.comment.is_public', message: 'expected boolean', code: 'invalid_type' },
        ],
        message: expect.not.stringContaining('secret-text'),
      }),
    );
  });

  test('parse throws WireFormatError and nothing else, whatever JSON comes', () => {
    const names = fc.constantFrom(
      'ticket.created',
      'ticket.comment_added',
      'user.tags_changed',
      'ticket.email_ccs_changed',
      'ticket.custom_field_changed',
      'messaging_ticket.message_added',
      'x.y',
    );
    fc.assert(
      fc.property(names, fc.jsonValue(), fc.jsonValue(), (name, detail, event) => {
        try {
          parseOne({ type: `zen:event-type:${name}`, id: 'e', detail, event });
        } catch (error) {
          expect(error).toMatchObject({ code: 'wire_format' });
        }
      }),
    );
  });

  test('times are read as Date.parse reads them', () => {
    const digits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
    const time = fc
      .tuple(
        digits,
        digits,
        digits,
        digits,
        digits,
        digits,
        digits,
        fc.constantFrom('', '.5', '.104339871'),
      )
      .map(
        ([c, y, month, day, hour, minute, second, part]) =>
          `${c}${y}-${month}-${day}T${hour}:${minute}:${second}${part}Z`,
      );
    const plausible = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
    fc.assert(
      fc.property(
        fc.oneof(
          time,
          plausible.map((date) => `${date.toISOString().slice(0, 19)}Z`),
          fc.string(),
        ),
        (text) => {
          expect(parseTime(text)).toBe(Date.parse(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
