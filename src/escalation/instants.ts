const MINUTE_MS = 60_000;

export const plusMinutes = (ms: number, minutes: number): Date =>
  new Date(ms + minutes * MINUTE_MS);
