import { ConfigurationError, hasCode } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import { checkSLABreaches } from '../../sla/check-sla-breaches.ts';
import { SLA_PRESETS } from '../../sla/defaults.ts';
import type { SlaBreach, SlaPolicySelector, SlaPolicyTable } from '../../sla/types.ts';
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
  readonly onBreach: (breach: SlaBreach, ticket: HubTicket) => void | Promise<void>;
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

interface Watched {
  /** When to look at it next; `null` for a ticket that is done, or has missed everything. */
  readonly at: number | null;
  readonly tools: StageTools;
}

const MINUTE_MS = 60_000;

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
  const watched = new Map<string, Watched>();
  const stopped = new AbortController();
  const { signal } = stopped;
  const look = createLook({ ...options, riskAt, maxTickets, clock });
  let ringing: Promise<void> | null = null;
  let wakesAt = Number.POSITIVE_INFINITY;

  const alarm = createAlarm(clock, () => {
    wakesAt = Number.POSITIVE_INFINITY;
    ringing = judgeDue().finally(() => {
      ringing = null;
      for (const { at } of watched.values()) wakeBy(at);
    });
  });
  const wakeBy = (at: number | null): void => {
    if (at === null || at >= wakesAt || ringing !== null || signal.aborted) return;
    wakesAt = at;
    alarm.set(Math.max(0, at - clock.now()));
  };

  const judge = async (id: string, tools: StageTools): Promise<void> => {
    const found = await look(id, tools, signal);
    // A map keeps its order of insertion, so this moves the ticket to the young end.
    watched.delete(id);
    if (found === null) return;
    watched.set(id, { at: found.at, tools });
    for (const oldest of watched.keys()) {
      if (watched.size <= maxTickets) break;
      watched.delete(oldest);
    }
    wakeBy(found.at);
  };

  const judgeDue = async (): Promise<void> => {
    const now = clock.now();
    const due = [...watched].filter(([, { at }]) => at !== null && at <= now);
    for (const [id, { tools }] of due) {
      if (signal.aborted) return;
      await judge(id, tools).catch((error: unknown) => {
        if (signal.aborted) return;
        watched.set(id, { at: now + MINUTE_MS, tools });
        tellError(onError, error);
      });
    }
  };

  return {
    name: 'sla-watch',
    async run(event, _context, tools) {
      if (!('ticket' in event) || signal.aborted) return;
      const { id } = event.ticket;
      if (event.type === 'ticket.deleted') watched.delete(id);
      else if (!watched.has(id) || mayMoveClocks(event)) await judge(id, tools);
    },
    async stop() {
      stopped.abort();
      alarm.clear();
      await ringing;
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
    const terms = { policies, riskAt, now: clock.now() };
    for (const breach of checkSLABreaches([ticket], terms).breaches) {
      await told.tell(`${id} missed ${breach.type}`, () => onBreach(breach, ticket));
    }
    for (const risk of risksOf(ticket, terms)) {
      await told.tell(`${id} risk ${risk.type}`, () => onRisk?.(risk, ticket));
    }
    return { at: nextMoment(ticket, terms) };
  };
}

function tellError(onError: SlaWatchOptions['onError'], error: unknown): void {
  try {
    onError?.(error);
  } catch {
    // Nobody waits here who could do something about it.
  }
}
