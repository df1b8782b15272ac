import { describe, expect, it } from 'vitest';
import {
  formatProvenanceHeader,
  parseProvenanceHeader,
} from '../../src/adapter/provenance-header.ts';

const at = new Date('2023-05-01T10:00:00Z');

describe('the source in a provenance header', () => {
  it('is escaped where it would end the header', () => {
    expect(formatProvenanceHeader({ at, author: 'Ada', source: 'Order 42 [a] 5%' })).toBe(
      '[Originally sent 2023-05-01T10:00:00Z by Ada · Order%2042%20%5Ba%5D%205%25]',
    );
  });

  it.each(['Order 42', 'a]b [c', '50 %', '50%25', '%zz', 'ä\u00a0ö\n', 'x · y', 'zendesk:acme:1'])(
    'comes back as it was: %j',
    (source) => {
      for (const author of [null, 'Ada Lovelace']) {
        const line = formatProvenanceHeader({ at, author, source });
        expect(parseProvenanceHeader(`${line} Hello`)).toEqual({
          at,
          author,
          source,
          text: 'Hello',
        });
      }
    },
  );

  it('is read as it stands where a percent sign escapes nothing', () => {
    expect(parseProvenanceHeader('[Originally sent 2023-05-01T10:00:00Z · 50%] Hi')?.source).toBe(
      '50%',
    );
  });

  it('is absent where it is empty', () => {
    const line = formatProvenanceHeader({ at, author: 'Ada', source: '' });
    expect(parseProvenanceHeader(line)).toEqual({ at, author: 'Ada', source: null, text: '' });
  });
});
