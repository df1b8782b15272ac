import { ConfigurationError } from '../../errors/index.ts';
import type { SlaEvaluation } from '../engine/result-types.ts';
import { type SlaAlert, slaAlertsOf } from './alerts-of.ts';
import { createScheduler, type SlaTimer, tellError } from './create-scheduler.ts';

/** What is watched, and who hears of it. */
export interface SlaWatchSettings {
  /** The time in milliseconds since 1970 in UTC. */
  readonly now: () => number;
  /** Calls once after so many milliseconds; answers how to cancel that. */
  readonly timer: SlaTimer;
  /** Where a ticket stands at this instant; `null` to forget it. Called again before anything is told. */
  readonly evaluate: (
    ticketId: string,
    options: { readonly now: number; readonly signal: AbortSignal },
  ) => SlaEvaluation | null | Promise<SlaEvaluation | null>;
  /** Hears of each thing once; again when it failed. */
  readonly onAlert: (alert: SlaAlert) => void | Promise<void>;
  /** Hears of what went wrong while nobody waited. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** Tickets that are watched; those that nothing was heard of for longest go first. @default 10000 */
  readonly maxTickets?: number;
}

/** Watches tickets until it is stopped. */
export interface SlaWatch {
  /** How many tickets are watched. */
  readonly size: number;
  /** Looks at a ticket now, and again whenever its risk changes by itself. To be called on its events. */
  look(ticketId: string): Promise<void>;
  forget(ticketId: string): void;
  /** Stops the timer and waits for what is being told; so `onAlert` must not wait for it. */
  stop(): Promise<void>;
}

/**
 * Turns `nextCheckAt` into alerts: one timer rings when the next risk of any ticket changes, and nothing
 * is polled. A ticket that can not be evaluated, or not within two minutes, or whose `nextCheckAt` is not
 * after `now`, is looked at again a minute later. Of looks that overlap, the one that began last counts.
 *
 * @throws ConfigurationError when `maxTickets` is below 1.
 * @example
 * const watch = slaWatch({ now: Date.now, evaluate, onAlert: page,
 *   timer: (ms, ring) => { const id = setTimeout(ring, ms); return () => clearTimeout(id); } });
 * await watch.look('zendesk:acme:7'); // after each event of the ticket
 */
export function slaWatch(settings: SlaWatchSettings): SlaWatch {
  const { now, timer, evaluate, onAlert, onError, maxTickets = 10_000 } = settings;
  if (!(maxTickets >= 1)) throw new ConfigurationError('maxTickets must be 1 or more.');
  const told = new Map<string, Set<string>>();

  const look = async (id: string, signal: AbortSignal): Promise<number | null | undefined> => {
    const evaluation = await evaluate(id, { now: now(), signal });
    if (evaluation === null) {
      told.delete(id);
      return undefined;
    }
    const known = told.get(id) ?? new Set<string>();
    const alerts = slaAlertsOf(id, evaluation);
    // What does not hold any more may be told again when it holds anew.
    const current = new Set(alerts.map(({ key }) => key));
    for (const key of known) if (!current.has(key)) known.delete(key);
    told.delete(id);
    told.set(id, known);
    for (const oldest of told.keys()) {
      if (told.size <= maxTickets) break;
      told.delete(oldest);
    }
    for (const alert of alerts) {
      if (known.has(alert.key) || signal.aborted) continue;
      // Told from the beginning, so that nobody tells it meanwhile.
      known.add(alert.key);
      try {
        await onAlert(alert);
      } catch (error) {
        known.delete(alert.key);
        throw error;
      }
    }
    return evaluation.nextCheckAt?.getTime() ?? null;
  };
  const scheduler = createScheduler<null>({
    now,
    timer,
    maxTickets,
    look: (id, _, signal) => look(id, signal),
    onError: (error) => tellError(onError, error),
  });
  return {
    get size() {
      return scheduler.size;
    },
    look: (id) => scheduler.look(id, null),
    forget(id) {
      scheduler.forget(id);
      told.delete(id);
    },
    stop: () => scheduler.stop(),
  };
}
