import { signTestWebhook } from 'polydesk/testing';
import type { IncomingDelivery } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk';

export const NOW = new Date('2026-05-11T08:00:00Z');
export const SECRET = 'the-signing-secret';
export const parser = createZendeskWebhooks({ account: 'acme' });

/** What a delivery of these tests tells. */
export interface Told {
  readonly id?: string;
  /** Without its prefix. */
  readonly type?: string;
  readonly ticketId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly time?: string;
}

/** The body of a Zendesk event (sheet section 24). */
export function bodyOf({
  id = 'e1',
  type = 'ticket.created',
  ticketId = '5158',
  detail = {},
  event = {},
  time = '2026-05-11T07:59:59Z',
}: Told = {}): string {
  return JSON.stringify({
    account_id: 1,
    detail: { id: ticketId, status: 'NEW', priority: 'URGENT', updated_at: time, ...detail },
    event,
    id,
    subject: `zen:ticket:${ticketId}`,
    time,
    type: `zen:event-type:${type}`,
    zendesk_event_version: '2022-11-06',
  });
}

/** A body as Zendesk would deliver it at a moment. */
export async function signed(
  body: string,
  { at = NOW, secret = SECRET }: { readonly at?: Date; readonly secret?: string } = {},
): Promise<IncomingDelivery> {
  const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: at });
  return { rawBody: body, headers };
}

/** A genuine delivery. */
export const delivery = (told: Told = {}, at = NOW): Promise<IncomingDelivery> =>
  signed(bodyOf(told), { at });
