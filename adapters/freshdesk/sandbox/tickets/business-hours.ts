import { isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayMs = 86_400_000;

/** Rails' names of zones (section 13) as far as the sandbox knows them; others count as UTC. */
const zones: Readonly<Record<string, string>> = {
  'Eastern Time (US & Canada)': 'America/New_York',
  'Central Time (US & Canada)': 'America/Chicago',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
  London: 'Europe/London',
  Berlin: 'Europe/Berlin',
  Casablanca: 'Africa/Casablanca',
  Chennai: 'Asia/Kolkata',
  Sydney: 'Australia/Sydney',
};

export function ianaZone(railsName: string): string {
  return zones[railsName] ?? 'UTC';
}

/** How far a zone is ahead of UTC at a moment. */
export function zoneOffsetMs(zone: string, moment: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((item) => item.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(moment / 1000) * 1000;
}

/** "8:00 am" and "08:00:00 am" (section 16) as milliseconds after midnight. */
function timeOfDay(text: unknown): number {
  const [, hour = '0', minute = '0', half = 'am'] =
    /^(\d{1,2}):(\d{2})(?::\d{2})?\s*(am|pm)$/i.exec(String(text)) ?? [];
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return (hours * 60 + Number(minute)) * 60_000;
}

/** The moment by which so much working time has passed; days that are missing are closed. */
export function addWorkingMs(calendar: JsonRecord, start: number, amountMs: number): number {
  const hours = isRecord(calendar['working_hours']) ? calendar['working_hours'] : {};
  const zone = ianaZone(String(calendar['time_zone']));
  let left = amountMs;
  // Two years of days are more than any policy's goal.
  for (let day = 0; day < 730; day += 1) {
    const offset = zoneOffsetMs(zone, start + day * dayMs);
    const midnight = Math.floor((start + day * dayMs + offset) / dayMs) * dayMs - offset;
    const name = days[new Date(midnight + offset).getUTCDay()] ?? '';
    const window = hours[name];
    if (!isRecord(window)) continue;
    const opens = Math.max(start, midnight + timeOfDay(window['start_time']));
    const closes = midnight + timeOfDay(window['end_time']);
    if (closes <= opens) continue;
    if (left <= closes - opens) return opens + left;
    left -= closes - opens;
  }
  return start + amountMs;
}
