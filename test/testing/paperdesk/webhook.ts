import {
  parseWire,
  type SupportEvent,
  type WebhookDelivery,
  type WebhookParser,
  type WebhookRejection,
  WebhookVerificationError,
  WireFormatError,
} from 'polydesk';
import {
  bodyText,
  createHmacSigner,
  headerOf,
  rawBodyOf,
  timingSafeEqual,
} from 'polydesk/webhooks';
import { idOf, type Scope, toMessage, toTicket } from './to-unified.ts';
import { deliverySchema } from './wire.ts';

const SIGNATURE = 'x-paperdesk-signature';
const TIME = 'x-paperdesk-time';

const refuse = (reason: WebhookRejection, message: string): WebhookVerificationError =>
  new WebhookVerificationError(message, { reason, provider: 'paperdesk' });

function headerRequired({ headers }: WebhookDelivery, name: string): string {
  const value = headerOf(headers, name);
  if (value === null || value === '') {
    throw refuse('missing_header', `The delivery has no ${name} header.`);
  }
  return value;
}

function checkAge(time: string, now: Date, toleranceSeconds: number): void {
  if (!/^\d{1,12}$/.test(time)) throw refuse('malformed_header', `The ${TIME} header is no time.`);
  const ageSeconds = now.getTime() / 1000 - Number(time);
  if (ageSeconds > toleranceSeconds) {
    throw refuse('timestamp_expired', `The delivery was signed over ${toleranceSeconds} s ago.`);
  }
  if (ageSeconds < -toleranceSeconds) {
    throw refuse('timestamp_in_future', `The delivery was signed ${toleranceSeconds} s ahead.`);
  }
}

/** Proves and reads Paperdesk's deliveries: hex HMAC-SHA256 over the time and the raw body. */
export function createPaperdeskWebhooks(scope: Scope): WebhookParser {
  const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'hex' });
  return {
    async verify(delivery, { secret, now, toleranceSeconds = 300 }) {
      const secrets = [secret].flat().filter((candidate) => candidate !== '');
      if (secrets.length === 0) throw refuse('secret_missing', 'No signing secret is given.');
      const body = rawBodyOf(delivery);
      const signature = headerRequired(delivery, SIGNATURE);
      const time = headerRequired(delivery, TIME);
      checkAge(time, now, toleranceSeconds);
      for (const candidate of secrets) {
        if (timingSafeEqual(await sign(candidate, [time, body]), signature)) return;
      }
      throw refuse('signature_mismatch', 'The signature fits none of the secrets.');
    },
    parse: (delivery) => [toEvent(readJson(bodyText(rawBodyOf(delivery))), scope)],
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text; ours must not.
    throw new WireFormatError('The body of the delivery is not JSON.', {
      provider: 'paperdesk',
      issues: [{ path: '', message: 'invalid JSON' }],
    });
  }
}

function toEvent(json: unknown, scope: Scope): SupportEvent {
  const wire = parseWire(deliverySchema, json, { provider: 'paperdesk', what: 'delivery' });
  const base = {
    id: idOf(scope.account, wire.id),
    provider: 'paperdesk',
    account: scope.account,
    occurredAt: typeof wire.at === 'string' ? new Date(wire.at) : null,
    sequence: null,
    actor: null,
    nativeType: wire.event,
    ...(scope.keepRaw ? { raw: json } : {}),
  };
  if (wire.event === 'case.opened' || wire.event === 'case.changed') {
    const ticket = toTicket(wire.case, { ...scope, keepRaw: false }).value;
    const type = wire.event === 'case.opened' ? 'ticket.created' : 'ticket.updated';
    return { ...base, type, ticket, changes: [] };
  }
  if (wire.event === 'entry.added') {
    const { id, externalId } = toTicket(wire.case, scope).value;
    const message = toMessage(wire.entry, externalId, { ...scope, keepRaw: false }).value;
    const type = message.visibility === 'internal' ? 'note.created' : 'message.created';
    return { ...base, type, ticket: { id, externalId }, message };
  }
  return { ...base, type: 'unknown' };
}
