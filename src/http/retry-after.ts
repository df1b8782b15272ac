// The three date forms of RFC 9110, section 5.6.7; Date.parse alone would accept far more.
const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;

function httpDateMs(text: string): number | null {
  if (!HTTP_DATE.test(text)) return null;
  // The asctime form carries no zone; it is UTC by definition.
  const ms = Date.parse(/gmt$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? null : ms;
}

/**
 * Milliseconds to wait by a `Retry-After` header, in seconds or as a date (RFC 9110, section
 * 10.2.3). A date counts from the answer's own `Date` header, so a wrong clock here does no harm.
 * Null when the header is absent or not readable.
 *
 * @example retryAfterMs({ 'retry-after': '30' }, 0) //=> 30_000
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): number | null {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = httpDateMs(text);
  if (at === null) return null;
  const from = httpDateMs(headers['date']?.trim() ?? '') ?? nowMs;
  return Math.max(0, at - from);
}
