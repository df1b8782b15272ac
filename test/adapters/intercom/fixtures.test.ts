import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture, fixtureNames } from './support/reference-fixtures.ts';

/**
 * Every payload of the reference folder has a named reader. What the values must be is in
 * `fixtures-conversations.test.ts`, `fixtures-records.test.ts` and `fixtures-webhooks*.test.ts`,
 * whose titles say what is no recording: an example of the description, a third party's mock, or
 * composed ("derived").
 */
describeWithReference('payloads of Intercom', () => {
  for (const [name, read] of Object.entries(FIXTURE_READERS)) {
    it(`${name} is read`, async () => {
      const value = await read(fixture(name));
      expect(value).not.toBeNull();
      expect(value).not.toEqual([]);
    });
  }

  it('every payload in the folder has a reader, and every reader a payload', () => {
    expect(Object.keys(FIXTURE_READERS).sort()).toEqual(fixtureNames());
  });
});
