import { evaluateSla, type SlaEvent, type SlaPolicy, type Schedule } from 'polydesk/sla';
import { expect, it } from 'vitest';
import { describeWithReference, readReferenceJson } from '../support/reference.ts';

interface ExpectedClock {
  readonly metric: string;
  readonly cycle: number;
  readonly policy: string;
  readonly state: string;
  readonly targetMinutes: number;
  readonly activatedAt: string;
  readonly fulfilledAt: string | null;
  readonly settledBy: string | null;
  readonly elapsedMinutes: number;
  readonly remainingMinutes: number;
  readonly dueAt: string | null;
  readonly breached: boolean;
  readonly minutesOverdue: number;
}

interface Example {
  readonly id: string;
  readonly note: string;
  readonly policies: readonly (Omit<SlaPolicy, 'when'> & { readonly all?: readonly unknown[] })[];
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly at: string })[];
  readonly expected: readonly { readonly now: string; readonly clocks: readonly ExpectedClock[] }[];
}

/** What the file says of an event that our events say elsewhere. */
function eventOf({ at, plan, mrr, ...rest }: Example['events'][number]): SlaEvent {
  const attributes = rest['type'] === 'created' ? { attributes: { plan, mrr } } : {};
  // Safe: the reference data has the shapes that its README describes.
  return { ...rest, ...attributes, at: new Date(at) } as unknown as SlaEvent;
}

function policyOf({ all, ...policy }: Example['policies'][number]): SlaPolicy {
  // Safe: as above.
  return all === undefined ? policy : { ...policy, when: { all: all as never } };
}

const rounded = (minutes: number) => Math.round(minutes * 1e4) / 1e4;
const spelled = (date: Date | null) => date?.toISOString().replace('.000Z', 'Z') ?? null;
const byName = (
  left: { metric: string; cycle: number },
  right: { metric: string; cycle: number },
) => left.metric.localeCompare(right.metric) || left.cycle - right.cycle;

describeWithReference('the worked examples of the specification', () => {
  // Safe: as above.
  const examples = readReferenceJson('data/sla-worked-examples.json') as readonly Example[];

  it('are twelve with twenty-nine observations', () => {
    expect(examples.length).toBe(12);
    expect(examples.flatMap(({ expected }) => expected)).toHaveLength(29);
  });

  for (const { id, note, policies, schedules, events, expected } of examples) {
    const input = { events: events.map(eventOf), policies: policies.map(policyOf), schedules };
    for (const { now, clocks } of expected) {
      it(`${id} ${note}, at ${now}`, () => {
        const ours = evaluateSla(input, { now: new Date(now) }).clocks.map((clock) => ({
          metric: clock.metric,
          cycle: clock.cycle,
          policy: clock.policyId,
          state: clock.state,
          targetMinutes: clock.targetMinutes,
          activatedAt: spelled(clock.startedAt),
          fulfilledAt: spelled(clock.stoppedAt),
          settledBy: clock.settledBy,
          elapsedMinutes: rounded(clock.elapsedMinutes),
          remainingMinutes: rounded(clock.remainingMinutes),
          dueAt: spelled(clock.dueAt),
          breached: clock.breached,
          minutesOverdue: clock.minutesOverdue,
        }));
        expect(ours.toSorted(byName)).toEqual([...clocks].toSorted(byName));
      });
    }
  }
});
