import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUnknown, encodeUnknown } from '../../src/model/codec.ts';
import {
  messageFromJson,
  messageToJson,
  ticketFromJson,
  ticketToJson,
} from '../../src/model/json.ts';
import { messageSchema, ticketSchema } from 'polydesk/schemas';
import { anyMessage, anyRaw, anyTicket } from './arbitraries.ts';

const stored = (json: unknown): unknown => JSON.parse(JSON.stringify(json));
// `toStrictEqual` takes an own key called "constructor" for a class.
const expectSame = (actual: unknown, expected: unknown) => {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
  expect(isDeepStrictEqual(actual, expected)).toBe(true);
};
const sample = () => {
  const [ticket] = fc.sample(anyTicket, { numRuns: 1, seed: 7 });
  if (ticket === undefined) throw new Error('fast-check gave no sample');
  return ticket;
};

describe('tickets', () => {
  test('any ticket comes back from stored JSON as it was, key by key', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        expectSame(ticketFromJson(stored(ticketToJson(ticket))), ticket);
      }),
      { numRuns: 300 },
    );
  });

  test('the schema reads the same JSON to the same ticket', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        expect(ticketSchema.parse(stored(ticketToJson(ticket)))).toEqual(ticket);
      }),
      { numRuns: 200 },
    );
  });

  test('the schema takes a ticket in memory as well', () => {
    const ticket = { ...sample(), metadata: { ...sample().metadata, extra: {} } };
    expect(ticketSchema.parse(ticket)).toEqual(ticket);
  });

  test('raw is left out unless asked for, and comes back then', () => {
    fc.assert(
      fc.property(anyRaw, (raw) => {
        const ticket = { ...sample(), raw };
        expect(ticketToJson(ticket)).not.toHaveProperty('raw');
        expectSame(ticketFromJson(stored(ticketToJson(ticket, { raw: true }))), ticket);
      }),
    );
  });

  test('dates are ISO text in UTC with milliseconds', () => {
    const ticket = { ...sample(), createdAt: new Date(Date.UTC(2026, 2, 2, 9, 12, 7)) };
    expect(ticketToJson(ticket).createdAt).toBe('2026-03-02T09:12:07.000Z');
  });

  test('a text that looks like a date stays a text in a custom field', () => {
    const field = { nativeId: '1', label: null, type: 'text' } as const;
    const ticket = {
      ...sample(),
      customFields: {
        text: { ...field, value: '2026-03-02T09:12:07.000Z' },
        date: { ...field, value: new Date('2026-03-02T09:12:07Z') },
      },
    };
    expect(ticketFromJson(stored(ticketToJson(ticket))).customFields).toEqual(ticket.customFields);
  });

  test('keys that the model does not know are left out', () => {
    expect(ticketFromJson({ ...ticketToJson(sample()), later: 1 })).toStrictEqual(sample());
  });

  test('nothing is changed in what is passed', () => {
    const ticket = sample();
    const json = ticketToJson(ticket, { raw: true });
    const before = JSON.stringify(json);
    ticketFromJson(json);
    expect(JSON.stringify(json)).toBe(before);
    expect(ticket).toStrictEqual(sample());
  });

  test.each([
    ['status', 'parked', 'expected one of open, pending, in_progress, resolved, closed'],
    ['createdAt', 'secret-value', 'expected ISO 8601 date in UTC'],
    ['createdAt', '2026-02-31', 'expected ISO 8601 date in UTC'],
    ['subject', 17, 'expected string'],
    ['tags', 'secret-value', 'expected array'],
    ['isSpam', 'secret-value', 'expected boolean'],
    ['replyCount', 'secret-value', 'expected finite number'],
    ['requester', [], 'expected object'],
  ])(
    '%s = %j is a WireFormatError that names the path and not the value',
    (path, value, message) => {
      const call = () => ticketFromJson({ ...ticketToJson(sample()), [path]: value });
      expect(call).toThrowError(
        expect.objectContaining({ code: 'wire_format', issues: [{ path, message }] }),
      );
      expect(call).not.toThrowError(/secret-value/);
    },
  );

  test('deep and missing paths are named, all of them', () => {
    const { subject: _subject, ...rest } = ticketToJson(sample());
    const json = { ...rest, tags: ['a', 1], version: { at: null, sequence: null } };
    expect(() => ticketFromJson(json)).toThrowError(
      expect.objectContaining({
        issues: expect.arrayContaining([
          { path: 'subject', message: 'missing' },
          { path: 'tags.1', message: 'expected string' },
          { path: 'version.at', message: 'expected ISO 8601 date in UTC' },
        ]),
      }),
    );
  });

  test.each([null, undefined, 'x', [], 17])('%j is not a ticket', (json) => {
    expect(() => ticketFromJson(json)).toThrowError(
      expect.objectContaining({ code: 'wire_format' }),
    );
  });

  test('a ticket with one key changed to junk is refused by codec and schema alike, or by neither', () => {
    const keys = Object.keys(ticketToJson(sample()));
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, junk) => {
        const json = { ...ticketToJson(sample()), [key]: junk };
        const accepted = (() => {
          try {
            ticketFromJson(json);
            return true;
          } catch {
            return false;
          }
        })();
        expect(accepted).toBe(ticketSchema.safeParse(json).success);
      }),
      { numRuns: 500 },
    );
  });
});

describe('messages', () => {
  test('any message comes back as it was, and the schema agrees', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const json = stored(messageToJson(message));
        expectSame(messageFromJson(json), message);
        expect(messageSchema.parse(json)).toEqual(message);
      }),
      { numRuns: 200 },
    );
  });

  test('a wrong visibility is refused, never defaulted', () => {
    const [message] = fc.sample(anyMessage, 1);
    if (message === undefined) throw new Error('fast-check gave no sample');
    expect(() => messageFromJson({ ...messageToJson(message), visibility: 'secret' })).toThrowError(
      expect.objectContaining({
        issues: [{ path: 'visibility', message: 'expected one of public, internal' }],
      }),
    );
  });
});

test('values of no known type come back as they were, dates and dollar keys included', () => {
  fc.assert(
    fc.property(anyRaw, (value) => {
      expectSame(decodeUnknown(stored(encodeUnknown(value))), value);
    }),
    { numRuns: 500 },
  );
});
