import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { FIXTURE_READERS } from './support/fixture-readers.ts';
import { fixture, fixtureNames } from './support/reference-fixtures.ts';

/**
 * Every recorded payload has a named reader. What the values must be is in
 * `fixtures-tickets.test.ts`, `fixtures-records.test.ts`, `fixtures-pages.test.ts`,
 * `fixtures-webhooks.test.ts` and `errors-fixtures.test.ts`.
 */
describeWithReference('recorded payloads of Zendesk', () => {
  for (const [name, read] of Object.entries(FIXTURE_READERS)) {
    it(`${name} is read`, async () => {
      const value = await read(fixture(name));
      expect(value).not.toBeNull();
      if (Array.isArray(value))
        expect(value.length).toBeGreaterThan(name.startsWith('list.') ? -1 : 0);
    });
  }

  it('every payload in the folder has a reader, and every reader a payload', () => {
    expect(Object.keys(FIXTURE_READERS).sort()).toEqual(fixtureNames());
  });
});
