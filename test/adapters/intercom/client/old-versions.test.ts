import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe.each(['2.11', '2.12', '2.16'] as const)('ticket types in version %s', (apiVersion) => {
  const settings = { sandbox: { version: apiVersion }, desk: { apiVersion, discover: true } };

  it('are forms, and bring their attributes', async () => {
    const { desk } = connect(settings);
    const forms = await desk.fields.forms();
    expect(forms.map(({ name }) => name)).toEqual(['Tickets', 'Internal tickets', 'Trackers']);
    const names = (await desk.fields.list()).map(({ nativeId }) => nativeId);
    expect(names).toContain('_default_title_');
  });

  it('are discovered before the first case is read', async () => {
    const { desk, sandbox } = connect(settings);
    const { id } = sandbox.seed.conversation();
    expect((await desk.tickets.get(id)).externalId).toBe(id);
  });
});
