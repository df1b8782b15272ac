import { aTicket } from 'polydesk/testing';
import { expect, it } from 'vitest';
import { asWritten, isAsWritten } from '../../src/migration/verify/ticket-fields.ts';

const expected = {
  fields: { subject: 'A very long subject of a customer', status: 'open' },
  cc: ['someone@example.org'],
  links: [],
  tags: ['VIP'],
  customFields: {},
  messages: [],
};

it('what a target has made of a value is remembered, of people’s words by a mark only', () => {
  const there = aTicket({ subject: 'A very long', status: 'resolved', tags: ['vip'] });
  const losses = ['subject', 'status', 'tags', 'cc'].map((field) => ({ field }));
  const written = asWritten(expected, there, losses);
  expect(Object.keys(written).sort()).toEqual(['cc', 'status', 'subject', 'tags']);
  expect([written['status'], written['tags']]).toEqual(['resolved', ['vip']]);
  expect(JSON.stringify(written)).not.toMatch(/very long|example\.org/);
  const isSame = (field: string, value: string) =>
    isAsWritten(field, written[field] ?? null, value);
  expect([isSame('subject', 'A very long'), isSame('subject', 'Another')]).toEqual([true, false]);
  // What was not declared is not excused.
  expect(asWritten(expected, there, [])).toEqual({});
});
