import {
  hasCode,
  type HeadersLike,
  type SupportEvent,
  type WebhookDelivery,
  WebhookVerificationError,
} from 'polydesk';
import { SUITE_TIME } from './suite-time.ts';
import { type BrokenAdapter, keyOf, withAdapter, withWebhooks } from './breaking.ts';

const exactly = (headers: HeadersLike, name: string): string | null => {
  if (headers instanceof Headers) return null;
  const value = keyOf(headers, name);
  return typeof value === 'string' ? value : null;
};

/** Verification that lets one kind of rejection pass. */
const tolerating = (reason: string) =>
  withWebhooks(({ verify }) => ({
    async verify(delivery, options) {
      try {
        await verify(delivery, options);
      } catch (error) {
        if (!(error instanceof WebhookVerificationError) || error.reason !== reason) throw error;
      }
    },
  }));

const changeEvents = (
  change: (events: readonly SupportEvent[], delivery: WebhookDelivery) => readonly SupportEvent[],
) => withWebhooks(({ parse }) => ({ parse: (delivery) => change(parse(delivery), delivery) }));

const parsed = ({ rawBody }: WebhookDelivery): unknown => JSON.parse(String(rawBody));

/** Adapters that believe or read deliveries wrongly. */
export const brokenWebhooks: readonly BrokenAdapter[] = [
  {
    mistake: 'does not check the signature',
    harness: withWebhooks(() => ({ verify: async () => undefined })),
    killedBy: 'webhooks: refuse a body with a single changed byte',
  },
  {
    mistake: 'refuses everything',
    harness: withWebhooks(() => ({
      async verify() {
        throw new WebhookVerificationError('No.', { reason: 'signature_mismatch' });
      },
    })),
    killedBy: 'webhooks: accept what the provider signed',
  },
  {
    mistake: 'looks headers up in one spelling',
    harness: withWebhooks(({ verify }) => ({
      verify: ({ rawBody, headers }, options) =>
        verify(
          {
            rawBody,
            headers: {
              'x-paperdesk-signature': exactly(headers, 'X-Paperdesk-Signature') ?? '',
              'x-paperdesk-time': exactly(headers, 'X-Paperdesk-Time') ?? '',
            },
          },
          options,
        ),
    })),
    killedBy: 'webhooks: find their headers in any case and any form',
  },
  {
    mistake: 'takes bytes for text',
    harness: withWebhooks(({ verify }) => ({
      verify: ({ rawBody, headers }, options) =>
        verify({ rawBody: String(rawBody), headers }, options),
    })),
    killedBy: 'webhooks: accept bytes as well as text',
  },
  {
    mistake: 'looks at the first secret only',
    harness: withWebhooks(({ verify }) => ({
      verify: (delivery, options) =>
        verify(delivery, { ...options, secret: [options.secret].flat()[0] ?? '' }),
    })),
    killedBy: 'webhooks: accept any of several secrets, and no other',
  },
  {
    mistake: 'accepts everything while no secret is set',
    harness: tolerating('secret_missing'),
    killedBy: 'webhooks: refuse to work without a secret',
  },
  {
    mistake: 'signs the parsed body again',
    harness: withWebhooks(({ verify }) => ({
      verify: ({ rawBody, headers }, options) => {
        const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
        return verify({ rawBody: text.trim(), headers }, options);
      },
    })),
    killedBy: 'webhooks: refuse a body with a single changed byte',
  },
  {
    mistake: 'lets deliveries without a signature pass',
    harness: tolerating('missing_header'),
    killedBy: 'webhooks: refuse changed, missing and empty signature headers',
  },
  {
    mistake: 'compares the beginning of the signature',
    harness: withWebhooks(({ verify }) => ({
      async verify(delivery, options) {
        const signature = exactly(delivery.headers, 'X-Paperdesk-Signature');
        if (signature !== null && signature.length > 64) {
          const headers = { 'x-paperdesk-signature': signature.slice(0, 64) };
          const time = exactly(delivery.headers, 'X-Paperdesk-Time') ?? '';
          const cut = { ...headers, 'x-paperdesk-time': time };
          return verify({ rawBody: delivery.rawBody, headers: cut }, options);
        }
        return verify(delivery, options);
      },
    })),
    killedBy: 'webhooks: refuse changed, missing and empty signature headers',
  },
  {
    mistake: 'accepts old deliveries',
    harness: tolerating('timestamp_expired'),
    killedBy: 'webhooks: refuse what was signed too long ago or ahead of time',
  },
  {
    mistake: 'accepts deliveries from the future',
    harness: tolerating('timestamp_in_future'),
    killedBy: 'webhooks: refuse what was signed too long ago or ahead of time',
  },
  {
    mistake: 'looks at the age of a delivery by a clock of its own',
    harness: withWebhooks(({ verify }) => ({
      verify: (delivery, options) => verify(delivery, { ...options, now: SUITE_TIME }),
    })),
    killedBy: 'webhooks: refuse what was signed too long ago or ahead of time',
  },
  {
    mistake: 'has a tolerance of its own',
    harness: withWebhooks(({ verify }) => ({
      verify: (delivery, { toleranceSeconds: _ignored, ...options }) => verify(delivery, options),
    })),
    killedBy: 'webhooks: keep to the tolerance that is asked for',
  },
  {
    mistake: 'writes a parsed body as JSON again',
    harness: withWebhooks(({ verify }) => ({
      verify: ({ rawBody, headers }, options) => {
        const given: unknown = rawBody;
        const isRaw = typeof given === 'string' || given instanceof Uint8Array;
        return verify({ rawBody: isRaw ? rawBody : JSON.stringify(given), headers }, options);
      },
    })),
    killedBy: 'webhooks: say so when the body was parsed before',
  },
  {
    mistake: 'asks the provider whether a delivery is real',
    harness: withAdapter(({ webhooks, request }) => ({
      webhooks: {
        ...webhooks,
        async verify(delivery, options) {
          await request({ method: 'GET', path: '/v1/cases' });
          return webhooks.verify(delivery, options);
        },
      },
    })),
    killedBy: 'webhooks: need no network',
  },
  {
    mistake: 'says created whatever happened',
    harness: changeEvents((events) =>
      events.map((event) =>
        event.type === 'ticket.updated' ? { ...event, type: 'ticket.created' } : event,
      ),
    ),
    killedBy: 'webhooks: mean what the fixtures expect, within the manifest',
  },
  {
    mistake: 'forgets which account an event is from',
    harness: changeEvents((events) => events.map((event) => ({ ...event, account: '' }))),
    killedBy: 'webhooks: say which account and record they are about',
  },
  {
    mistake: 'throws at an event that it does not know',
    harness: changeEvents((events) => {
      if (events.some(({ type }) => type === 'unknown')) throw new TypeError('unknown event');
      return events;
    }),
    killedBy: 'webhooks: turn an unknown event into data',
  },
  {
    mistake: 'leaves out events that it does not know',
    harness: changeEvents((events) => events.filter(({ type }) => type !== 'unknown')),
    killedBy: 'webhooks: turn an unknown event into data',
  },
  {
    mistake: 'counts the attempts in the id of an event',
    harness: changeEvents((events, delivery) =>
      events.map((event) => ({
        ...event,
        id: `${event.id}-${keyOf(parsed(delivery), 'attempt')}`,
      })),
    ),
    killedBy: 'webhooks: have an id of their own that is the same at every delivery',
  },
  {
    mistake: 'gives all events of a ticket one id',
    harness: changeEvents((events) =>
      events.map((event) =>
        'ticket' in event ? Object.assign(event, { id: event.ticket.id }) : event,
      ),
    ),
    killedBy: 'webhooks: have an id of their own that is the same at every delivery',
  },
  {
    mistake: 'lets the error of JSON.parse through, text and all',
    harness: withWebhooks(({ parse }) => ({
      parse(delivery) {
        try {
          return parse(delivery);
        } catch (error) {
          if (hasCode(error, 'wire_format')) parsed(delivery);
          throw error;
        }
      },
    })),
    killedBy: 'webhooks: refuse a broken body without quoting it',
  },
  {
    mistake: 'reads bytes as unknown events',
    harness: changeEvents((events, { rawBody }) =>
      typeof rawBody === 'string' ? events : events.slice(1),
    ),
    killedBy: 'webhooks: mean the same as text and as bytes',
  },
];
