import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpOptions } from '../../src/http/index.ts';
import { createTestHttp } from './support/loopback.ts';

const CALLS = 1_000;

let warnings: Error[] = [];
const note = (warning: Error) => void warnings.push(warning);
beforeEach(() => {
  warnings = [];
  process.on('warning', note);
});
afterEach(() => {
  process.off('warning', note);
});

/** Warnings of Node come in a later turn of the loop. */
const later = () => new Promise((resolve) => setTimeout(resolve, 10));

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

const connect = (answer: () => Promise<Response>, options: Partial<HttpOptions> = {}) =>
  createTestHttp('https://testdesk.example', { fetch: answer, random: () => 0.9, ...options });

const call = (signal: AbortSignal) =>
  [{ method: 'GET', path: '/tickets' } as const, { signal }] as const;

describe('one signal for a thousand calls', () => {
  it.each([10, CALLS])(
    'is listened to by few, and by nobody afterwards, %i calls at once',
    async (concurrency) => {
      const { signal } = new AbortController();
      let most = 0;
      const http = connect(
        async () => {
          most = Math.max(most, listeners(signal));
          await later();
          return Response.json({});
        },
        { concurrency },
      );
      const answers = await Promise.all(
        Array.from({ length: CALLS }, () => http.send(...call(signal))),
      );
      await later();
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(most).toBe(1);
      expect(listeners(signal)).toBe(0);
      expect(warnings).toEqual([]);
    },
  );

  it('ends all of them at once, those under way, those in the queue and those between two attempts', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    let sent = 0;
    const http = connect(
      () => {
        sent += 1;
        return sent % 10 !== 0
          ? new Promise(() => {})
          : Promise.reject(new TypeError('fetch failed'));
      },
      { concurrency: 300 },
    );
    const calls = Array.from({ length: CALLS }, () =>
      http.send(...call(signal)).then(
        () => 'answered',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      ),
    );
    await later();
    controller.abort();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['request_aborted']));
    expect(sent).toBeLessThan(CALLS);
    await later();
    expect(listeners(signal)).toBe(0);
    expect(warnings).toEqual([]);
    await expect(http.send(...call(signal))).rejects.toMatchObject({ code: 'request_aborted' });
  });
});
