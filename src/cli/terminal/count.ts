const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A number as people read it. @example count(12345) //=> '12,345' */
export const count = (value: number): string => value.toLocaleString('en-US');

/** How many of what. @example countOf(1, 'ticket') //=> '1 ticket' */
export const countOf = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** How long something takes, as exactly as anybody can say. @example duration(5_400_000) //=> '1 h 30 min' */
export function duration(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.ceil(ms / 1000)} s`;
  if (ms < HOUR_MS) return `${Math.ceil(ms / MINUTE_MS)} min`;
  const minutes = Math.ceil(ms / MINUTE_MS);
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
