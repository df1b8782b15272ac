import { type AnySupportAdapter, type SupportEvent } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createIntercom } from 'polydesk/intercom';
import { describe, expect, it } from 'vitest';
import { ensureSubscriptions } from '../../src/hub/subscriptions/index.ts';
import { native, URL_OF_HOOK, vault, WISHED, wishOf, zendesk } from './subscriptions-support.ts';

const actionsOf = (steps: readonly { readonly action: string }[]) =>
  steps.map(({ action }) => action);

describe('a wish without a registration', () => {
  it('is registered, its secret handed over, and only then switched on', async () => {
    const { sandbox, desk, log, hooks } = zendesk();
    const statusThen: (string | undefined)[] = [];
    const secrets: string[] = [];
    const [ensured] = await ensureSubscriptions([wishOf(desk)], {
      onSecret: async (handedTo, secret) => {
        expect(handedTo).toBe(desk);
        await Promise.resolve();
        statusThen.push(hooks()[0]?.status);
        secrets.push(secret);
      },
    });
    const [hook] = hooks();
    expect(hook).toEqual({
      id: expect.any(String),
      name: 'polydesk',
      endpoint: URL_OF_HOOK,
      status: 'active',
      subscriptions: WISHED,
    });
    expect(statusThen).toEqual(['inactive']);
    expect(secrets).toEqual([sandbox.state.webhooks.get(hook?.id ?? '')?.secret]);
    expect(ensured).toMatchObject({ id: hook?.id, left: [] });
    expect(actionsOf(ensured?.done ?? [])).toEqual(['create']);
    expect(log()).toEqual([
      'GET /api/v2/webhooks 200',
      'POST /api/v2/webhooks 201',
      `GET /api/v2/webhooks/${hook?.id}/signing_secret 200`,
      `PATCH /api/v2/webhooks/${hook?.id} 204`,
      `GET /api/v2/webhooks/${hook?.id} 200`,
    ]);
  });

  it('is left alone by the next run', async () => {
    const { desk, log, hooks } = zendesk();
    const { secrets, onSecret } = vault();
    await ensureSubscriptions([wishOf(desk)], { onSecret });
    const before = hooks();
    log();
    const [again] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(log()).toEqual(['GET /api/v2/webhooks 200']);
    expect(again).toMatchObject({ id: before[0]?.id, done: [], left: [] });
    expect(actionsOf(again?.plan.steps ?? [])).toEqual(['none']);
    expect(hooks()).toEqual(before);
    expect(secrets).toHaveLength(1);
  });

  it('delivers what the handed secret proves', async () => {
    const events: SupportEvent[] = [];
    const answers: Promise<void>[] = [];
    const { secrets, onSecret } = vault();
    const far = zendesk({
      webhooks: {
        async send(request) {
          const delivery = { rawBody: await request.text(), headers: request.headers };
          const secret = secrets[0]?.[1] ?? '';
          const now = new Date(far.sandbox.clock.now());
          const { webhooks } = far.desk;
          answers.push(webhooks.verify(delivery, { secret, now }));
          events.push(...webhooks.parse(delivery));
          return new Response(null, { status: 200 });
        },
      },
    });
    await ensureSubscriptions([wishOf(far.desk)], { onSecret });
    await far.desk.tickets.create({
      subject: 'Label printing is down',
      message: { visibility: 'public', body: { text: 'Nothing comes out.' } },
      requester: { email: 'ada@customer.example', name: 'Ada' },
    });
    await far.sandbox.webhooks.deliver();
    await expect(Promise.all(answers)).resolves.toEqual([undefined]);
    expect(events.map(({ type }) => type)).toEqual(['ticket.created']);
  });

  it('is only looked at in a dry run', async () => {
    const { desk, log, hooks } = zendesk();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { dryRun: true });
    expect(ensured).toMatchObject({ id: null, done: [] });
    expect(actionsOf(ensured?.left ?? [])).toEqual(['create']);
    expect(log()).toEqual(['GET /api/v2/webhooks 200']);
    expect(hooks()).toEqual([]);
  });
});

