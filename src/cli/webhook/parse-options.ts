import { InvalidArgumentError } from 'commander';

/** A parser for a time of ISO 8601 with its zone. */
export function isoTime(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text) && !Number.isNaN(time.getTime())) {
    return time;
  }
  throw new InvalidArgumentError('It must be a time such as 2026-03-02T09:30:00Z.');
}

/** A parser for an address that can be delivered to. */
export function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:3000/webhooks.');
}

/** A parser for a number per second, such as `50` or `0.5/s`. */
export function ratePerSecond(text: string): number {
  const value = Number(/^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1]);
  if (value > 0 && value <= 10_000) return value;
  throw new InvalidArgumentError('It must be a number per second above 0 and up to 10000.');
}
