import type { SupportError } from '../../src/errors/base.ts';
import { AuthenticationError, ConflictError, type Issue } from '../../src/errors/classes.ts';
import { errorFromStatus } from '../../src/errors/from-status.ts';
import type { HttpRefusal } from '../../src/http/http-options.ts';

const PROVIDER = 'zendesk';

/** Sentences for Zendesk's own codes of a field. Its free text can quote the record: it stays out. */
const FIELD_REASONS: Readonly<Record<string, string>> = {
  BlankValue: 'must not be blank',
  DuplicateValue: 'is already in use',
  InvalidValue: 'is not valid',
  InvalidFormat: 'does not have the right format',
  ValueTooShort: 'is too short',
  ValueTooLong: 'is too long',
};

/** Texts without a code that say what to do and quote nothing (sheet section 5.2). */
const KNOWN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/closed prevents ticket update/i, 'the ticket is closed, which is final'],
  [/is required when solving/i, 'is required when solving a ticket'],
  [/cannot be blank|can't be blank/i, 'must not be blank'],
  [/too short/i, 'is too short'],
  [/too long/i, 'is too long'],
  [/already (been taken|being used)/i, 'is already in use'],
  [/is invalid|not valid/i, 'is not valid'],
  [/is requester on/i, 'the user is the requester of tickets that are not closed'],
  [/suspended/i, 'the user is suspended'],
];

interface Reading {
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  readonly issues: readonly Issue[];
}

type Json = Readonly<Record<string, unknown>>;
const asObject = (value: unknown): Json | null =>
  // Safe: an object that is not an array can be read by key.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * Reads any of Zendesk's error bodies (sheet section 5.1, shapes A to F): `error` can be a word, a
 * sentence, an object or absent, `errors` a list, and the body HTML or empty.
 */
export function readErrorBody(data: unknown): Reading {
  const body = asObject(data);
  if (body === null) return { issues: [] };
  if (Array.isArray(body['errors'])) {
    const entries = body['errors'].map(asObject).filter((entry) => entry !== null);
    return {
      code: asText(entries[0]?.['code']),
      issues: entries.map((entry) => ({
        path: '',
        message: nativeCodeOf(asText(entry['code'])) ?? 'refused',
        code: nativeCodeOf(asText(entry['code'])),
      })),
    };
  }
  const error = asObject(body['error']);
  if (error !== null) return { text: asText(error['title']), issues: [] };
  return {
    code: asText(body['error']),
    text: asText(body['description']),
    issues: issuesOf(asObject(body['details'])),
  };
}

// A name of a field; anything else under `details` could be the record's own text.
const FIELD_NAME = /^[\w.[\]-]{1,80}$/;

function issuesOf(details: Json | null): readonly Issue[] {
  return Object.entries(details ?? {}).flatMap(([field, list]) =>
    (Array.isArray(list) ? list : [list]).map((item): Issue => {
      const entry = asObject(item);
      const code = nativeCodeOf(asText(entry?.['error']));
      const fieldId = entry?.['ticket_field_id'];
      const path =
        fieldId === undefined
          ? field === 'base'
            ? ''
            : FIELD_NAME.test(field)
              ? field
              : '(not named)'
          : `custom_fields.${String(fieldId)}`;
      return { path, message: reasonOf(code, asText(entry?.['description'])), code };
    }),
  );
}

function reasonOf(code: string | undefined, text: string | undefined): string {
  const known =
    code !== undefined && Object.hasOwn(FIELD_REASONS, code) ? FIELD_REASONS[code] : undefined;
  return (
    known ??
    KNOWN_TEXTS.find(([pattern]) => pattern.test(text ?? ''))?.[1] ??
    'was refused (Zendesk’s own words are left out, since they can quote the record)'
  );
}

/** What to do about refusals that have a name of their own. */
const ADVICE: Readonly<Record<string, string>> = {
  InvalidPaginationDepth:
    'Offset pages end at 10,000 records; use cursor pages or an incremental export.',
  InvalidPaginationParameter: 'This list does not take that paging or sorting parameter.',
  TooManyValues: 'A bulk call takes at most 100 items.',
  IdempotentRequestError: 'This idempotency key was used before with other values; use a new one.',
  TooManyJobs: 'Zendesk runs at most 30 jobs at a time; wait for one to finish.',
  InvalidEndpoint: 'Zendesk has no such path.',
  SourceInvalid: 'A ticket cannot be merged into itself.',
};

/** The polydesk error for a refusal by Zendesk. */
export function toSupportError(refusal: HttpRefusal): SupportError {
  const reading = readErrorBody(refusal.data);
  const { status, requestId, retryAfterMs } = refusal;
  const where = `${refusal.method} ${refusal.path}`;
  const base = {
    provider: PROVIDER,
    status,
    nativeCode: nativeCodeOf(reading.code),
    issues: reading.issues,
    requestId: requestId ?? undefined,
    retryAfterMs,
  };
  if (reading.code === 'invalid_grant' || reading.code === 'invalid_token') {
    return new AuthenticationError(`Zendesk refused the OAuth token (${reading.code}).`, base);
  }
  const code = reading.code ?? '';
  const advice = (Object.hasOwn(ADVICE, code) ? ADVICE[code] : null) ?? adviceOf(status, reading);
  const message = `Zendesk refused ${where} (${status}). ${advice}`.trim();
  // A 400, but not for a wrong value: the same key came before with other values.
  if (code === 'IdempotentRequestError') return new ConflictError(message, base);
  return errorFromStatus({
    ...base,
    message,
    kind: kindOf(status, reading),
  });
}

// A sentence in `error` (401: "Couldn't authenticate you") is not a code.
const nativeCodeOf = (code: string | undefined): string | undefined =>
  code !== undefined && /^[\w.]+$/.test(code) ? code : undefined;

function adviceOf(status: number, reading: Reading): string {
  if (status === 401)
    return 'Check the e-mail and API token, or the OAuth token; tokens expire and are revoked.';
  if (status === 403) return 'These credentials may not do this, or the plan does not include it.';
  if (status === 404 && /no help desk/i.test(reading.text ?? '')) {
    return 'There is no Zendesk account at this sub-domain.';
  }
  if (status === 404)
    return 'There is no such record, or the plan does not include this part of Zendesk.';
  if (status === 409) {
    return isCollision(reading)
      ? 'Two writes collided; trying again is safe.'
      : 'The record has changed since it was read; read it again and decide anew.';
  }
  if (status === 413) return 'The file is larger than the account allows.';
  if (status === 422 && /search response limits/i.test(reading.text ?? '')) {
    return 'Search gives at most 1,000 results; narrow it, or use the export.';
  }
  return '';
}

function kindOf(
  status: number,
  reading: Reading,
): 'stale_write' | 'transient_conflict' | 'job_limit' | undefined {
  if (reading.code === 'TooManyJobs') return 'job_limit';
  if (status !== 409) return undefined;
  // A collision inside Zendesk's database passes by itself; a safe-update conflict does not. Its
  // exact code is not documented, so everything else counts as a stale write.
  return isCollision(reading) ? 'transient_conflict' : 'stale_write';
}

const isCollision = (reading: Reading): boolean =>
  /databaseconflict|collision/i.test(`${reading.code ?? ''} ${reading.text ?? ''}`);
