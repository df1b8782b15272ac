import { count, duration } from './count.ts';
import type { ProgressTarget } from './progress.ts';

/** How far something has come. */
export interface Step {
  readonly label: string;
  readonly done: number;
  /** `null` while nobody knows. */
  readonly total: number | null;
  readonly perMinute: number;
  /** Milliseconds. */
  readonly etaMs: number | null;
}

/** Shows steps as they come. */
export interface PhaseProgress {
  show(step: Step): void;
  /** Takes a bar away, and says the last step where there is none. */
  end(): void;
}

const BAR_WIDTH = 24;
const FRAME_MS = 100;
const LINE_MS = 5000;
const ERASE_LINE = '\r\u001b[2K';

/**
 * On a terminal a bar that is drawn again; elsewhere, as in CI, a plain line every five seconds and one at the
 * end.
 *
 * @example createPhaseProgress(process.stderr, { environment: process.env }).show(step)
 */
export function createPhaseProgress(
  target: ProgressTarget,
  {
    environment,
    now = () => performance.now(),
  }: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly now?: () => number;
  },
): PhaseProgress {
  const isTerminal = target.isTTY === true && !environment['CI'] && environment['TERM'] !== 'dumb';
  let shownAt = Number.NEGATIVE_INFINITY;
  /** What is still to be said; on a terminal, what stands there. */
  let last: string | null = null;
  let said: string | null = null;
  return {
    show(step) {
      const text = isTerminal ? barOf(step) : lineOf(step);
      const isDue = now() - shownAt >= (isTerminal ? FRAME_MS : LINE_MS);
      last = isDue && !isTerminal ? null : text;
      if (!isDue) return;
      shownAt = now();
      said = text;
      target.write(isTerminal ? `${ERASE_LINE}${text}` : `${text}\n`);
    },
    end() {
      if (isTerminal && last !== null) target.write(ERASE_LINE);
      else if (last !== null && last !== said) target.write(`${last}\n`);
      last = null;
    },
  };
}

const paceOf = ({ perMinute }: Step): string =>
  perMinute > 0 ? `${count(Math.round(perMinute))} a minute` : '';

const etaOf = ({ etaMs }: Step): string =>
  etaMs !== null && etaMs > 0 ? `about ${duration(etaMs)} left` : '';

const joined = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(', ');

function lineOf(step: Step): string {
  const { label, done, total } = step;
  const share = total === null || total === 0 ? '' : ` (${Math.floor((done / total) * 100)} %)`;
  const many = total === null ? count(done) : `${count(done)} of ${count(total)}${share}`;
  return `${label}: ${joined(many, paceOf(step), etaOf(step))}`;
}

function barOf(step: Step): string {
  const { label, done, total } = step;
  if (total === null) return `  ${label} ${joined(count(done), paceOf(step))}`;
  const filled = total === 0 ? BAR_WIDTH : Math.floor((done / total) * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `  ${label} ${bar} ${joined(`${count(done)}/${count(total)}`, paceOf(step), etaOf(step))}`;
}
