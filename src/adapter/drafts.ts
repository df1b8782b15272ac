import { ConfigurationError, ValidationError } from '../errors/classes.ts';
import { VISIBILITIES, type Visibility } from '../model/enums.ts';
import { nativeIdOf } from '../model/ids.ts';
import type { MessageBody } from '../model/message.ts';
import type { ProviderOptions } from '../model/ticket.ts';

/** A request body under construction. */
export type WireBody = Record<string, unknown>;

/** Leaves out keys whose value is `undefined`. */
export function compact(body: WireBody): WireBody {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** Digits only: `Number` alone would also read `1e3`, `0x10` and blanks as ids. */
export function readWholeNumber(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** Whose ids are meant. */
export interface IdScope {
  readonly provider: string;
  /** As people write it. */
  readonly label: string;
  readonly account: string;
}

/**
 * The numeric id that a provider wants to hear, from a polydesk or a native id.
 *
 * @throws {ConfigurationError} `id_mismatch` for an id of another account, or that is no number.
 */
export function toNativeNumber(id: string, scope: IdScope): number {
  const value = readWholeNumber(nativeIdOf(id, scope));
  if (value !== null) return value;
  throw new ConfigurationError(`${scope.label} ids are whole numbers; this id is not one.`, {
    code: 'id_mismatch',
  });
}

/** Like `toNativeNumber`; `null` stays `null`, `undefined` stays away. */
export const optionalNumber = (
  id: string | null | undefined,
  scope: IdScope,
): number | null | undefined => (id === null || id === undefined ? id : toNativeNumber(id, scope));

/**
 * An instant as text in whole seconds, `2026-01-05T09:00:00Z`.
 *
 * @throws {ValidationError} for an invalid date, naming `path`.
 */
export function toIsoSeconds(date: Date, path: string): string {
  return toIsoText(date, path).replace(/\.\d{3}Z$/, 'Z');
}

/** A day without a time, `2026-01-05`, as UTC sees it. */
export const toIsoDay = (date: Date, path: string): string => toIsoText(date, path).slice(0, 10);

/**
 * An instant in whole seconds since 1970.
 *
 * @throws {ValidationError} for an invalid date, naming `path`.
 */
export function toUnixSeconds(date: Date, path: string): number {
  toIsoText(date, path);
  return Math.floor(date.getTime() / 1000);
}

function toIsoText(date: Date, path: string): string {
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new ValidationError('A date cannot be sent.', {
    issues: [{ path, message: 'must be a valid date' }],
  });
}

/**
 * A message's visibility, which has no default: a wrong guess cannot be taken back.
 *
 * @throws {ValidationError} for anything but the two words.
 */
export function requireVisibility(visibility: Visibility, path: string): Visibility {
  if (VISIBILITIES.includes(visibility)) return visibility;
  throw new ValidationError('A message needs a visibility.', {
    issues: [{ path, message: 'must be "public" or "internal"' }],
  });
}

/**
 * The part of a body that is sent: HTML when there is any, else the text.
 *
 * @throws {ValidationError} when both are blank.
 */
export function requireBody(
  { text = '', html = '' }: MessageBody,
  path: string,
): { readonly kind: 'text' | 'html'; readonly content: string } {
  const kind = html === '' ? 'text' : 'html';
  const content = kind === 'html' ? html : text;
  if (content.trim() !== '') return { kind, content };
  throw new ValidationError('A message needs a body.', {
    issues: [{ path, message: 'text or html is required' }],
  });
}

/**
 * Settings that only one provider knows, from `providerOptions[provider]`. Keys outside `allowed`
 * are refused, since providers drop what they do not know without a word.
 *
 * @throws {ConfigurationError} for an unknown key.
 */
export function providerOptionsOf(
  options: ProviderOptions | undefined,
  provider: string,
  allowed: readonly string[],
): WireBody {
  const own = options?.[provider];
  if (own === undefined) return {};
  if (typeof own !== 'object' || own === null) {
    throw new ConfigurationError(`providerOptions.${provider} must be an object.`);
  }
  const unknown = Object.keys(own).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `providerOptions.${provider} does not take ${unknown.join(', ')}; it takes ${allowed.join(', ') || 'nothing'} here.`,
    );
  }
  return { ...own };
}
