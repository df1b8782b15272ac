import type {
  AnySupportAdapter,
  Manifest,
  RequestOptions,
  SupportAdapter,
  TicketId,
} from 'polydesk';
import { createZendesk } from 'polydesk/zendesk';
import { describe, expectTypeOf, it } from 'vitest';

const capabilities = {
  provider: 'paperdesk',
  label: 'Paperdesk',
  apiVersion: null,
  resources: {
    tickets: { operations: { get: {}, list: {}, create: { dedupe: 'none', notifies: true } } },
    messages: { operations: { list: {} } },
  },
  webhooks: { signature: 'none', replayWindow: false, events: [] },
  limits: {
    pagination: 'offset',
    maxPageSize: 100,
    bulkSize: null,
    attachmentBytes: null,
    messageBodyBytes: null,
    tagLength: null,
  },
} as const satisfies Manifest;

type Paperdesk = SupportAdapter<typeof capabilities>;

describe('an adapter made from a manifest', () => {
  it('has the operations that the manifest lists, and no others', () => {
    expectTypeOf<keyof Paperdesk['tickets']>().toEqualTypeOf<'get' | 'list' | 'create'>();
    expectTypeOf<keyof Paperdesk['messages']>().toEqualTypeOf<'list'>();
  });

  it('lacks the resources that the manifest does not list', () => {
    expectTypeOf<Paperdesk['articles']>().toEqualTypeOf<undefined>();
    expectTypeOf<Paperdesk['sideConversations']>().toEqualTypeOf<undefined>();
  });

  it('names its provider as a literal', () => {
    expectTypeOf<Paperdesk['provider']>().toEqualTypeOf<'paperdesk'>();
  });
});

describe('createZendesk', () => {
  const desk = createZendesk({ subdomain: 'acme', credentials: { accessToken: 'token' } });

  it('gives operations that need no check', () => {
    expectTypeOf(desk.tickets.merge).toBeFunction();
    expectTypeOf(desk.provider).toEqualTypeOf<'zendesk'>();
    expectTypeOf(desk.tickets.get).parameters.toEqualTypeOf<
      [id: TicketId, options?: RequestOptions]
    >();
  });

  it('types the raw record', () => {
    type Ticket = Awaited<ReturnType<typeof desk.tickets.get>>;
    expectTypeOf<Ticket['raw']>().not.toBeUnknown();
    expectTypeOf<Ticket['raw']>().not.toBeAny();
  });

  it('fits where any adapter is taken, whose rarer operations must be looked for', () => {
    expectTypeOf(desk).toExtend<AnySupportAdapter>();
    const merge = (adapter: AnySupportAdapter) => adapter.tickets.merge;
    expectTypeOf(merge).returns.extract<undefined>().toEqualTypeOf<undefined>();
  });

  it('refuses credentials that are half there', () => {
    // @ts-expect-error -- an API token needs the e-mail of its agent
    createZendesk({ subdomain: 'acme', credentials: { apiToken: 'token' } });
  });
});
