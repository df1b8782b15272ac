import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { describe, expect, it } from 'vitest';

describe('organizations.find at Freshdesk', () => {
  it.each(['Acme', 'Oak & Ivy Home', 'Véloceur Cargo', 'شركة البحر للشحن'])(
    'finds “%s” by its whole name',
    async (name) => {
      const sandbox = createFreshdeskSandbox();
      const desk = createFreshdesk({
        subdomain: 'acme',
        credentials: { apiKey: sandbox.credentials.apiKey },
        fetch: sandbox.fetch,
      });
      const { value } = await desk.organizations.create({ name });
      expect((await desk.organizations.find({ name }))?.id).toBe(value.id);
      // A second run of whoever makes it finds it, too.
      expect((await desk.organizations.upsert({ name })).value.id).toBe(value.id);
    },
  );
});
