import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { SupportError } from '../../errors/base.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import { checkSLABreaches } from '../../sla/check-sla-breaches.ts';
import { SLA_PRESETS } from '../../sla/defaults.ts';
import { isDone } from '../../sla/is-done.ts';
import type { SlaBreach, SlaPolicySelector, SlaPolicyTable, SlaTargets } from '../../sla/types.ts';
import type { HubStage, HubTicket } from '../types.ts';

/** What is watched, and who hears of it. */
export interface SlaWatchOptions {
  /** @default SLA_PRESETS.standard */
  readonly policies?: SlaPolicyTable | SlaPolicySelector<HubTicket>;
  /** Hears of each missed target once. */
  readonly onBreach: (breach: SlaBreach, ticket: HubTicket) => void | Promise<void>;
  /** Hears of what went wrong while nobody waited. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** Tickets that are watched; those that nothing was heard of for longest go first. @default 10000 */
  readonly maxTickets?: number;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

interface Watched {
  readonly desk: AnySupportAdapter;
  /** When its next target is missed, unless something happens. */
  dueAt: number;
}

const MINUTE_MS = 60_000;

/**
 * Tells when a target is missed, in the minute that it happens: the next one to come sets a timer, and
 * nothing is polled. Before it tells, it reads the ticket again, so that an answer whose event is still
 * on its way counts. Targets are plain minutes since creation, as in `checkSLABreaches`.
 *
 * @example
 * createHub({ adapters, stages: [slaWatchStage({ onBreach: ({ type, ticketId }) => page(type, ticketId) })] });
 */
export function slaWatchStage(options: SlaWatchOptions): HubStage {
  const { policies = SLA_PRESETS.standard, maxTickets = 10_000, clock = systemClock } = options;
  const watched = new Map<string, Watched>();
  const told = new Set<string>();
  const stopped = new AbortController();
  let timer: { readonly at: number; readonly stop: AbortController } | null = null;

  const judge = async (desk: AnySupportAdapter, id: string): Promise<void> => {
    const ticket = await desk.tickets.get(id).catch((error: unknown) => {
      if (SupportError.isInstance(error) && error.code === 'not_found') return null;
      throw error;
    });
    watched.delete(id);
    if (ticket === null) return;
    const now = clock.now();
    for (const breach of checkSLABreaches([ticket], { now, policies }).breaches) {
      const key = `${id} ${breach.type}`;
      if (told.has(key)) continue;
      told.add(key);
      await options.onBreach(breach, ticket);
    }
    const dueAt = nextMiss(ticket, targetsOf(policies, ticket), now);
    if (dueAt !== null) watched.set(id, { desk, dueAt });
    else if (isDone(ticket)) forget(told, id);
    for (const oldest of watched.keys()) {
      if (watched.size <= maxTickets) break;
      watched.delete(oldest);
      forget(told, oldest);
    }
  };

  const judgeDue = async (): Promise<void> => {
    const now = clock.now();
    for (const [id, { desk, dueAt }] of [...watched]) {
      if (dueAt > now) continue;
      await judge(desk, id).catch((error: unknown) => {
        options.onError?.(error);
        // It is looked at again a minute later.
        watched.set(id, { desk, dueAt: now + MINUTE_MS });
      });
    }
  };

  const setTimer = (): void => {
    const at = Math.min(...[...watched.values()].map(({ dueAt }) => dueAt));
    if (timer?.at === at || stopped.signal.aborted) return;
    timer?.stop.abort();
    timer = null;
    if (at === Number.POSITIVE_INFINITY) return;
    const stop = new AbortController();
    timer = { at, stop };
    const ring = async (): Promise<void> => {
      timer = null;
      await judgeDue();
      setTimer();
    };
    clock.sleep(Math.max(0, at - clock.now()), stop.signal).then(ring, () => undefined);
  };

  return {
    name: 'sla-watch',
    async run(event, { desk }) {
      if (!('ticket' in event)) return;
      const { id } = event.ticket;
      if (event.type === 'ticket.deleted') watched.delete(id);
      else await judge(desk, id);
      setTimer();
    },
    stop() {
      stopped.abort();
      timer?.stop.abort();
    },
  };
}

function forget(told: Set<string>, id: string): void {
  told.delete(`${id} first_response`);
  told.delete(`${id} resolution`);
}

const targetsOf = (
  policies: SlaPolicyTable | SlaPolicySelector<HubTicket>,
  ticket: HubTicket,
): SlaTargets | null =>
  (typeof policies === 'function' ? policies(ticket) : policies[ticket.priority]) ?? null;

/** When the next target is missed; `null` when none can be any more. */
function nextMiss(ticket: HubTicket, targets: SlaTargets | null, now: number): number | null {
  if (targets === null || isDone(ticket)) return null;
  const since = ticket.createdAt.getTime();
  const minutes = [
    ...(ticket.firstResponseAt === null ? [targets.firstResponseMinutes] : []),
    targets.resolutionMinutes,
  ];
  // A target is missed when the age is greater than it.
  const times = minutes.map((one) => since + one * MINUTE_MS + 1).filter((time) => time > now);
  return times.length === 0 ? null : Math.min(...times);
}
