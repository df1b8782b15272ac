import { ConfigurationError, hasCode } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import { checkSLABreaches } from '../../sla/check-sla-breaches.ts';
import { SLA_PRESETS } from '../../sla/defaults.ts';
import { createScheduler, tellError } from '../../sla/watch/create-scheduler.ts';
import type { SlaBreach, SlaPolicySelector, SlaPolicyTable } from '../../sla/types.ts';
import type { SlaEvaluation } from '../../sla/engine/result-types.ts';
import { type SlaAlert, slaAlertsOf } from '../../sla/watch/alerts-of.ts';
import { createAlarm } from '../../webhooks/engine/create-alarm.ts';
import type { HubStage, HubTicket, StageTools } from '../types.ts';
import { createOnce } from './once.ts';
import { mayMoveClocks } from './may-move-clocks.ts';
import { nextMoment, risksOf, type TargetAtRisk } from './sla-moments.ts';

/** What is watched, and who hears of it. */
export interface SlaWatchOptions {
  /** @default SLA_PRESETS.standard */
  readonly policies?: SlaPolicyTable | SlaPolicySelector<HubTicket>;
  /** Hears of each missed target once. When it fails, it hears of it again. */
  readonly onBreach?: (breach: SlaBreach, ticket: HubTicket) => void | Promise<void>;
  /**
   * Judges a ticket by the engine (`evaluateSla`) instead of by targets since its creation; `null` forgets
   * it. Then `onAlert` hears of it, `policies` and `riskAt` are not used, and every event of a ticket is a
   * reason to look.
   */
  readonly evaluate?: (
    ticket: HubTicket,
    options: { readonly now: number; readonly signal: AbortSignal },
  ) => SlaEvaluation | null | Promise<SlaEvaluation | null>;
  /** Hears of each alert of the engine once. When it fails, it hears of it again. */
  readonly onAlert?: (alert: SlaAlert, ticket: HubTicket) => void | Promise<void>;
  /** Hears once of each target that is about to be missed. */
  readonly onRisk?: (risk: TargetAtRisk, ticket: HubTicket) => void | Promise<void>;
  /** Which share of a target may be used up before it is at risk, between 0 and 1. @default 0.8 */
  readonly riskAt?: number;
  /** Hears of what went wrong while nobody waited. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** Tickets that are watched; those that nothing was heard of for longest go first. @default 10000 */
  readonly maxTickets?: number;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

/**
 * Tells when a target is missed, in the moment that it happens: the next one to come sets a timer, and
 * nothing is polled. A ticket is read when something happens that may move its clocks, and again before
 * anything is told of it, so that an answer whose event is still on its way counts. Targets are plain
 * minutes since creation, as in `checkSLABreaches`. What was told is known to this process alone.
 *
 * @throws {ConfigurationError} for numbers that make no sense.
 * @example
 * createHub({ adapters, stages: [slaWatchStage({ onBreach: ({ type, ticketId }) => page(type, ticketId) })] });
 */
export function slaWatchStage(options: SlaWatchOptions): HubStage {
  const { riskAt = 0.8, maxTickets = 10_000, clock = systemClock, onError } = options;
  if (!(maxTickets >= 1)) throw new ConfigurationError('maxTickets must be 1 or more.');
  if (!(riskAt > 0 && riskAt < 1)) throw new ConfigurationError('riskAt must be between 0 and 1.');
  if ((options.evaluate === undefined ? options.onBreach : options.onAlert) === undefined)
    throw new ConfigurationError('The SLA watch needs onBreach, or evaluate with onAlert.');
  const look = createLook({ ...options, riskAt, maxTickets, clock });
  const scheduler = createScheduler<StageTools>({
    now: () => clock.now(),
    timer(ms, ring) {
      const alarm = createAlarm(clock, ring);
      alarm.set(ms);
      return () => alarm.clear();
    },
    look: async (id, tools, signal) => (await look(id, tools, signal))?.at,
    maxTickets,
    onError: (error) => tellError(onError, error),
  });
  let isStopped = false;

  return {
    name: 'sla-watch',
    async run(event, _context, tools) {
      if (!('ticket' in event) || isStopped) return;
      const { id } = event.ticket;
      if (event.type === 'ticket.deleted') scheduler.forget(id);
      else if (!scheduler.has(id) || options.evaluate !== undefined || mayMoveClocks(event))
        await scheduler.look(id, tools);
    },
    async stop() {
      isStopped = true;
      await scheduler.stop();
    },
  };
}

/**
 * Reads a ticket, tells what is to be told of it, and answers when to look again; `null` for a ticket that
 * is not there to be looked at.
 */
type Look = (
  id: string,
  tools: StageTools,
  signal: AbortSignal,
) => Promise<{ readonly at: number | null } | null>;

type LookOptions = SlaWatchOptions &
  Required<Pick<SlaWatchOptions, 'riskAt' | 'maxTickets' | 'clock'>>;

function createLook(options: LookOptions): Look {
  const { policies = SLA_PRESETS.standard, clock, maxTickets, onBreach, onRisk } = options;
  const riskAt = onRisk === undefined ? null : options.riskAt;
  // Two clocks, each at risk and missed.
  const told = createOnce({ max: 4 * maxTickets, now: () => clock.now() });
  return async (id, tools, signal) => {
    const ticket = await tools.ticket(id, { lane: 'bulk', signal }).catch((error: unknown) => {
      if (hasCode(error, 'not_found')) return null;
      throw error;
    });
    if (ticket === null || ticket.isDeleted || ticket.isSpam) return null;
    if (options.evaluate !== undefined) {
      const evaluation = await options.evaluate(ticket, { now: clock.now(), signal });
      if (evaluation === null) return null;
      for (const alert of slaAlertsOf(id, evaluation)) {
        await told.tell(alert.key, () => options.onAlert?.(alert, ticket));
      }
      return { at: evaluation.nextCheckAt?.getTime() ?? null };
    }
    const terms = { policies, riskAt, now: clock.now() };
    for (const breach of checkSLABreaches([ticket], terms).breaches) {
      await told.tell(`${id} missed ${breach.type}`, () => onBreach?.(breach, ticket));
    }
    for (const risk of risksOf(ticket, terms)) {
      await told.tell(`${id} risk ${risk.type}`, () => onRisk?.(risk, ticket));
    }
    return { at: nextMoment(ticket, terms) };
  };
}
