import { freshdeskQuery } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';

describe('a query', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, { since: Number.NaN }, 'one\ntwo', 'a\rb'])(
    'is refused for %j, which the language cannot say',
    (term) => {
      expect(() => freshdeskQuery({ cf_seats: term })).toThrow(
        expect.objectContaining({ code: 'configuration_invalid' }),
      );
    },
  );
});
