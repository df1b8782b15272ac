import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe('ids above 2^53', () => {
  it('stand in raw with all their digits', async () => {
    const { desk, intercept } = connect();
    intercept(
      () =>
        new Response('{"id":67042965499,"name":"Ada","org_contact_id":1824150771514184705}', {
          headers: { 'content-type': 'application/json' },
        }),
    );
    const { externalId, raw } = await desk.contacts.get('67042965499');
    expect(externalId).toBe('67042965499');
    expect(raw).toMatchObject({ id: 67_042_965_499, org_contact_id: '1824150771514184705' });
  });
});
