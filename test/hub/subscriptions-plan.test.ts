import { type AnySupportAdapter, SUPPORT_EVENT_TYPES, type SupportEventType } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { describe, expect, it } from 'vitest';
import {
  describePlan,
  ensureSubscriptions,
  planSubscriptions,
} from '../../src/hub/subscriptions/index.ts';
import { createStubDesk } from '../support/stub-desk.ts';
import { native, URL_OF_HOOK, vault, WISHED, wishOf, zendesk } from './subscriptions-support.ts';

describe('a wish that cannot be meant', () => {
  const { desk, log } = zendesk();
  const refused = async (wishes: Parameters<typeof planSubscriptions>[0], text: string) => {
    const options = vault();
    const failure = expect.objectContaining({
      code: 'configuration_invalid',
      message: expect.stringContaining(text),
    });
    await expect(planSubscriptions(wishes)).rejects.toEqual(failure);
    await expect(ensureSubscriptions(wishes, options)).rejects.toEqual(failure);
    expect(log()).toEqual([]);
  };

  it.each(['', '/webhooks', 'app.example.com/webhooks', 'ftp://app.example.com/'])(
    'has no whole URL: %s',
    (url) => refused([wishOf(desk, undefined, { url })], 'zendesk:acme'),
  );

  it('has a URL with a password, which is not shown', async () => {
    const url = 'https://someone:hidden-word@app.example.com/';
    await refused([wishOf(desk, undefined, { url })], 'password');
    const error = await planSubscriptions([wishOf(desk, undefined, { url })]).catch(String);
    expect(error).not.toContain('hidden-word');
  });

  it('names no event', () => refused([wishOf(desk, [])], 'no events'));

  it.each(['ping', 'unknown', 'ticket.create', 'constructor'])('names %s', (name) =>
    // Safe: callers without types write such names; the check is for them.
    refused([wishOf(desk, ['ticket.created', name as SupportEventType])], `"${name}"`),
  );

  it('is one of two for the same URL', () => refused([wishOf(desk), wishOf(desk)], 'same URL'));

  it('has nobody to take the secret', async () => {
    await expect(ensureSubscriptions([wishOf(desk)])).rejects.toMatchObject({
      code: 'configuration_invalid',
      message: expect.stringContaining('onSecret'),
    });
    expect(log()).toEqual([]);
  });
});

describe('an adapter that does not tell what to subscribe to', () => {
  it('has an error in its plan', async () => {
    const desk: AnySupportAdapter = createStubDesk();
    const [plan] = await planSubscriptions([wishOf(desk)]);
    expect(plan).toMatchObject({
      steps: [],
      error: { code: 'unsupported_operation', operation: 'webhooks.setup' },
    });
  });
});

describe('a desk without any of the events', () => {
  it('keeps the registrations that it has', async () => {
    const { sandbox, desk, hooks } = zendesk();
    sandbox.seed.webhook({ name: 'x', endpoint: URL_OF_HOOK, subscriptions: WISHED });
    const before = hooks();
    const [ensured] = await ensureSubscriptions([wishOf(desk, ['article.deleted'])], vault());
    expect(ensured).toMatchObject({ id: null, done: [], left: [] });
    expect(ensured?.plan.unavailable).toEqual(['article.deleted']);
    expect(hooks()).toEqual(before);
  });
});

describe('the printed plan', () => {
  it('says what is made, changed, left, in the way and to be done', async () => {
    const far = zendesk();
    const seed = (more: { readonly subscriptions: string[]; readonly status?: 'inactive' }) =>
      far.sandbox.seed.webhook({ name: 'polydesk', endpoint: URL_OF_HOOK, ...more });
    const kept = seed({ subscriptions: native('ticket.created', 'user.created') });
    const double = seed({ subscriptions: WISHED, status: 'inactive' });
    const trigger = seed({ subscriptions: ['conditional_ticket_events'] });
    const freshdesk = createFreshdesk({ subdomain: 'acme', credentials: { apiKey: 'key' } });
    const plans = await planSubscriptions([
      wishOf(far.desk, ['ticket.created', 'ticket.merged', 'article.deleted']),
      wishOf(far.desk, ['ticket.created'], { name: 'New "ones"', url: 'https://b.example.com/' }),
      wishOf(freshdesk, ['note.created'], { url: 'https://c.example.com/' }),
    ]);
    const text = describePlan(plans);
    expect(text.split('\n').slice(0, 10)).toEqual([
      `zendesk:acme ${URL_OF_HOOK}`,
      `  ~ update ${kept.id} (adds 1, removes 1)`,
      '      + zen:event-type:ticket.merged',
      '      - zen:event-type:user.created',
      `  - duplicate ${double.id} (removed with prune: true)`,
      `  x conflict ${trigger.id}: of another kind, and never changed (conditional_ticket_events)`,
      '  ? never delivered here: article.deleted',
      'zendesk:acme https://b.example.com/',
      '  + create "New \\"ones\\""',
      '      + zen:event-type:ticket.created',
    ]);
    expect(text).toContain('  ! by hand: Automation rule "polydesk: note.created"\n      1. ');
    expect(text).toContain('      |   "event": "note.created",');
  });

  it('says that a desk is as it should be, or is switched on', async () => {
    const { sandbox, desk } = zendesk();
    const row = { name: 'polydesk', endpoint: URL_OF_HOOK, subscriptions: WISHED };
    const { id } = sandbox.seed.webhook({ ...row, status: 'inactive' });
    expect(describePlan(await planSubscriptions([wishOf(desk)]))).toBe(
      `zendesk:acme ${URL_OF_HOOK}\n  ~ activate ${id}`,
    );
    await ensureSubscriptions([wishOf(desk)], vault());
    expect(describePlan(await planSubscriptions([wishOf(desk)]))).toBe(
      `zendesk:acme ${URL_OF_HOOK}\n  = unchanged ${id}`,
    );
  });
});

describe('every event at once', () => {
  it('can be wished, except those that nobody subscribes to', async () => {
    const { desk, hooks } = zendesk();
    const all = SUPPORT_EVENT_TYPES.filter((type) => type !== 'ping' && type !== 'unknown');
    const wishes = [wishOf(desk, all)];
    await ensureSubscriptions(wishes, vault());
    expect(hooks()).toHaveLength(1);
    const [again] = await ensureSubscriptions(wishes, vault());
    expect(again).toMatchObject({ done: [], left: [] });
  });
});
