import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../src/sandbox/kit/clock.ts';
import { createRandom } from '../../src/sandbox/kit/random.ts';
import { createRateLimiter } from '../../src/sandbox/kit/rate-limiter.ts';
import { createRouter } from '../../src/sandbox/kit/router.ts';
import { signSha256, toBase64, toHex } from '../../src/sandbox/kit/signature.ts';
import { createTable, lowerBound, put, viewOf } from '../../src/sandbox/kit/table.ts';
import { describeWithReference, readReferenceJson } from '../support/reference.ts';

describe('a router', () => {
  const router = createRouter([
    ['GET', '/a/{id}', 'one'],
    ['GET', '/a/count', 'count'],
    ['PUT', '/a/{id}/b', 'b'],
    ['GET', '/{any}/x/y', 'deep'],
  ]);

  it('prefers a fixed segment to a variable one', () => {
    expect(router.match('GET', '/a/count')).toMatchObject({ handler: 'count' });
    expect(router.match('GET', '/a/7')).toEqual({
      handler: 'one',
      template: '/a/{id}',
      params: { id: '7' },
    });
  });

  it('goes back to a variable segment where the fixed one leads nowhere', () => {
    expect(router.match('GET', '/a/x/y')).toMatchObject({ handler: 'deep', params: { any: 'a' } });
  });

  it('tells a wrong method from an unknown path', () => {
    expect(router.match('POST', '/a/7')).toBe('method');
    expect(router.match('GET', '/b')).toBeNull();
  });

  it('survives a path that is not valid percent-encoding', () => {
    expect(router.match('GET', '/a/%E0%A4%A')).toMatchObject({ params: { id: '%E0%A4%A' } });
  });

  it('refuses two handlers for one route', () => {
    expect(() =>
      createRouter([
        ['GET', '/a', 1],
        ['GET', '/a', 2],
      ]),
    ).toThrow('Two routes for GET /a');
  });
});

describe('a rate limiter', () => {
  it('never lets more through in a window than its limit, and opens again after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 100 }),
        (limit, gaps) => {
          const clock = createClock();
          const limiter = createRateLimiter(clock);
          let opened = Number.NEGATIVE_INFINITY;
          let used = 0;
          for (const gap of gaps) {
            clock.advance(gap);
            const decision = limiter.take('bucket', { limit, windowMs: 1000 });
            if (clock.now() - opened >= 1000) {
              opened = clock.now();
              used = 0;
            }
            if (decision.allowed) used += 1;
            expect(used).toBeLessThanOrEqual(limit);
            expect(decision.allowed || used === limit).toBe(true);
            expect(decision.remaining).toBe(limit - used);
            expect(decision.resetMs).toBe(opened + 1000 - clock.now());
          }
        },
      ),
    );
  });

  it('keeps buckets apart', () => {
    const limiter = createRateLimiter(createClock());
    const rate = { limit: 1, windowMs: 1000 };
    expect(limiter.take('one', rate).allowed).toBe(true);
    expect(limiter.take('one', rate).allowed).toBe(false);
    expect(limiter.take('two', rate).allowed).toBe(true);
  });
});

describe('seeded randomness', () => {
  it('repeats itself for one seed, differs for another, and goes on from a saved state', () => {
    const [one, two] = [createRandom(5), createRandom(5)];
    expect(one.hex(32)).toBe(two.hex(32));
    expect(createRandom(6).hex(32)).not.toBe(createRandom(5).hex(32));
    const saved = one.save();
    const next = one.uuid();
    one.load(saved);
    expect(one.uuid()).toBe(next);
  });

  it('shuffles without losing or mutating anything', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        const original = [...items];
        const shuffled = createRandom(seed).shuffle(items);
        expect(items).toEqual(original);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it('makes ULIDs that sort by time', () => {
    const random = createRandom(1);
    expect(random.ulid(1_700_000_000_000)).toHaveLength(26);
    expect(random.ulid(1_700_000_000_000) < random.ulid(1_700_000_000_001)).toBe(true);
  });
});

describe('a table', () => {
  it('computes a view once per version', () => {
    const table = createTable<{ readonly id: number }>();
    let made = 0;
    const view = () =>
      viewOf(table, 'all', (rows) => {
        made += 1;
        return rows;
      });
    put(table, { id: 1 });
    expect([view(), view()]).toEqual([[{ id: 1 }], [{ id: 1 }]]);
    expect(made).toBe(1);
    put(table, { id: 2 });
    expect(view()).toHaveLength(2);
    expect(made).toBe(2);
  });

  it('finds the first row that is not before a key', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 })),
        fc.integer({ min: -60, max: 60 }),
        (values, key) => {
          const rows = [...values].sort((a, b) => a - b);
          const found = rows.findIndex((row) => row >= key);
          expect(lowerBound(rows, (row) => row < key)).toBe(found === -1 ? rows.length : found);
        },
      ),
    );
  });
});

describe('signatures', () => {
  it('agree with the test case 2 of RFC 4231', async () => {
    const signature = await signSha256('Jefe', 'what do ya want for nothing?');
    expect(toHex(signature)).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

describeWithReference('the recorded signature vector', () => {
  it('is met with the secret taken as text', async () => {
    // The fixture's keys are those listed in the provider sheet's section 23.
    const vector = readReferenceJson(
      'providers',
      'zendesk',
      'fixtures',
      'webhook.signature_vector.json',
    ) as Record<string, string>;
    const signature = await signSha256(
      vector['secret'] ?? '',
      `${vector['timestamp']}${vector['raw_body']}`,
    );
    expect(toBase64(signature)).toBe(vector['expected_signature']);
  });
});
