/** Shows how far a long step has come. */
export interface Progress {
  /** `done` of `total`; shown only when it is worth it. */
  update(done: number, total: number): void;
  /** Takes the bar away. */
  clear(): void;
}

/** What a progress bar is drawn on. */
export interface ProgressTarget {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 28;
const FRAME_MS = 60;
const ERASE_LINE = '\r\u001b[2K';

/**
 * A one-line progress bar. Off a terminal it shows nothing, so logs stay clean.
 *
 * @example createProgress(process.stderr, 'playing').update(12, 84)
 */
export function createProgress(
  target: ProgressTarget,
  label: string,
  now: () => number = () => performance.now(),
): Progress {
  if (target.isTTY !== true) return { update: () => undefined, clear: () => undefined };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update(done, total) {
      if (done < total && now() - drawnAt < FRAME_MS) return;
      drawnAt = now();
      const filled = total === 0 ? BAR_WIDTH : Math.round((done / total) * BAR_WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      target.write(`${ERASE_LINE}  ${bar} ${done}/${total} ${label}`);
    },
    clear() {
      if (drawnAt > Number.NEGATIVE_INFINITY) target.write(ERASE_LINE);
    },
  };
}
