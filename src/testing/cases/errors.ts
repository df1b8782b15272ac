import { type ErrorCode, ProviderError, RateLimitError, SupportError } from '../../errors/index.ts';
import { check, equal, rejected, thrown } from '../assert.ts';
import { type CaseContext, type CaseDefinition, SUITE_NOW } from '../case.ts';

const CODES: Readonly<Record<number, readonly ErrorCode[]>> = {
  400: ['validation_failed'],
  401: ['authentication_failed'],
  403: ['permission_denied'],
  404: ['not_found'],
  409: ['conflict', 'stale_write'],
  410: ['not_found'],
  413: ['limit_exceeded'],
  415: ['validation_failed'],
  422: ['validation_failed'],
  429: ['rate_limited'],
  500: ['server_error'],
  502: ['server_error'],
  503: ['server_error'],
  504: ['server_error'],
};

/** What a single read throws when it is answered so. */
async function errorOf({ open }: CaseContext, answer: () => Response): Promise<unknown> {
  const { adapter, intercept, ticketId } = await open({ maxRetries: 0 });
  intercept(answer);
  return thrown(() => adapter.tickets.get(ticketId), 'A read that was refused');
}

async function checkTable(context: CaseContext): Promise<void> {
  const { errors } = context.harness;
  for (const [text, codes] of Object.entries(CODES)) {
    const status = Number(text);
    const own = errors.codes?.[status];
    const expected = own === undefined ? codes : [own];
    const fail = async () => {
      throw await errorOf(context, () => errors.response(status, ''));
    };
    const error = await rejected(fail, expected, `A read answered ${status}`);
    check(error instanceof ProviderError, `An answer of ${status} should be a ProviderError.`);
    equal(error.status, status, `status of the error of a ${status}`);
    equal(error.provider, context.harness.provider, `provider of the error of a ${status}`);
  }
}

async function checkRetryable(context: CaseContext): Promise<void> {
  const { errors } = context.harness;
  const table = {
    400: false,
    401: false,
    403: false,
    404: false,
    422: false,
    429: true,
    503: true,
  };
  for (const [status, expected] of Object.entries(table)) {
    const error = await errorOf(context, () => errors.response(Number(status), ''));
    check(SupportError.isInstance(error), `A ${status} should throw a SupportError.`);
    equal(error.retryable, expected, `retryable of the error of a ${status}`);
  }
}

function refusal({ harness }: CaseContext, headers: Readonly<Record<string, string>>): Response {
  const plain = harness.errors.response(429, '');
  const merged = new Headers(plain.headers);
  for (const name of ['retry-after', 'date']) merged.delete(name);
  for (const [name, value] of Object.entries(headers)) merged.set(name, value);
  return new Response(plain.body, { status: 429, headers: merged });
}

async function retryAfterOf(
  context: CaseContext,
  headers: Readonly<Record<string, string>>,
): Promise<number | null> {
  const error = await errorOf(context, () => refusal(context, headers));
  check(error instanceof RateLimitError, 'A 429 should throw a RateLimitError.');
  return error.retryAfterMs;
}

async function checkSeconds(context: CaseContext): Promise<void> {
  equal(await retryAfterOf(context, { 'retry-after': '7' }), 7_000, 'retryAfterMs of "7"');
  equal(await retryAfterOf(context, { 'Retry-After': '120' }), 120_000, 'retryAfterMs of "120"');
}

async function checkDate(context: CaseContext): Promise<void> {
  const later = new Date(SUITE_NOW.getTime() + 90_000);
  const headers = { 'retry-after': later.toUTCString(), date: SUITE_NOW.toUTCString() };
  equal(await retryAfterOf(context, headers), 90_000, 'retryAfterMs of a date 90 seconds ahead');
}

async function checkNonsense(context: CaseContext): Promise<void> {
  for (const headers of [{}, { 'retry-after': 'soon' }, { 'retry-after': '-5' }]) {
    const value = await retryAfterOf(context, headers);
    const sound = value === null || (Number.isFinite(value) && value >= 0);
    check(sound, `retryAfterMs of ${JSON.stringify(headers)} is ${value}.`);
  }
}

async function checkRequestId(context: CaseContext): Promise<void> {
  const { requestIdHeader, response } = context.harness.errors;
  if (requestIdHeader === null) return;
  const error = await errorOf(context, () => {
    const plain = response(422, '');
    const headers = new Headers(plain.headers);
    headers.set(requestIdHeader, 'request-4711');
    return new Response(plain.body, { status: 422, headers });
  });
  check(SupportError.isInstance(error), 'A 422 should throw a SupportError.');
  equal(error.requestId, 'request-4711', 'requestId');
}

const BODIES: readonly (readonly [string, string])[] = [
  ['text/html', '<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>'],
  ['application/json', '{"error": "cut sho'],
  ['application/json', '["unexpected"]'],
  ['application/json', 'null'],
  ['text/plain', ''],
];

async function checkStrangeBodies(context: CaseContext): Promise<void> {
  for (const [type, body] of BODIES) {
    for (const [status, code] of [
      [404, 'not_found'],
      [502, 'server_error'],
    ] as const) {
      const headers = { 'content-type': type };
      const fail = async () => {
        throw await errorOf(context, () => new Response(body, { status, headers }));
      };
      const error = await rejected(fail, code, `A ${status} with a strange body`);
      check(!error.message.includes('<'), 'The message holds HTML of the error page.');
      check(error.message.trim().length >= 10, 'The message should be a sentence.');
    }
  }
}

async function checkNetwork({ open }: CaseContext): Promise<void> {
  const { adapter, intercept, ticketId } = await open({ maxRetries: 0 });
  intercept(() => 'drop');
  const read = () => adapter.tickets.get(ticketId);
  const error = await rejected(read, 'network_failed', 'A read without a connection');
  check(error.retryable, 'A read without a connection should be retryable.');
  equal(error.provider, adapter.provider, 'provider of the error');
}

async function checkJson(context: CaseContext): Promise<void> {
  const { errors, provider } = context.harness;
  const error = await errorOf(context, () => errors.response(404, ''));
  const json: unknown = JSON.parse(JSON.stringify(error));
  check(typeof json === 'object' && json !== null, 'An error should become a JSON object.');
  equal(Reflect.get(json, 'code'), 'not_found', 'code in JSON');
  equal(Reflect.get(json, 'provider'), provider, 'provider in JSON');
  equal(Reflect.get(json, 'status'), 404, 'status in JSON');
}

/** Refusals: one family, one table, every fact kept. */
export const errorCases: readonly CaseDefinition[] = [
  { title: 'follow the one table from status to code', run: checkTable },
  { title: 'say whether a repeat can help', run: checkRetryable },
  { title: 'read Retry-After in seconds', run: checkSeconds },
  { title: 'read Retry-After as a date', run: checkDate },
  { title: 'survive a missing or senseless Retry-After', run: checkNonsense },
  { title: 'carry the id of the request', run: checkRequestId },
  { title: 'survive bodies that are HTML, broken or empty', run: checkStrangeBodies },
  { title: 'turn a lost connection into a typed error', run: checkNetwork },
  { title: 'can be written as JSON', run: checkJson },
];
