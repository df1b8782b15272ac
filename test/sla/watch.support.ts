import { evaluateSla, type SlaEvent, slaWatch, type SlaWatchSettings } from 'polydesk/sla';
import { at, created, policy } from './engine.support.ts';

export const MINUTE = 60_000;

/** A promise that somebody else keeps. */
export function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** A watch at nine o'clock over tickets that want an answer within an hour, and hands to move its clock. */
export function openWatch(settings: Partial<SlaWatchSettings> = {}) {
  let now = at('06-01T09:00').getTime();
  const timers = new Map<number, () => void>();
  const told: string[] = [];
  const looks: string[] = [];
  const waits: number[] = [];
  const stories = new Map<string, readonly SlaEvent[]>([['7', [created('06-01T09:00')]]]);
  const policies = [policy({ first_reply: 60 })];
  const watch = slaWatch({
    now: () => now,
    timer(ms, ring) {
      const due = now + ms;
      waits.push(ms);
      timers.set(due, ring);
      return () => void timers.delete(due);
    },
    evaluate(id, { now: moment }) {
      looks.push(id);
      const events = stories.get(id);
      return events === undefined ? null : evaluateSla({ events, policies }, { now: moment });
    },
    onAlert: ({ kind, metric, ticketId }) => void told.push(`${ticketId} ${kind} ${metric}`),
    ...settings,
  });
  const advance = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = Math.min(...timers.keys());
      if (!(next <= end)) break;
      now = next;
      const ring = timers.get(next);
      timers.delete(next);
      ring?.();
      await settle();
    }
    now = end;
  };
  return { watch, timers, told, looks, waits, stories, advance };
}
