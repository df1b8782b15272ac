import type { SupportEventOf } from 'polydesk';

/** A new ticket at a stub desk. */
export function ticketCreated(
  desk: `${string}:${string}`,
  externalId: string,
): SupportEventOf<'ticket.created'> {
  const [provider = '', account = ''] = desk.split(':');
  return {
    type: 'ticket.created',
    id: `${desk}:event-${externalId}`,
    provider,
    account,
    occurredAt: new Date('2026-05-11T08:00:00Z'),
    sequence: null,
    actor: null,
    nativeType: 'opened',
    ticket: { id: `${desk}:${externalId}`, externalId, subject: 'A private matter' },
    changes: [],
  };
}

/** A test of the developer console. */
export const ping = (desk: `${string}:${string}`): SupportEventOf<'ping'> => {
  const { provider, account } = ticketCreated(desk, '0');
  return {
    type: 'ping',
    id: `${desk}:ping`,
    provider,
    account,
    occurredAt: null,
    sequence: null,
    actor: null,
    nativeType: 'test',
  };
};

/** Something that is done when it is told to be. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
