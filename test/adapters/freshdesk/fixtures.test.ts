import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture, fixtureNames } from './support/reference-fixtures.ts';

/**
 * Every payload of the reference folder has a named reader. What the values must be is in
 * `fixtures-tickets.test.ts`, `fixtures-ticket-lists.test.ts`, `fixtures-threads.test.ts`,
 * `fixtures-records.test.ts`, `fixtures-settings.test.ts`, `fixtures-errors.test.ts` and
 * `fixtures-webhooks.test.ts`.
 */
describeWithReference('payloads of Freshdesk', () => {
  for (const [name, read] of Object.entries(FIXTURE_READERS)) {
    it(`${name} is read`, () => {
      const value = read(fixture(name));
      expect(value).toBeInstanceOf(Object);
      expect(Object.keys(value as object)).not.toEqual([]);
    });
  }

  it('every payload in the folder has a reader, and every reader a payload', () => {
    expect(Object.keys(FIXTURE_READERS).sort()).toEqual(fixtureNames());
  });
});
