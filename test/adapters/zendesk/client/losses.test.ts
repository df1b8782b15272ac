import { createZendesk } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe('what Zendesk drops without a word', () => {
  it('a dropdown value that is no option: told by the answer, which lacks it', async () => {
    const { desk, sandbox } = connect();
    const field = sandbox.seed.ticketField({
      type: 'tagger',
      title: 'Plan',
      options: [{ name: 'Pro', value: 'plan_pro' }],
    });
    const { id } = sandbox.seed.ticket();
    const update = (value: string) =>
      desk.tickets.update(String(id), { customFields: { [String(field.id)]: value } });

    expect((await update('plan_pro')).warnings).toEqual([]);
    await desk.tickets.update(String(id), { customFields: { [String(field.id)]: null } });
    expect((await update('Pro')).warnings).toEqual([
      expect.objectContaining({ type: 'dropped', field: `customFields.${field.id}` }),
    ]);
  });
});

describe('observers', () => {
  it('are told of losses in translation, too', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    const told: unknown[] = [];
    desk.on('warning', (event) => told.push(event));
    const { warnings } = await desk.tickets.update(String(id), { status: 'in_progress' });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'status' }]);
    expect(told).toEqual([{ operation: `PUT /api/v2/tickets/${id}`, warnings }]);
  });
});

describe('a list that answers in another family of pages', () => {
  it('is refused instead of ending after its first page', async () => {
    const desk = createZendesk({
      subdomain: 'acme',
      credentials: { accessToken: 't' },
      fetch: async () =>
        Response.json({ groups: [], next_page: 'https://acme.zendesk.com/api/v2/groups?page=2' }),
    });
    await expect(desk.groups.list().toArray({ limit: 5 })).rejects.toMatchObject({
      code: 'wire_format',
    });
  });
});
