import { readFileSync } from 'node:fs';
import { signTestWebhook } from 'polydesk/testing';
import { createFreshdeskWebhooks } from 'polydesk/freshdesk/webhooks';
import { createIntercomWebhooks } from 'polydesk/intercom/webhooks';
import type { WebhookParser } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';
import {
  type DeliveryDiagnosis,
  inspectDelivery,
  type InspectOptions,
} from 'polydesk/webhooks/inspect';
import { expect } from 'vitest';

export const NOW = new Date('2026-03-02T09:30:00Z');
/** Looks like base64, as Zendesk's secrets do, and is used as text. */
export const SECRET = 'c2VjcmV0LW9mLXRoZS1pbnNwZWN0aW9uISE=';
/** Stands in every body; nothing that is told of a delivery may hold it. */
export const CANARY = 'canary-in-the-body';

export interface Genuine {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A provider as these tests need it. */
export interface Sender {
  readonly name: string;
  readonly parser: WebhookParser;
  /** The header that holds the proof. */
  readonly proof: string;
  readonly body: string;
  sign(body: string | Uint8Array, secret?: string, at?: Date): Promise<Record<string, string>>;
}

const fixture = (path: string): object =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/${path}.json`, import.meta.url), 'utf8'),
  ) as object;

/** Pretty-printed as Zendesk does, with everything in it that serializers spell differently. */
const written = (path: string): string =>
  `${JSON.stringify({ ...fixture(path), canary: `${CANARY} é <b> a/b` }, null, 3)}\n`;

export const zendesk: Sender = {
  name: 'zendesk',
  parser: createZendeskWebhooks({ account: 'acme' }),
  proof: 'X-Zendesk-Webhook-Signature',
  body: written('zendesk/webhooks/ticket.status_changed'),
  sign: (body, secret = SECRET, at = NOW) =>
    signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: at }),
};

export const intercom: Sender = {
  name: 'intercom',
  parser: createIntercomWebhooks({ workspaceId: 'abc123de' }),
  proof: 'X-Hub-Signature',
  body: written('intercom/webhooks/conversation.user.created'),
  sign: (body, secret = SECRET) => signTestWebhook({ scheme: 'hmac-sha1', body, secret }),
};

export const freshdesk: Sender = {
  name: 'freshdesk',
  parser: createFreshdeskWebhooks({ account: 'acme' }),
  proof: 'X-Webhook-Secret',
  body: written('freshdesk/webhooks/automation.custom'),
  sign: async (_body, secret = SECRET) => ({
    'Content-Type': 'application/json',
    'X-Webhook-Secret': secret,
  }),
};

export const SIGNING = [zendesk, intercom] as const;
export const SENDERS = [zendesk, intercom, freshdesk] as const;

/** What is inspected, where it differs from the genuine delivery. */
export interface Mistake {
  readonly rawBody?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string | readonly string[];
  readonly now?: Date;
  readonly suspects?: InspectOptions['suspects'];
  readonly maxBodyBytes?: number;
}

/** Inspects a delivery that was made with a mistake, and makes sure that nothing is given away. */
export async function inspect(sender: Sender, mistake: Mistake): Promise<DeliveryDiagnosis> {
  const headers = mistake.headers ?? (await sender.sign(sender.body));
  // A wrong kind of body is one of the mistakes.
  const rawBody = (mistake.rawBody ?? sender.body) as string;
  const { secret = SECRET, now = NOW, suspects = [], maxBodyBytes = 1_048_576 } = mistake;
  const options = { secret, now, suspects, maxBodyBytes };
  const diagnosis = await inspectDelivery(sender.parser, { rawBody, headers }, options);
  const shown = JSON.stringify({ ...diagnosis, events: [] });
  for (const given of [SECRET, ...(typeof secret === 'string' ? [secret] : secret)]) {
    if (given.trim() !== '') expect(shown).not.toContain(given.trim());
  }
  expect(shown).not.toContain(CANARY);
  return diagnosis;
}

/** Cause and certainty of each finding, in order. */
export const causesOf = ({ findings }: DeliveryDiagnosis): readonly string[] =>
  findings.map(({ cause, certainty }) => `${cause} ${certainty}`);
