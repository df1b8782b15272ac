import { WireFormatError } from '../errors/classes.ts';

/**
 * An instant from a provider's text. ISO 8601 with or without fractions; nanoseconds are cut to
 * milliseconds by the platform.
 *
 * @throws {WireFormatError} that names the field when the text is not a date.
 */
export function readDate(
  text: string,
  context: { readonly provider: string; readonly field: string },
): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new WireFormatError(`${context.provider} sent a date that cannot be read.`, {
    provider: context.provider,
    issues: [{ path: context.field, message: 'expected an ISO 8601 date' }],
  });
}

/** Like `readDate`, with `null` for absent or empty text. */
export function readOptionalDate(
  text: string | null | undefined,
  context: { readonly provider: string; readonly field: string },
): Date | null {
  return text === null || text === undefined || text === '' ? null : readDate(text, context);
}
