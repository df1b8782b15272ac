import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import { calculateHealthScore } from '../../health/calculate-health-score.ts';
import { healthAlert } from '../../health/health-alert.ts';
import type {
  HealthAlert,
  HealthAlertCustomer,
  HealthInput,
  HealthOptions,
} from '../../health/types.ts';
import type { SupportEventType, TicketSnapshot } from '../../model/event.ts';
import type { HubStage } from '../types.ts';
import { createOnce } from './once.ts';

/** What the caller's systems know of a ticket's customer. */
export interface CustomerSignals extends HealthInput {
  readonly customer: HealthAlertCustomer;
}

/** When customers are looked at, and who hears of it. */
export interface HealthAlertStageOptions extends HealthOptions {
  /** `null` when the ticket's customer is not known. */
  readonly signals: (
    ticket: TicketSnapshot,
  ) => CustomerSignals | null | Promise<CustomerSignals | null>;
  readonly onAlert: (alert: HealthAlert<HealthAlertCustomer>) => void | Promise<void>;
  /** Monthly revenue from which on an alert is raised. @default 1000 */
  readonly minimumMrr?: number;
  /** @default ['ticket.created', 'rating.received'] */
  readonly on?: readonly SupportEventType[];
  /** How long the same alert is not raised again, in milliseconds. @default 86400000 (a day) */
  readonly quietMs?: number;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

const MAX_RAISED = 10_000;
const DEFAULT_EVENTS: readonly SupportEventType[] = ['ticket.created', 'rating.received'];

/**
 * Looks at the health of a ticket's customer when something happens, and raises an alert for those who
 * are critical and bring enough revenue; each once a day.
 *
 * @throws {ConfigurationError} when `quietMs` is no time.
 * @example
 * createHub({ adapters, stages: [healthAlertStage({ coreFeatures: ['api'], signals, onAlert })] });
 */
export function healthAlertStage(options: HealthAlertStageOptions): HubStage {
  const { on = DEFAULT_EVENTS, quietMs = 86_400_000, clock = systemClock } = options;
  if (!(quietMs >= 0)) throw new ConfigurationError('quietMs must be 0 or more.');
  const raised = createOnce({ max: MAX_RAISED, forMs: quietMs, now: () => clock.now() });
  return {
    name: 'health-alert',
    async run(event) {
      if (!on.includes(event.type) || !('ticket' in event)) return;
      const signals = await options.signals(event.ticket);
      if (signals === null) return;
      const { customer, ...input } = signals;
      const { minimumMrr } = options;
      const alert = healthAlert(
        calculateHealthScore(input, options),
        customer,
        minimumMrr === undefined ? {} : { minimumMrr },
      );
      if (alert !== null) await raised.tell(alert.key, () => options.onAlert(alert));
    },
  };
}