describe('a registration that is not as wished', () => {
  const hook = (more: object) => ({
    name: 'polydesk',
    endpoint: URL_OF_HOOK,
    subscriptions: WISHED,
    ...more,
  });

  it('gets the events that are missing and loses those that are too many', async () => {
    const { sandbox, desk, log, hooks } = zendesk();
    const { id } = sandbox.seed.webhook(
      hook({ subscriptions: native('ticket.created', 'user.created', 'agent.state_changed') }),
    );
    const { secrets, onSecret } = vault();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(ensured?.done).toEqual([
      {
        action: 'update',
        id,
        adds: native('ticket.custom_status_changed', 'ticket.status_changed'),
        removes: native('agent.state_changed', 'user.created'),
        renamedTo: null,
      },
    ]);
    expect(hooks()).toMatchObject([{ id, subscriptions: WISHED, status: 'active' }]);
    expect(secrets).toEqual([]);
    log();
    await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(log()).toEqual(['GET /api/v2/webhooks 200']);
  });

  it('keeps its name unless another is wished', async () => {
    const { sandbox, desk, hooks } = zendesk();
    sandbox.seed.webhook(hook({ name: 'Made by hand' }));
    const { onSecret } = vault();
    const [kept] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(kept?.done).toEqual([]);
    await ensureSubscriptions([wishOf(desk, undefined, { name: 'Ours' })], { onSecret });
    expect(hooks()).toMatchObject([{ name: 'Ours', subscriptions: WISHED }]);
  });

  it('is switched on, once its secret is handed over', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const { id } = sandbox.seed.webhook(hook({ status: 'inactive' }));
    const { secrets, onSecret } = vault();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(ensured?.done).toEqual([{ action: 'activate', id }]);
    expect(hooks()).toMatchObject([{ id, status: 'active' }]);
    expect(secrets).toEqual([['zendesk:acme', sandbox.state.webhooks.get(id)?.secret]]);
  });

  it('stays switched off, and stays, when its secret cannot be kept', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const { id } = sandbox.seed.webhook(hook({ status: 'inactive' }));
    const full = new Error('the vault is full');
    const onSecret = () => Promise.reject(full);
    await expect(ensureSubscriptions([wishOf(desk)], { onSecret })).rejects.toMatchObject({
      errors: [full],
    });
    expect(hooks()).toMatchObject([{ id, status: 'inactive' }]);
  });

  it('is not mistaken for one with a similar URL', async () => {
    const { sandbox, desk, hooks } = zendesk();
    const similar = [`${URL_OF_HOOK}/`, `${URL_OF_HOOK}?v=2`, URL_OF_HOOK.toUpperCase()];
    for (const endpoint of similar) sandbox.seed.webhook(hook({ endpoint }));
    const before = hooks();
    await ensureSubscriptions([wishOf(desk)], vault());
    expect(hooks()).toHaveLength(4);
    expect(hooks().slice(0, 3)).toEqual(before);
  });
});

