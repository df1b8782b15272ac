/** The only source of time in a sandbox. Times are milliseconds since 1970, UTC. */
export interface SandboxClock {
  /** Whether it follows the system clock (plus whatever was advanced). */
  readonly real: boolean;
  now(): number;
  /** Moves time forward by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Jumps to a moment; a controllable clock may also go back. */
  set(moment: Date | string | number): void;
}

export interface ClockOptions {
  /** Where a controllable clock starts. @default 2026-03-02T09:00:00Z */
  readonly start?: Date | string | number;
  /** Follow the system clock instead of standing still. @default false */
  readonly real?: boolean;
}

const defaultClockStart = Date.UTC(2026, 2, 2, 9);

/**
 * Makes a sandbox's clock. It stands still until it is advanced, unless `real` is set.
 *
 * @example
 * const clock = createClock({ start: '2026-01-01T00:00:00Z' });
 * clock.advance(60_000);
 * new Date(clock.now()).toISOString(); // '2026-01-01T00:01:00.000Z'
 */
export function createClock(options: ClockOptions = {}): SandboxClock {
  const real = options.real ?? false;
  const base = () => (real ? Date.now() : 0);
  let offset = options.start === undefined && real ? 0 : toMs(options.start) - base();
  return {
    real,
    now: () => base() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    set: (moment) => {
      offset = toMs(moment) - base();
    },
  };
}

function toMs(moment: Date | string | number = defaultClockStart): number {
  const value = typeof moment === 'number' ? moment : new Date(moment).getTime();
  if (Number.isNaN(value)) throw new RangeError('A sandbox clock needs a valid date.');
  return value;
}
