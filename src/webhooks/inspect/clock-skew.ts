import type { WebhookRejection } from '../../errors/classes.ts';
import { finding } from './fixes.ts';
import { ANY_AGE_SECONDS, type Outcome, type Probe, type Setup } from './probe.ts';
import type { DeliveryFinding } from './types.ts';

const DEFAULT_TOLERANCE_SECONDS = 300;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Clocks and time zones are at most so far apart. */
const MAX_ZONE_SECONDS = 50_400;

/** The least tolerance with which it passes: how far the signed time is from now, in seconds. */
async function distanceOf(probe: Probe, setup: Setup, from: number): Promise<number> {
  let [low, high] = [Math.max(0, Math.floor(from)), ANY_AGE_SECONDS];
  while (high - low > 1) {
    // Halving the logarithm: distances are seconds or years.
    const middle = Math.max(low + 1, Math.min(high - 1, Math.floor(Math.sqrt((low + 1) * high))));
    if ((await probe.lenient(setup, middle)).passed) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * A length of time in words.
 *
 * @example describeSeconds(3720) //=> '1 h 2 min'
 */
export function describeSeconds(seconds: number): string {
  if (seconds >= 2 * DAY) return `${Math.round(seconds / DAY)} days`;
  if (seconds < MINUTE) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return seconds % MINUTE === 0 ? `${minutes} min` : `${minutes} min ${seconds % MINUTE} s`;
}

function zoneHint(distance: number): string {
  const rest = distance % HOUR;
  const isWhole = Math.min(rest, HOUR - rest) <= 2 * MINUTE;
  return isWhole && distance > HOUR / 2 && distance <= MAX_ZONE_SECONDS
    ? ' That is close to whole hours: perhaps a local time is taken for UTC.'
    : '';
}

const SIDES: Partial<Readonly<Record<WebhookRejection, string>>> = {
  timestamp_expired: 'before now',
  timestamp_in_future: 'after now',
};

/** Whether it is refused for its time. */
export const isUntimely = ({ reason }: Outcome): boolean =>
  reason !== null && SIDES[reason] !== undefined;

/** How far the signed time is off, and whether everything else is right. */
export async function skewFinding(
  probe: Probe,
  setup: Setup,
  options: { readonly reason: WebhookRejection | null; readonly toleranceSeconds?: number },
): Promise<DeliveryFinding> {
  const { reason, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  const side = (reason === null ? undefined : SIDES[reason]) ?? 'away from now';
  if (!(await probe.lenient(setup)).passed) {
    const detail = `The delivery was signed more than ${describeSeconds(toleranceSeconds)} ${side}.`;
    return finding('clock_skew', 'certain', detail);
  }
  const distance = await distanceOf(probe, setup, toleranceSeconds);
  return finding(
    'clock_skew',
    'certain',
    `The signature is right, but its time is ${describeSeconds(distance)} ${side}; ` +
      `${describeSeconds(toleranceSeconds)} are allowed.${zoneHint(distance)}`,
  );
}