describe('several registrations of one URL', () => {
  function twice() {
    const far = zendesk();
    const seed = (more: { readonly subscriptions: string[]; readonly status?: 'inactive' }) =>
      far.sandbox.seed.webhook({ name: 'polydesk', endpoint: URL_OF_HOOK, ...more });
    const off = seed({ subscriptions: WISHED, status: 'inactive' });
    const part = seed({ subscriptions: native('ticket.created') });
    const whole = seed({ subscriptions: WISHED });
    return { ...far, off, part, whole };
  }

  it('are told, and stay', async () => {
    const { desk, hooks, off, part, whole } = twice();
    const before = hooks();
    const { secrets, onSecret } = vault();
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { onSecret });
    expect(ensured).toMatchObject({ id: whole.id, done: [] });
    expect(ensured?.left).toEqual([
      { action: 'remove-duplicate', id: part.id },
      { action: 'remove-duplicate', id: off.id },
    ]);
    expect(hooks()).toEqual(before);
    expect(secrets).toEqual([]);
  });

  it('become one when asked for, after its secret was handed over', async () => {
    const { sandbox, desk, hooks, whole } = twice();
    const { secrets, onSecret } = vault();
    const counted: number[] = [];
    const [ensured] = await ensureSubscriptions([wishOf(desk)], {
      prune: true,
      onSecret: async (...handed) => {
        counted.push(hooks().length);
        await onSecret(...handed);
      },
    });
    expect(hooks()).toMatchObject([{ id: whole.id, status: 'active', subscriptions: WISHED }]);
    expect(ensured?.left).toEqual([]);
    expect(counted).toEqual([3]);
    expect(secrets.map(([, secret]) => secret)).toEqual([
      sandbox.state.webhooks.get(whole.id)?.secret,
    ]);
  });
});

describe('a registration that triggers call', () => {
  const conditional = {
    name: 'Of a trigger',
    endpoint: URL_OF_HOOK,
    subscriptions: ['conditional_ticket_events'],
  };

  it('is never changed, and nothing is made beside it', async () => {
    const { sandbox, desk, hooks, log } = zendesk();
    const { id } = sandbox.seed.webhook(conditional);
    const before = hooks();
    await expect(ensureSubscriptions([wishOf(desk)], { ...vault(), prune: true })).rejects.toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({
            code: 'configuration_invalid',
            message: expect.stringContaining(id),
          }),
        ],
      }),
    );
    expect(hooks()).toEqual(before);
    expect(log()).toEqual(['GET /api/v2/webhooks 200']);
  });

  it('does not stand in the way of one of ours that is there', async () => {
    const { sandbox, desk } = zendesk();
    const ours = sandbox.seed.webhook({ ...conditional, subscriptions: WISHED });
    const theirs = sandbox.seed.webhook(conditional);
    const [ensured] = await ensureSubscriptions([wishOf(desk)], { ...vault(), prune: true });
    expect(ensured).toMatchObject({ id: ours.id, done: [] });
    expect(ensured?.left).toEqual([
      { action: 'conflict', id: theirs.id, events: ['conditional_ticket_events'] },
    ]);
  });
});

describe('desks without an API for registrations', () => {
  const intercom: AnySupportAdapter = createIntercom({
    workspaceId: 'abc123de',
    credentials: { accessToken: 'token' },
    fetch: () => Promise.reject(new TypeError('nothing may be sent')),
  });
  const freshdesk: AnySupportAdapter = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: 'key' },
    fetch: () => Promise.reject(new TypeError('nothing may be sent')),
  });

  it('leave it to people, which is no failure', async () => {
    const ensured = await ensureSubscriptions([
      wishOf(intercom, ['ticket.created']),
      wishOf(freshdesk, ['ticket.created', 'contact.created']),
    ]);
    expect(ensured).toMatchObject([
      { id: null, done: [], left: [{ action: 'manual' }], plan: { unavailable: [] } },
      {
        id: null,
        done: [],
        left: [{ action: 'manual' }],
        plan: { unavailable: ['contact.created'] },
      },
    ]);
    const [topics, rule] = ensured.flatMap(({ left }) =>
      left.flatMap((step) => (step.action === 'manual' ? [step.template] : [])),
    );
    expect(topics?.body?.split('\n')).toEqual([
      'conversation.admin.single.created',
      'conversation.user.created',
      'ticket.created',
    ]);
    expect(JSON.parse(rule?.body ?? '')).toMatchObject({ event: 'ticket.created' });
    for (const template of [topics, rule]) {
      expect(template?.steps.join(' ')).toContain(URL_OF_HOOK);
    }
  });
});
