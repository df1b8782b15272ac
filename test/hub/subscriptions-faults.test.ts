import { PartialWriteError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import {
  describePlan,
  ensureSubscriptions,
  planSubscriptions,
} from '../../src/hub/subscriptions/index.ts';
import { URL_OF_HOOK, vault, WISHED, wishOf, zendesk } from './subscriptions-support.ts';

const WHOLE = [{ endpoint: URL_OF_HOOK, status: 'active', subscriptions: WISHED }];
const failed = (error: unknown) => error;

/** What an error and everything behind it says. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors : [];
  const own = JSON.stringify({ ...error, text: String(error), stack: error.stack });
  return [own, everythingIn(error.cause), ...inner.map(everythingIn)].join('\n');
}

describe('a create whose answer is lost', () => {
  it.each([
    { kind: 'commit-then-drop' } as const,
    { kind: 'commit-then-status', status: 500 } as const,
    { kind: 'truncated', keepBytes: 20, clean: true } as const,
  ])('is found by its URL, and nothing is made twice: $kind', async (fault) => {
    const { sandbox, desk, hooks } = zendesk();
    sandbox.faults.inject({ method: 'POST', path: '/api/v2/webhooks', fault });
    const { secrets, onSecret } = vault();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(sandbox.faults.hits).toHaveLength(1);
    expect(hooks()).toMatchObject(WHOLE);
    expect(ensured?.id).toBe(hooks()[0]?.id);
    expect(secrets.map(([, secret]) => secret)).toEqual([
      sandbox.state.webhooks.get(ensured?.id ?? '')?.secret,
    ]);
  });

  it('is gone on with by the next run when looking for it fails as well', async () => {
    const { sandbox, desk, hooks, log } = zendesk();
    const lost = { kind: 'commit-then-drop' } as const;
    sandbox.faults.inject({ method: 'POST', path: '/api/v2/webhooks', fault: lost });
    const away = { kind: 'status', status: 403 } as const;
    sandbox.faults.inject({ method: 'GET', path: '/api/v2/webhooks', after: 1, fault: away });
    const { secrets, onSecret } = vault();
    await expect(ensureSubscriptions([wishOf(desk)], { onSecret })).rejects.toMatchObject({
      errors: [{ code: 'outcome_unknown' }],
    });
    expect(hooks()).toMatchObject([{ status: 'inactive' }]);
    expect(secrets).toEqual([]);
    log();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(ensured?.done).toMatchObject([{ action: 'activate' }]);
    expect(log().filter((line) => line.startsWith('POST'))).toEqual([]);
    expect(hooks()).toMatchObject(WHOLE);
    expect(secrets).toHaveLength(1);
  });

  it('is an error when nothing was made', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const refused = { kind: 'status', status: 422 } as const;
    sandbox.faults.inject({ method: 'POST', path: '/api/v2/webhooks', fault: refused });
    await expect(ensureSubscriptions([wishOf(desk)], vault())).rejects.toMatchObject({
      errors: [{ code: 'validation_failed', status: 422 }],
    });
    expect(hooks()).toEqual([]);
  });
});

describe('a secret that cannot be handed over', () => {
  it('takes the new registration back', async () => {
    const { desk, hooks, log } = zendesk();
    const full = new Error('the vault is full');
    const onSecret = () => Promise.reject(full);
    const error = await ensureSubscriptions([wishOf(desk)], { onSecret }).catch(failed);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({
      errors: [full],
      message: expect.stringContaining('zendesk:acme'),
    });
    expect(hooks()).toEqual([]);
    expect(log().map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'DELETE']);
  });

  it('takes it back when the secret cannot be read, and when the caller gives up', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const none = { kind: 'status', status: 403 } as const;
    sandbox.faults.inject({ method: 'GET', path: /signing_secret$/, fault: none });
    await expect(ensureSubscriptions([wishOf(desk)], vault())).rejects.toMatchObject({
      errors: [{ code: 'permission_denied' }],
    });
    expect(hooks()).toEqual([]);
    const stop = new AbortController();
    const onSecret = () => {
      stop.abort();
      throw new Error('no more');
    };
    await expect(
      ensureSubscriptions([wishOf(desk)], { onSecret, signal: stop.signal }),
    ).rejects.toMatchObject({ errors: [{ message: 'no more' }] });
    expect(hooks()).toEqual([]);
  });

  it('says what is left when it cannot be taken back, without the secret', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const away = { kind: 'status', status: 403 } as const;
    sandbox.faults.inject({ method: 'DELETE', fault: away });
    const given: string[] = [];
    const error = await ensureSubscriptions([wishOf(desk)], {
      onSecret(_desk, secret) {
        given.push(secret);
        throw new Error(`cannot store ${secret}`);
      },
    }).catch(failed);
    expect(error).toMatchObject({
      errors: [{ code: 'partially_written', id: hooks()[0]?.id, missing: ['secret', 'active'] }],
    });
    expect(error instanceof AggregateError && error.errors[0]).toBeInstanceOf(PartialWriteError);
    expect(hooks()).toMatchObject([{ status: 'inactive' }]);
    expect(given).toHaveLength(1);
    expect(everythingIn(error)).not.toContain(given[0]);
  });
});

describe('a run that breaks off', () => {
  const faults = [
    { kind: 'dropped' },
    { kind: 'commit-then-drop' },
    { kind: 'commit-then-status', status: 503 },
    { kind: 'status', status: 403 },
  ] as const;
  const places = [0, 1, 2, 3, 4];

  it.each(places.flatMap((after) => faults.map((fault) => ({ after, ...fault }))))(
    'at request $after by $kind is put right by running it again',
    async ({ after, ...fault }) => {
      const { sandbox, desk, hooks } = zendesk();
      // Reads are repeated by the adapter, so that it takes several to break one.
      sandbox.faults.inject({ after, times: 3, fault });
      const { secrets, onSecret } = vault();
      const run = () => ensureSubscriptions([wishOf(desk)], { onSecret }).catch(() => undefined);
      await run();
      sandbox.faults.clear();
      await run();
      expect(hooks()).toMatchObject(WHOLE);
      const last = secrets.at(-1)?.[1];
      expect(last).toBe(sandbox.state.webhooks.get(hooks()[0]?.id ?? '')?.secret);
      sandbox.clearRequests();
      const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
      expect(ensured?.done).toEqual([]);
    },
  );
});

describe('several desks', () => {
  it('are done although one of them fails, which is told by name', async () => {
    const [first, broken, last] = ['one', 'two', 'three'].map((subdomain) =>
      zendesk({ subdomain }),
    );
    if (!first || !broken || !last) throw new TypeError('three desks');
    const refused = { kind: 'status', status: 401 } as const;
    broken.sandbox.faults.inject({ fault: refused, times: 10 });
    const wishes = [first, broken, last].map(({ desk }) => wishOf(desk));
    const { secrets, onSecret } = vault();
    const error = await ensureSubscriptions(wishes, { onSecret }).catch(failed);
    expect(error).toMatchObject({ errors: [{ code: 'authentication_failed' }] });
    expect(String(error)).toContain('zendesk:two');
    expect(String(error)).not.toMatch(/zendesk:(one|three)/);
    expect(first.hooks()).toMatchObject(WHOLE);
    expect(last.hooks()).toMatchObject(WHOLE);
    expect(secrets.map(([desk]) => desk)).toEqual(['zendesk:one', 'zendesk:three']);
  });

  it('are planned although one of them cannot be looked at', async () => {
    const [first, broken] = [zendesk({ subdomain: 'one' }), zendesk({ subdomain: 'two' })];
    const refused = { kind: 'status', status: 401 } as const;
    broken.sandbox.faults.inject({ fault: refused, times: 10 });
    const plans = await planSubscriptions([wishOf(first.desk), wishOf(broken.desk)]);
    expect(plans).toMatchObject([
      { desk: 'zendesk:one', error: null, steps: [{ action: 'create' }] },
      { desk: 'zendesk:two', error: { code: 'authentication_failed' }, steps: [] },
    ]);
    expect(describePlan(plans)).toMatch(/zendesk:two .*\n {2}\? could not be looked at: /);
  });
});

describe('secrets', () => {
  it('are in no plan, no result and no text', async () => {
    const { sandbox, desk } = zendesk();
    const { secrets, onSecret } = vault();
    const ensured = await ensureSubscriptions([wishOf(desk)], { onSecret });
    const plans = await planSubscriptions([wishOf(desk)]);
    const [id = ''] = sandbox.state.webhooks.keys();
    const secret = secrets[0]?.[1] ?? '';
    expect(secret).toBe(sandbox.state.webhooks.get(id)?.secret);
    expect(JSON.stringify([ensured, plans]) + describePlan(plans)).not.toContain(secret);
  });
});
