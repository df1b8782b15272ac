import { createTestClock } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { errorFromStatus } from '../../src/errors/index.ts';
import { createHttp } from '../../src/http/index.ts';

type Step = 'lost' | number;

/** A provider that answers a call step by step; a lost step breaks the connection. */
function provider(steps: readonly Step[]) {
  const left = [...steps];
  const http = createHttp({
    provider: 'paperdesk',
    baseUrl: 'https://desk.example',
    auth: () => 'Bearer t',
    clock: createTestClock(new Date('2026-01-01T00:00:00Z')),
    random: () => 0,
    fetch: async () => {
      const step = left.shift();
      if (step === 'lost') throw new TypeError('fetch failed');
      return new Response(step === 204 ? null : '{}', { status: step ?? 500 });
    },
    onRefusal: ({ status }) => errorFromStatus({ provider: 'paperdesk', status, message: 'No.' }),
  });
  return { http, left };
}

describe('a delete whose answer is lost', () => {
  it('is done when the repeat finds nothing left to delete', async () => {
    const { http, left } = provider(['lost', 404]);
    await expect(http.send({ method: 'DELETE', path: '/tickets/1' })).resolves.toMatchObject({
      status: 404,
      data: null,
    });
    expect(left).toEqual([]);
  });

  it('is done after a server error, too, since that may have come after the effect', async () => {
    const { http } = provider([502, 404]);
    await expect(http.send({ method: 'DELETE', path: '/tickets/1' })).resolves.toMatchObject({
      status: 404,
    });
  });

  it('is not done when only a 429 came before: that proves nothing was deleted', async () => {
    const { http } = provider([429, 404]);
    await expect(http.send({ method: 'DELETE', path: '/tickets/1' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is not done when the very first answer says that there is nothing', async () => {
    const { http } = provider([404]);
    await expect(http.send({ method: 'DELETE', path: '/tickets/1' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('holds for other methods only when the call says so', async () => {
    const plain = provider(['lost', 404]);
    await expect(plain.http.send({ method: 'PUT', path: '/t/1/restore' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const moving = provider(['lost', 404]);
    await expect(
      moving.http.send({ method: 'PUT', path: '/t/1/restore', goneMeansDone: true }),
    ).resolves.toMatchObject({ status: 404 });
  });
});
