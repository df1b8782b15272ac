import { isJson, type Json } from '../../src/adapter/answers.ts';
import { SupportError } from '../../src/errors/base.ts';
import {
  AuthenticationError,
  ConflictError,
  type Issue,
  NotFoundError,
  PermissionError,
  type ProviderError,
  type ProviderErrorOptions,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../../src/errors/classes.ts';
import { errorFromStatus } from '../../src/errors/from-status.ts';
import type { HttpRefusal } from '../../src/http/http-options.ts';

const PROVIDER = 'intercom';

interface Reading {
  readonly code: string | undefined;
  /** Intercom's own sentence. It can quote a record, so it is looked at and never passed on. */
  readonly text: string;
  readonly issues: readonly Issue[];
  readonly requestId: string | undefined;
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const codeOf = (entry: Json | undefined): string | undefined => {
  const code = asText(entry?.['code']);
  return code !== undefined && /^[\w.]{1,80}$/.test(code) ? code : undefined;
};
// A name of a field; anything else could be the record's own text.
const FIELD_NAME = /^[\w.[\]-]{1,80}$/;

/**
 * Reads an error body (sheet section 4): usually an `error.list`, but `{ status, error }` for JSON
 * that cannot be read, HTML from a proxy, or nothing at all.
 */
export function readErrorBody(data: unknown): Reading {
  const body = isJson(data) ? data : {};
  const list = Array.isArray(body['errors']) ? body['errors'].filter(isJson) : [];
  return {
    code: codeOf(list[0]),
    text: asText(list[0]?.['message']) ?? asText(body['error']) ?? '',
    issues: list.flatMap((entry): Issue[] => {
      const issue = { message: reasonOf(entry), code: codeOf(entry) };
      return pathsOf(entry).map((path) => ({ path, ...issue }));
    }),
    requestId: asText(body['request_id']),
  };
}

/** Sentences that name attributes (sheet section 4): the workspace's own, or such as the caller takes for them. */
const NAMING: readonly RegExp[] = [
  /^custom attribute '([\w .:-]{1,80})' does not exist/i,
  /^extra attributes provided that are not found on ticket type: ([\w .:,-]{1,400})$/i,
];

/** What an attribute is called among the paths of issues. */
export const ATTRIBUTE = 'attributes.';

function pathsOf(entry: Json): readonly string[] {
  const field = asText(entry['field']);
  if (field !== undefined) return [FIELD_NAME.test(field) ? field : '(not named)'];
  const text = asText(entry['message']) ?? '';
  const names = NAMING.flatMap((pattern) => pattern.exec(text)?.[1]?.split(', ') ?? []);
  return names.length === 0 ? [''] : names.map((name) => ATTRIBUTE + name);
}

/** What is wrong, by the provider's sentence; the sheet's spellings vary in capital letters. */
const KNOWN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/per page is too big/i, 'the page is larger than Intercom gives here'],
  [/not a customer ticket type/i, 'the ticket type is not for customers'],
  [/missing required ticket attributes/i, 'the ticket type requires an attribute that is missing'],
  [/extra attributes provided/i, 'the ticket type has no such attribute'],
  [/custom attribute .* does not exist/i, 'the workspace has no such attribute'],
  [/to the same ticket type/i, 'the ticket is of this type already'],
  [/state doesn't belong/i, 'the state does not belong to the ticket type'],
  [/body is required/i, 'a body is required'],
  [/is a required parameter/i, 'a required value is missing'],
  [/replies are not allowed/i, 'customers cannot reply on tickets of this kind'],
  [/removing the last customer/i, 'the last customer of a conversation stays'],
];

function reasonOf(entry: Json): string {
  const text = asText(entry['message']) ?? '';
  return (
    KNOWN_TEXTS.find(([pattern]) => pattern.test(text))?.[1] ??
    codeOf(entry) ??
    'was refused (Intercom’s own words are left out, since they can quote the record)'
  );
}

type ErrorClass = new (message: string, options: ProviderErrorOptions) => ProviderError;

/** Codes say more than statuses, which differ from endpoint to endpoint (sheet section 4). */
const CLASS_OF_CODE: Readonly<Record<string, ErrorClass>> = {
  unauthorized: AuthenticationError,
  token_unauthorized: AuthenticationError,
  token_not_found: AuthenticationError,
  token_revoked: AuthenticationError,
  token_expired: AuthenticationError,
  token_suspended: AuthenticationError,
  missing_authorization: AuthenticationError,
  api_plan_restricted: PermissionError,
  forbidden: PermissionError,
  action_forbidden: PermissionError,
  // A custom attribute that does not exist was seen with a 401.
  parameter_invalid: ValidationError,
  parameter_not_found: ValidationError,
  parameter_missing: ValidationError,
  missing_parameter: ValidationError,
  parameter_mismatch: ValidationError,
  field_not_found: ValidationError,
  invalid_field: ValidationError,
  conflict: ConflictError,
  resource_conflict: ConflictError,
  contact_merged: NotFoundError,
};
const GONE = /^(?:\w+_)?not_found$/;
const RATE_LIMITED = /^(?:rate_limit_exceeded|too_many_requests)$/;

function classOf(status: number, code: string | undefined): ErrorClass | null {
  if (code === undefined || status < 400 || status >= 500) return null;
  if (Object.hasOwn(CLASS_OF_CODE, code)) return CLASS_OF_CODE[code] ?? null;
  return GONE.test(code) ? NotFoundError : null;
}

/** What to do about refusals that have a name of their own. */
const ADVICE: Readonly<Record<string, string>> = {
  token_revoked: 'The app was uninstalled, or its token was taken back.',
  token_suspended: 'The workspace is suspended.',
  api_plan_restricted: 'The workspace’s plan does not include this.',
  intercom_version_invalid: 'Intercom does not know the version in apiVersion.',
  media_type_not_acceptable: 'Intercom answers JSON only.',
  ticket_state_id_invalid: 'This state does not belong to the ticket’s type.',
  invalid_sort_order: 'An order is "ascending" or "descending".',
  scroll_exists: 'A workspace has one scroll at a time; somebody else reads its companies.',
  tag_has_dependent_objects: 'A segment uses this tag.',
  contact_company_limit_exceeded: 'A contact has 1,000 companies at most.',
  linked_conversation_limit_exceeded: 'A ticket has 2,500 linked conversations at most.',
  already_linked_to_tracker: 'The conversation belongs to another tracker ticket.',
  conversation_part_not_redactable:
    'Only parts with a text, and first messages of customers, can be blacked out.',
  admin_not_found: 'The acting teammate is not there any more; check adminId.',
};

/** The polydesk error for a refusal by Intercom. */
export function toSupportError(refusal: HttpRefusal): SupportError {
  const reading = readErrorBody(refusal.data);
  const { status } = refusal;
  const same = sameRecordOf(refusal, reading);
  const base = {
    provider: PROVIDER,
    status,
    nativeCode: reading.code,
    issues:
      same === null
        ? reading.issues
        : [
            {
              path: 'id',
              code: isArchived(status, reading) ? ARCHIVED_AS : SAME_AS,
              message: same,
            },
          ],
    requestId: refusal.requestId ?? reading.requestId,
  };
  const advice = adviceOf(status, reading, same);
  const message =
    `Intercom refused ${refusal.method} ${refusal.path} (${status}). ${advice}`.trim();
  const retryAfterMs = refusal.retryAfterMs ?? windowEndMs(refusal.headers);
  if (status < 500 && RATE_LIMITED.test(reading.code ?? '')) {
    return new RateLimitError(message, { ...base, retryAfterMs });
  }
  const Refusal = classOf(status, reading.code);
  if (Refusal !== null) return new Refusal(message, base);
  if (status === 408) return new ServerError(message, base);
  return errorFromStatus({ ...base, message, retryAfterMs });
}

function adviceOf(status: number, reading: Reading, same: string | null): string {
  const { code = '' } = reading;
  if (code === 'contact_merged') {
    return same === null
      ? 'The contact was merged into another.'
      : `The contact was merged into ${same}.`;
  }
  if (isArchived(status, reading)) {
    const named = same === null ? '' : ` (${same})`;
    return `An archived contact${named} has these details; contacts.restore brings it back.`;
  }
  if (same !== null) return `A contact with these details is there already: ${same}.`;
  if (Object.hasOwn(ADVICE, code)) return ADVICE[code] ?? '';
  if (status === 401) {
    return 'Check the access token, and that region is the one of its workspace.';
  }
  if (status === 403) return 'The app lacks a permission, or the plan does not include this.';
  if (status === 404 || status === 410) {
    return 'There is no such record in this workspace, or it was deleted.';
  }
  const reasons = reading.issues.map(({ path, message }) => `${path} ${message}`.trim());
  return reasons.length === 0 ? '' : `${reasons.join('; ')}.`;
}

const SAME_AS = 'same_as';
const ARCHIVED_AS = 'same_as_archived';
// A conflict ends with the id of whoever is in the way, in both of its sentences.
const ID_IN_TEXT = /\bid=([\w-]{1,64})/;

/** A conflict with a contact that is archived has a sentence of its own (sheet section 4). */
const isArchived = (status: number, { text }: Reading): boolean =>
  status === 409 && /\barchived\b/i.test(text);

/** The contact that stands in the way of a new one, or into which one was merged. */
function sameRecordOf({ status, headers }: HttpRefusal, { code, text }: Reading): string | null {
  if (code === 'contact_merged') {
    return /<[^>]*\/contacts\/([^>/?#]+)>/.exec(headers['link'] ?? '')?.[1] ?? null;
  }
  return status === 409 ? (ID_IN_TEXT.exec(text)?.[1] ?? null) : null;
}

/** The contact that a conflict or a merge names, and whether it is archived. */
export interface OtherContact {
  readonly id: string;
  readonly isArchived: boolean;
}

/** The other contact of a conflict or a merge; `null` when the error is something else. */
export function otherContactOf(error: unknown): OtherContact | null {
  if (!SupportError.isInstance(error) || !('issues' in error)) return null;
  // Safe: every error of the family that has issues has them in this form.
  for (const { code, message } of error.issues as readonly Issue[]) {
    if (code === SAME_AS || code === ARCHIVED_AS) {
      return { id: message, isArchived: code === ARCHIVED_AS };
    }
  }
  return null;
}

/** Intercom sends no Retry-After; its windows end at a second of the server's own clock. */
function windowEndMs(headers: Readonly<Record<string, string>>): number | null {
  const resetMs = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000;
  const waitMs = resetMs - Date.parse(headers['date'] ?? '');
  return Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : null;
}
