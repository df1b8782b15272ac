import { WireFormatError } from '../../../src/errors/classes.ts';
import { isRecord, type JsonRecord } from './context.ts';

/** A delivery's payload and where it comes from. */
export type Payload =
  | { readonly kind: 'automation'; readonly fields: JsonRecord; readonly json: JsonRecord }
  | { readonly kind: 'app'; readonly event: string; readonly json: JsonRecord };

const refusal = (message: string, expected: string): WireFormatError =>
  new WireFormatError(message, {
    provider: 'freshdesk',
    issues: [{ path: '', message: expected }],
  });

/**
 * Reads a body: the JSON of a rule's Simple or Advanced content, the same as a form, or the JSON of
 * a marketplace app's event.
 *
 * @throws {WireFormatError} for XML, and for what is neither JSON nor a form. It never quotes it.
 */
export function readBody(text: string, contentType: string | null): Payload {
  const json = parseText(text.trim(), contentType ?? '');
  const wrapped = json['freshdesk_webhook'];
  if (isRecord(wrapped)) return { kind: 'automation', fields: wrapped, json };
  const event = json['event'];
  // A flat body has an `event` of its own, too; only an app's stands beside an object of data.
  return typeof event === 'string' && isRecord(json['data'])
    ? { kind: 'app', event, json }
    : { kind: 'automation', fields: json, json };
}

const FORM_BODY = /^[\w.%+\-[\]]+=/;

function parseText(text: string, contentType: string): JsonRecord {
  if (text.startsWith('<')) {
    throw refusal(
      'The webhook body is XML. Set the rule’s encoding to JSON; freshdeskAutomationRule() lists the steps.',
      'expected JSON',
    );
  }
  const isForm = /form-urlencoded/i.test(contentType) || FORM_BODY.test(text);
  if (isForm && text !== '' && !text.startsWith('{')) return parseForm(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so it is not passed on.
    throw refusal(
      'The webhook body is not JSON. If a rule with Advanced content sends it, the likely cause is a ' +
        'placeholder with free text ({{ticket.subject}}, {{ticket.latest_public_comment}}) whose ' +
        'quotes or line breaks are not escaped: use freshdeskAutomationTemplate(), or Simple content.',
      'expected JSON',
    );
  }
  if (isRecord(json)) return json;
  throw refusal('The webhook body is not a JSON object.', 'expected object');
}

/** `freshdesk_webhook[ticket_id]=11` and `ticket_id=11` alike. Only one level exists. */
function parseForm(text: string): JsonRecord {
  const flat: [string, string][] = [];
  const inner: [string, string][] = [];
  for (const [key, value] of new URLSearchParams(text)) {
    const name = /^freshdesk_webhook\[([^\]]+)\]$/.exec(key)?.[1];
    if (name === undefined) flat.push([key, value]);
    else inner.push([name, value]);
  }
  // Data properties even for odd names: fromEntries defines, it never assigns.
  if (inner.length === 0) return Object.fromEntries(flat);
  return Object.fromEntries([...flat, ['freshdesk_webhook', Object.fromEntries(inner)]]);
}
