import { createZendesk } from 'polydesk/zendesk';
import { describe, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';

describe('custom fields', () => {
  it('have the type of their schema, or null', () => {
    const desk = createZendesk({
      subdomain: 'acme',
      credentials: { accessToken: 'token' },
      customFields: { plan: { id: '1', schema: z.enum(['free', 'pro']) } },
    });
    type Ticket = Awaited<ReturnType<typeof desk.tickets.get>>;
    expectTypeOf<Ticket['customFields']['plan']['value']>().toEqualTypeOf<'free' | 'pro' | null>();
    type Draft = Parameters<typeof desk.tickets.create>[0];
    expectTypeOf<NonNullable<NonNullable<Draft['customFields']>['plan']>>().toEqualTypeOf<
      'free' | 'pro'
    >();
  });
});
