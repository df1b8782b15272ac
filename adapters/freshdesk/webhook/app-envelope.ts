import type { Author } from '../../../src/model/message.ts';
import { withZone } from '../to-unified/common.ts';
import { isRecord, type JsonRecord, type ParserContext } from './context.ts';

// Marketplace apps wrap their events: `{ data, timestamp, account_id, domain, event, region }`
// (sheet section 21). Older apps count milliseconds, newer ones seconds with fractions.

const MILLISECONDS_FROM = 100_000_000_000;

/** When an app's event happened; `null` where it says nothing that can be read. */
export function timeOf({ timestamp }: JsonRecord): Date | null {
  if (typeof timestamp === 'string') return validOrNull(new Date(withZone(timestamp)));
  if (typeof timestamp !== 'number' || timestamp <= 0) return null;
  return validOrNull(
    new Date(timestamp >= MILLISECONDS_FROM ? timestamp : Math.round(timestamp * 1000)),
  );
}

const validOrNull = (date: Date): Date | null => (Number.isNaN(date.getTime()) ? null : date);

/** Whoever caused an app's event; 0 is Freshdesk itself. */
export function actorOf(data: JsonRecord, { ids }: ParserContext): Author | null {
  const { actor } = data;
  if (!isRecord(actor)) return null;
  const { id, name, email, type } = actor;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  if (type === 'system' || id === 0) return { id: null, kind: 'system', name: null, email: null };
  const kind =
    type === 'agent' || actor['helpdesk_agent'] === true
      ? 'agent'
      : type === 'contact' || actor['helpdesk_agent'] === false
        ? 'customer'
        : 'unknown';
  return { id: ids.read(id), kind, name: text(name), email: text(email) };
}

/** Whether an app's event names another account's domain than the one that is served. */
export function isForeign(text: string, account: string): boolean {
  if (!text.includes('"domain"')) return false;
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) && namesOther(json, account);
  } catch {
    return false;
  }
}

/** The same, of a payload that is parsed. Flat bodies of rules may use the key for something else. */
export function namesOther({ domain, event, data }: JsonRecord, account: string): boolean {
  if (typeof domain !== 'string' || typeof event !== 'string' || !isRecord(data)) return false;
  const [, name] = /^([^.]+)\.freshdesk\.com$/i.exec(domain) ?? [];
  return name !== undefined && name.toLowerCase() !== account;
}
