import { createFreshdeskWebhooks } from '../../adapters/freshdesk/webhook/index.ts';
import { createIntercomWebhooks } from '../../adapters/intercom/webhook/index.ts';
import { createZendeskWebhooks } from '../../adapters/zendesk/webhook/index.ts';
import type { WebhookParser } from '../../src/adapter/contract.ts';
import {
  createMemoryStore,
  createWebhookReceiver,
  type WebhookReceiver,
} from '../../src/webhooks/index.ts';
import { createManualClock, type ManualClock } from '../webhooks/support/manual-clock.ts';
import { ACCOUNTS } from './check-events.ts';
import { BASIC_USER, SECRETS } from './proof.ts';
import { DESKS, type Desk } from './seeds.ts';

const intercom = (apiVersion: string): WebhookParser =>
  createIntercomWebhooks({ workspaceId: ACCOUNTS.intercom, apiVersion });

/** The parsers of each desk: with its ways to prove and to read. */
export const PARSERS: Readonly<Record<Desk, readonly WebhookParser[]>> = {
  zendesk: [
    createZendeskWebhooks({ account: ACCOUNTS.zendesk }),
    createZendeskWebhooks({ account: ACCOUNTS.zendesk, keepRaw: false, fieldKeyOf: (id) => id }),
  ],
  intercom: [intercom('2.16'), intercom('2.14')],
  freshdesk: [
    createFreshdeskWebhooks({ account: ACCOUNTS.freshdesk }),
    createFreshdeskWebhooks({
      account: ACCOUNTS.freshdesk,
      authentication: { basic: BASIC_USER },
      categoryField: 'cf_area',
      callerKeyField: 'seats',
    }),
  ],
};

/** Bodies above this are refused by the receivers, so that the limit is met as well. */
export const MAX_BODY_BYTES = 262_144;

/** A receiver of one desk, and how often its handler ran. */
export interface Received {
  readonly receiver: WebhookReceiver<undefined>;
  /** How often each event was handled well since it was last cleared. */
  readonly handled: Map<string, number>;
  /** What went wrong with the store, which cannot happen. */
  readonly storeFailures: unknown[];
}

/** What the cases of a run share. */
export interface Subjects {
  readonly clock: ManualClock;
  readonly received: ReadonlyMap<Desk, Received>;
}

/** Some events are told to a handler that throws: those whose id ends like this. */
const isPoison = (id: string): boolean => id.endsWith('7');

function receiverOf(desk: Desk, clock: ManualClock): Received {
  const handled = new Map<string, number>();
  const storeFailures: unknown[] = [];
  const [parser] = PARSERS[desk];
  if (parser === undefined) throw new TypeError('Each desk has a parser.');
  const receiver = createWebhookReceiver({
    parser,
    secret: SECRETS[desk],
    clock,
    store: createMemoryStore({ maxDone: 2000, maxRecords: 300, maxDead: 50 }),
    maxBodyBytes: MAX_BODY_BYTES,
    retryDelaysMs: [],
    onReport({ kind, error }) {
      if (kind === 'store_failed') storeFailures.push(error);
    },
  });
  receiver.on('*', async (event, { commitWith, signal }) => {
    const { id } = event;
    null;
    if (isPoison(id)) throw new Error('A handler that fails.');
    if (signal.aborted) throw new Error('Aborted before its time.');
    // Repeats of events that look alike are events of their own.
    if (parser.traits?.isAlike?.(event) === true) return;
    commitWith(() => void handled.set(id, (handled.get(id) ?? 0) + 1));
  });
  return { receiver, handled, storeFailures };
}

/** Fresh receivers, whose time stands still. */
export function openSubjects(clock: ManualClock): Subjects {
  return { clock, received: new Map(DESKS.map((desk) => [desk, receiverOf(desk, clock)])) };
}

/** A clock that begins with the first case. */
export const clockFrom = (start: number): ManualClock => createManualClock(new Date(start));
