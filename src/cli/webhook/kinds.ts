import { createFreshdeskWebhooks } from '../../../adapters/freshdesk/webhook/index.ts';
import { createIntercomWebhooks } from '../../../adapters/intercom/webhook/index.ts';
import {
  createZendeskWebhooks,
  ZENDESK_TEST_SECRET,
} from '../../../adapters/zendesk/webhook/index.ts';
import type { WebhookParser } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { signTestWebhook, WEBHOOK_SCHEMES, type WebhookScheme } from '../../testing/index.ts';
import type { DeliverySuspect } from '../../webhooks/inspect/index.ts';

/** What is signed anew. */
export interface Signing {
  readonly body: Uint8Array;
  readonly secret: string;
  readonly now: Date;
  /** Names of the headers that the delivery has, in lower case. */
  readonly headerNames: readonly string[];
}

/** What the program knows of a provider's deliveries. */
export interface WebhookKind {
  readonly provider: string;
  readonly label: string;
  parser(account: string): WebhookParser;
  /** The headers that prove a delivery. */
  sign(signing: Signing): Promise<Readonly<Record<string, string>>>;
  /** Whoever signs with a secret that the provider has published. */
  publicSigner?(): DeliverySuspect;
}

const BODY_SIGNATURE: WebhookScheme = {
  ...WEBHOOK_SCHEMES['hmac-sha256'],
  signatureHeader: 'X-Body-Signature',
  prefix: '',
};
const FIN_SIGNATURE: WebhookScheme = {
  ...WEBHOOK_SCHEMES['hmac-sha256'],
  signatureHeader: 'X-Fin-Agent-API-Webhook-Signature',
};

async function signed(scheme: WebhookScheme, { body, secret, now }: Signing) {
  const headers = await signTestWebhook({ scheme, body, secret, timestamp: now });
  const own = [scheme.signatureHeader, scheme.timestampHeader];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => own.includes(name)));
}

const KINDS: readonly WebhookKind[] = [
  {
    provider: 'zendesk',
    label: 'Zendesk',
    parser: (account) => createZendeskWebhooks({ account }),
    sign: (signing) => signed(WEBHOOK_SCHEMES.zendesk, signing),
    publicSigner: () => ({
      name: 'the public test secret of Zendesk',
      parser: createZendeskWebhooks({ account: 'test', allowTestSecret: true }),
      publicSecret: ZENDESK_TEST_SECRET,
    }),
  },
  {
    provider: 'intercom',
    label: 'Intercom',
    parser: (account) => createIntercomWebhooks({ workspaceId: account }),
    sign(signing) {
      const has = ({ signatureHeader }: WebhookScheme): boolean =>
        signing.headerNames.includes(signatureHeader.toLowerCase());
      const other = [BODY_SIGNATURE, FIN_SIGNATURE].find(has);
      return signed(other ?? WEBHOOK_SCHEMES['hmac-sha1'], signing);
    },
  },
  {
    provider: 'freshdesk',
    label: 'Freshdesk',
    parser: (account) => createFreshdeskWebhooks({ account }),
    sign: async ({ secret }) => ({ 'X-Webhook-Secret': secret }),
  },
];

/**
 * What the program knows of a provider.
 *
 * @throws {ConfigurationError} for any other.
 */
export function webhookKindOf(provider: string): WebhookKind {
  const kind = KINDS.find((one) => one.provider === provider);
  if (kind !== undefined) return kind;
  const known = KINDS.map((one) => one.provider).join(', ');
  throw new ConfigurationError(`There are no webhooks of "${provider}". There are: ${known}.`);
}

/** Who else may have sent or signed a delivery that is said to be of this kind. */
export const suspectsBeside = (kind: WebhookKind, account: string): readonly DeliverySuspect[] => [
  ...(kind.publicSigner === undefined ? [] : [kind.publicSigner()]),
  ...KINDS.filter((other) => other !== kind).map((other) => ({
    name: other.label,
    parser: other.parser(account),
  })),
];
