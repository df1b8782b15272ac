import type {
  DeadLetters,
  DeliveryOptions,
  SecretSource,
  WebhookEndpoint,
  WebhookTask,
} from '../../webhooks/types.ts';
import type { StoreCounts } from '../../webhooks/store/types.ts';
import type { TicketCompleterOptions } from '../../webhooks/complete/create-ticket-completer.ts';
import type { WriteLog } from '../write-log/create-write-log.ts';
import type { WebhookRoute } from './routes.ts';

/** How a hub takes deliveries of its desks in. */
export interface HubWebhookOptions<Transaction = unknown>
  extends Omit<DeliveryOptions<Transaction>, 'complete'> {
  /** The secret of each desk that takes deliveries, by its name, `provider:account`. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** Which desk a delivery is for. @default routeByPath() */
  readonly route?: WebhookRoute | undefined;
  /** Read the tickets of thin events from the provider. @default false */
  readonly complete?: boolean | Omit<TicketCompleterOptions, 'adapter'> | undefined;
  /**
   * Remembers what is written through the hub's desks and stands in for `isEcho`; then `echoes` is
   * `'ignore'` unless it says otherwise.
   */
  readonly writeLog?: Pick<WriteLog, 'isEcho' | 'watch'> | undefined;
}

/** The deliveries of all desks at one door. */
export interface HubWebhooks extends WebhookEndpoint {
  /** Takes up what an earlier process left in the store; the first delivery does that as well. */
  start(): void;
  /** Handles what came out of a queue. Rejects when it should be tried again. */
  process(task: WebhookTask): Promise<void>;
  readonly deadLetters: DeadLetters;
  counts(): Promise<StoreCounts>;
  /** Resolves when nothing is being handled and nothing is due. */
  idle(): Promise<void>;
}
