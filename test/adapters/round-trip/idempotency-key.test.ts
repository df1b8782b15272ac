import { expect, it } from 'vitest';
import { DESK_NAMES, DESKS } from './desks.ts';

const HONOURED: Readonly<Record<string, boolean>> = {
  zendesk: true,
  intercom: false,
  freshdesk: false,
};

it.each(DESK_NAMES)(
  '%s keeps to a key against double creation, or says that it does not',
  async (name) => {
    const { adapter } = DESKS[name]();
    const create = () =>
      adapter.tickets.create?.(
        {
          subject: 'Export',
          requester: { email: 'ada@customer.example' },
          message: { body: { text: 'It stops.' }, visibility: 'public' },
        },
        { idempotencyKey: 'k1' },
      );
    const [first, second] = [await create(), await create()];
    expect(first?.value.id === second?.value.id).toBe(HONOURED[name]);
    const told = first?.warnings.filter(({ field }) => field === 'idempotencyKey');
    const { label } = adapter.manifest;
    expect(told).toEqual(
      HONOURED[name]
        ? []
        : [
            {
              type: 'dropped',
              field: 'idempotencyKey',
              reason: `${label} honours no keys in tickets.create: called twice, it writes twice. Look for the record before you repeat it.`,
            },
          ],
    );
  },
);

it.each(DESK_NAMES)('a reply at %s is under no key, and says so', async (name) => {
  const { adapter } = DESKS[name]();
  const created = await adapter.tickets.create?.({
    subject: 'Export',
    requester: { email: 'ada@customer.example' },
    message: { body: { text: 'It stops.' }, visibility: 'public' },
  });
  const body = { text: 'Looking.' };
  const answer = await adapter.messages.reply?.(
    created?.value.id ?? '',
    { body },
    { idempotencyKey: 'k' },
  );
  expect(answer?.warnings.map(({ type, field }) => [type, field])).toContainEqual([
    'dropped',
    'idempotencyKey',
  ]);
});

it('where an answer has no room for the warning, the key is refused', async () => {
  const { adapter } = DESKS.freshdesk();
  const draft = { minutes: 5, billable: false };
  await expect(
    adapter.workLogs?.create?.('1', draft, { idempotencyKey: 'k' }),
  ).rejects.toMatchObject({
    code: 'unsupported_operation',
    message: expect.stringContaining('idempotencyKey'),
  });
});
