import type { WebhookDelivery, WebhookParser } from '../../adapter/contract.ts';
import { type WebhookRejection, WireFormatError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import { bodyText, rawBodyOf } from '../request.ts';
import { decodedBodies } from './body-variants.ts';
import { jsonOf } from './encodings.ts';
import { finding } from './fixes.ts';
import { type JsonFault, jsonFault } from './json-fault.ts';
import { reasonOf } from './probe.ts';
import type { DeliveryFinding } from './types.ts';

/** What a proven delivery means, or why it cannot be read. */
export interface Reading<Raw> {
  readonly events: readonly SupportEvent<Raw>[];
  /** Set when `parse` refuses it after all, since only the body names the account. */
  readonly refusal: WebhookRejection | null;
  readonly findings: readonly DeliveryFinding[];
}

const FAULTS = {
  line_break_in_text: 'a line break stands inside a text',
  quote_in_text: 'a quote inside a text is not escaped',
  ends_early: 'it ends too early',
  other: 'its form is wrong',
} as const satisfies Readonly<Record<JsonFault['kind'], string>>;

function faultFinding(text: string): DeliveryFinding {
  const { kind, line, column } = jsonFault(text);
  const place = line === null ? '' : ` (line ${line}, column ${column})`;
  const isTemplate = kind === 'line_break_in_text' || kind === 'quote_in_text';
  const usual = isTemplate
    ? ' A placeholder with free text, put into the template without escaping, does that.'
    : '';
  const detail = `The proof is right, but the body is no JSON: ${FAULTS[kind]}${place}.${usual}`;
  return finding('malformed_json', 'certain', detail);
}

function unreadable(
  parser: Pick<WebhookParser, 'parse'>,
  delivery: WebhookDelivery,
  error: unknown,
): DeliveryFinding {
  const text = bodyText(rawBodyOf(delivery));
  if (text.trim() === '') return finding('empty_body', 'certain', 'The body is empty.');
  for (const { value, label } of decodedBodies(text)) {
    try {
      parser.parse({ ...delivery, rawBody: value });
    } catch {
      continue;
    }
    const detail = `The proof is right, but the body can be read only as ${label}.`;
    return finding('double_encoded_body', 'certain', detail);
  }
  if (jsonOf(text) === undefined) return faultFinding(text);
  const issues = error instanceof WireFormatError ? error.issues : [];
  const paths = issues.slice(0, 5).map(({ path }) => (path === '' ? 'the whole' : path));
  const where = paths.length === 0 ? '' : ` at: ${paths.join(', ')}`;
  const detail = `The proof is right, but the body is not what the provider documents${where}.`;
  return finding('unexpected_body', 'certain', detail);
}

const refusedFinding = (reason: WebhookRejection): DeliveryFinding =>
  reason === 'account_mismatch'
    ? finding(
        'wrong_account',
        'certain',
        'The proof is right, but the delivery names another account than the given one.',
      )
    : finding('check_failed', 'certain', `Reading refused the delivery with the reason ${reason}.`);

/** Reads a delivery that `verify` has believed. */
export function readEvents<Raw>(
  parser: Pick<WebhookParser<Raw>, 'parse'>,
  delivery: WebhookDelivery,
): Reading<Raw> {
  try {
    return { events: parser.parse(delivery), refusal: null, findings: [] };
  } catch (error) {
    const refusal = reasonOf(error);
    if (refusal !== null) return { events: [], refusal, findings: [refusedFinding(refusal)] };
    return { events: [], refusal: null, findings: [unreadable(parser, delivery, error)] };
  }
}
