import {
  evaluateSla,
  type EvaluateSlaOptions,
  type OpeningHours,
  type SlaMetricTargets,
  type Schedule,
  type SlaEvaluation,
  type SlaEvent,
  type SlaPolicy,
} from 'polydesk/sla';

const day: readonly OpeningHours[] = [['09:00', '17:00']];
const split: readonly OpeningHours[] = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
];
const all: readonly OpeningHours[] = [['00:00', '24:00']];

export const weekOf = (openings: readonly OpeningHours[]): Schedule['weekly'] => {
  return { mon: openings, tue: openings, wed: openings, thu: openings, fri: openings };
};

export const NEW_YORK: Schedule = {
  timezone: 'America/New_York',
  weekly: weekOf(day),
  holidays: [{ date: '2026-11-26' }, { date: '2026-11-27', hours: [['09:00', '13:00']] }],
};
export const SHANGHAI: Schedule = { timezone: 'Asia/Shanghai', weekly: weekOf(split) };
export const alwaysIn = (timezone: string): Schedule => ({
  timezone,
  weekly: { ...weekOf(all), sat: all, sun: all },
});

export const schedules = {
  ny: NEW_YORK,
  sh: SHANGHAI,
  nyAlways: alwaysIn('America/New_York'),
};

/** `'06-01T10:00'` is the first of June 2026 at ten in UTC. */
export const at = (time: string): Date =>
  new Date(`2026-${time}${time.length === 11 ? ':00' : ''}Z`);

export const created = (time: string, more: object = {}): SlaEvent => ({
  type: 'created',
  at: at(time),
  ...more,
});
export const said = (
  time: string,
  author: 'customer' | 'agent' | 'bot',
  isPublic = true,
): SlaEvent => ({
  type: 'message',
  at: at(time),
  author,
  public: isPublic,
});
export const became = (
  time: string,
  to: Extract<SlaEvent, { type: 'status' }>['to'],
  detail: Extract<SlaEvent, { type: 'status' }>['detail'] = null,
): SlaEvent => ({ type: 'status', at: at(time), to, detail });
export const prioritised = (
  time: string,
  to: Extract<SlaEvent, { type: 'priority' }>['to'],
): SlaEvent => ({ type: 'priority', at: at(time), to });

/** A policy for tickets of normal priority. */
export const policy = (targets: SlaMetricTargets, more: Partial<SlaPolicy> = {}): SlaPolicy => ({
  id: 'p',
  position: 1,
  targets: { normal: targets },
  ...more,
});

export const business = (schedule: keyof typeof schedules): Partial<SlaPolicy> => ({
  hours: 'business',
  schedule,
});

export function evaluate(
  events: readonly SlaEvent[],
  policies: readonly SlaPolicy[],
  now: string,
  options: Partial<EvaluateSlaOptions> = {},
): SlaEvaluation {
  return evaluateSla({ events, policies, schedules }, { now: at(now), ...options });
}

/** `first_reply 1: 30 of 60, due 06-01T10:00, ok` for each clock. */
export const told = ({ clocks }: SlaEvaluation): readonly string[] =>
  clocks.map(({ metric, cycle, elapsedMinutes, targetMinutes, dueAt, risk, minutesOverdue }) => {
    const due = dueAt === null ? 'none' : dueAt.toISOString().slice(5, 16);
    const over = risk === 'breached' ? ` by ${minutesOverdue}` : '';
    return `${metric} ${cycle}: ${elapsedMinutes} of ${targetMinutes}, due ${due}, ${risk}${over}`;
  });
