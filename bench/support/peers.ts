import { createHmac } from 'node:crypto';
import { Webhooks } from '@octokit/webhooks';
import { Webhook } from 'standardwebhooks';
import { SECRET } from './deliveries.ts';
import type { Contender } from './ratio.ts';

/** A body as a peer wants it, and what it believes it for. */
interface PeerDelivery {
  readonly body: Buffer;
  readonly signature: string;
}

/** The next of a list at each call, over and over. */
function inTurn<T>(list: readonly T[]): () => T {
  let index = 0;
  return () => {
    index = (index + 1) % list.length;
    // Safe: the index is within the list.
    return list[index] as T;
  };
}

/** `verifyAndReceive`: verifies, parses, and calls one handler. It takes text, so the bytes are decoded. */
function octokit(bodies: readonly Buffer[]): Contender {
  const webhooks = new Webhooks({ secret: SECRET });
  webhooks.on('issues', () => undefined);
  const next = inTurn(
    bodies.map((body): PeerDelivery => {
      const digest = createHmac('sha256', SECRET).update(body).digest('hex');
      return { body, signature: `sha256=${digest}` };
    }),
  );
  return {
    name: '@octokit/webhooks',
    run() {
      const { body, signature } = next();
      return webhooks.verifyAndReceive({
        id: '1',
        name: 'issues',
        payload: body.toString(),
        signature,
      });
    },
  };
}

/** `verify`: checks the time and the signature, and parses. */
function standard(bodies: readonly Buffer[]): Contender {
  const webhook = new Webhook(SECRET, { format: 'raw' });
  // It has no clock to pass in: within five minutes of this.
  const signedAt = new Date();
  const next = inTurn(
    bodies.map(
      (body): PeerDelivery => ({
        body,
        signature: webhook.sign('msg_1', signedAt, body),
      }),
    ),
  );
  const timestamp = String(Math.floor(signedAt.getTime() / 1000));
  return {
    name: 'standardwebhooks',
    run() {
      const { body, signature } = next();
      return webhook.verify(body, {
        'webhook-id': 'msg_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': signature,
      });
    },
  };
}

/** Other libraries that verify and parse, with the same bodies. */
export const peersOf = (bodies: readonly Buffer[]): readonly Contender[] => [
  octokit(bodies),
  standard(bodies),
];
