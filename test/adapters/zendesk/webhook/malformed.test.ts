import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedEvent } from '../../../../adapters/zendesk/webhook/check.ts';
import { parseTime } from '../../../../adapters/zendesk/webhook/time.ts';
import { eventWire } from '../../../../adapters/zendesk/webhook/wire.ts';
import { fixture, parseOne, ticketEvent } from './deliveries.ts';

describe('malformed events', () => {
  test.each(['[]', '"x"', '17', 'null', '{"type":"zen:event-type:ticket.created"', '{'])(
    '%s is a WireFormatError',
    (body) => {
      expect(() => parseOne(body)).toThrowError(expect.objectContaining({ code: 'wire_format' }));
    },
  );

  test('every wrong path is named and no value is', () => {
    const event = ticketEvent(
      'ticket.created',
      { comment: { id: '1', is_public: 'secret-text' } },
      { tags: 'secret-text' },
    );
    expect(() => parseOne(event)).toThrowError(
      expect.objectContaining({
        issues: [
          { path: 'detail.tags', message: 'expected array of strings' },
          { path: 'event.comment.is_public', message: 'expected boolean' },
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

  test('the checks accept and refuse exactly what the schema does', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        '',
        '1',
        1,
        true,
        [],
        ['a'],
        [1],
        {},
        { id: 1 },
        { tags: ['a'] },
        { tags: [1] },
        { id: true },
        { id: '1', author: { is_staff: 'x' } },
        { channel: 1 },
        { sequence: 1 },
      ),
    );
    const some = (keys: readonly string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
    const detail = some(Object.keys(eventWire.shape.detail.shape));
    const event = some(Object.keys(eventWire.shape.event.shape));
    fc.assert(
      fc.property(fc.tuple(detail, event, value, value), ([detailPart, eventPart, id, time]) => {
        const valid = JSON.parse(fixture('ticket.status_changed')) as { detail: object };
        // Few of the random keys at a time, so that both outcomes are common.
        const pick = (record: object) => Object.fromEntries(Object.entries(record).slice(0, 2));
        const json = {
          ...valid,
          detail: { ...valid.detail, ...pick(detailPart) },
          event: pick(eventPart),
          ...(typeof id === 'boolean' ? { id: time } : {}),
          ...(typeof time === 'string' ? { time: id } : {}),
        };
        const accepted = (() => {
          try {
            return checkedEvent(json) === json;
          } catch {
            return false;
          }
        })();
        expect(accepted).toBe(eventWire.safeParse(json).success);
      }),
      { numRuns: 2000 },
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
