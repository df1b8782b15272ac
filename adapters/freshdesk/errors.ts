import { isJson, type Json } from '../../src/adapter/answers.ts';
import type { SupportError } from '../../src/errors/base.ts';
import { ConflictError, type Issue } from '../../src/errors/classes.ts';
import { errorFromStatus } from '../../src/errors/from-status.ts';
import type { HttpRefusal } from '../../src/http/http-options.ts';

const PROVIDER = 'freshdesk';

interface Reading {
  readonly code?: string | undefined;
  readonly issues: readonly Issue[];
  /** The contact that has the value already; whether a 409 says so is unconfirmed. */
  readonly existingId?: string | undefined;
}

/** Where a custom field stands in the unified model, for paths of issues. */
export type FieldNamer = (nativeName: string) => string;

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
// A code is a word; a sentence could hold anything.
const codeOf = (value: unknown): string | undefined => {
  const code = asText(value);
  return code !== undefined && /^\w{1,60}$/.test(code) ? code : undefined;
};

/** Where Freshdesk's names of a record's fields stand in the unified model. */
const TICKET_PATHS: Readonly<Record<string, string>> = {
  description: 'message.body',
  type: 'category',
  email: 'requester.email',
  name: 'requester.name',
  phone: 'requester.phone',
  unique_external_id: 'requester.callerKey',
  requester_id: 'requester.id',
  responder_id: 'assigneeId',
  group_id: 'groupId',
  company_id: 'organizationId',
  product_id: 'productId',
  due_by: 'dueAt',
  cc_emails: 'cc',
  attachments: 'message.attachments',
};
const MESSAGE_PATHS: Readonly<Record<string, string>> = {
  user_id: 'authorId',
  cc_emails: 'cc',
};
const CONTACT_PATHS: Readonly<Record<string, string>> = {
  unique_external_id: 'callerKey',
  company_id: 'organizationId',
  language: 'locale',
  time_zone: 'timezone',
};
const ARTICLE_PATHS: Readonly<Record<string, string>> = {
  description: 'bodyHtml',
  status: 'state',
  tags: 'labels',
  folder_id: 'sectionId',
};
const WORK_LOG_PATHS: Readonly<Record<string, string>> = {
  agent_id: 'agentId',
  executed_at: 'at',
  time_spent: 'minutes',
};

const PATHS: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/\/(reply|notes)$|\/conversations\/\d+$/, MESSAGE_PATHS],
  [/\/time_entries/, WORK_LOG_PATHS],
  [/\/solutions\//, ARTICLE_PATHS],
  [/\/contacts/, CONTACT_PATHS],
  [/\/companies/, {}],
  [/\/tickets/, TICKET_PATHS],
];

function pathOf(field: string, path: string, pathOfField: FieldNamer): string {
  const name = field.replace(/^custom_fields\./, '');
  // A name of a field; anything else could be the record's own text.
  if (!/^[\w.[\]-]{1,80}$/.test(name)) return '(not named)';
  if (name !== field || name.startsWith('cf_')) return pathOfField(name);
  if (name === 'custom_fields') return 'customFields';
  const table = PATHS.find(([pattern]) => pattern.test(path))?.[1] ?? {};
  return Object.hasOwn(table, name) ? (table[name] ?? name) : name;
}

/** Freshdesk's sentences that quote no record (sheet section 4.4), in our words. */
const KNOWN_TEXTS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  // Numbers are the account's own choices; labels could be anything and stay out.
  [/^It should be one of these values: '([\d,]{1,200})'$/, ([, list]) => `must be one of ${list}`],
  [/^It should be one of these values/, () => 'must be one of the account’s own choices'],
  [
    /^Value set is of type (\w+)\.\s*It should be a\/an ([\w/ ]{1,40})$/,
    ([, found = '', wanted = '']) =>
      found === 'Null' ? `cannot be emptied; must be ${wanted}` : `must be ${wanted}, not ${found}`,
  ],
  [/^It should be a\/an ([\w/ ]{1,40})$/, ([, wanted]) => `must be ${wanted}`],
  [/^It should not be blank/, () => 'must not be blank'],
  [/^It should be a unique value/, () => 'is already in use'],
  [
    /^It should be a Positive Integer less than or equal to (\d+)$/,
    ([, limit]) => `must be a whole number from 1 to ${limit}`,
  ],
  [/^It should contain elements of type valid file/, () => 'must be files'],
  [/^Unexpected\/invalid field/, () => 'is not taken here'],
  [/^There is no (\w+) matching/, ([, what]) => `there is no such ${what}`],
  [/^The (\w+) feature is required/, ([, feature]) => `needs the feature ${feature}`],
  [/beyond the 300th page/, () => 'lists of tickets end at page 300'],
];

/** Sentences for the machine codes of section 4.3. */
const CODE_REASONS: Readonly<Record<string, string>> = {
  missing_field: 'is required',
  invalid_value: 'is not valid',
  duplicate_value: 'is already in use',
  datatype_mismatch: 'is of another type',
  invalid_field: 'is not taken here',
  readonly_field: 'cannot be written',
  inaccessible_field: 'needs a feature or a right that is missing',
  incompatible_field: 'does not go together with another field',
  inconsistent_state: 'does not fit the state of the record',
  require_feature: 'needs a feature that the account does not have',
};

function reasonOf(code: string | undefined, text: string): string {
  for (const [pattern, say] of KNOWN_TEXTS) {
    const match = pattern.exec(text);
    if (match !== null) return say(match);
  }
  return (
    (code !== undefined && Object.hasOwn(CODE_REASONS, code) ? CODE_REASONS[code] : undefined) ??
    'was refused (Freshdesk’s own words are left out, since they can quote the record)'
  );
}

/**
 * Reads any of Freshdesk's error bodies (sheet section 4.2, shapes A to D): a list of field errors
 * with or without fields, one code with a message, or the list of a custom object. Bodies of 404,
 * 405 and 429 are empty, text or HTML.
 */
export function readErrorBody(data: unknown, path: string, pathOfField: FieldNamer): Reading {
  if (!isJson(data)) return { issues: [] };
  const list = Array.isArray(data['errors']) ? data['errors'].filter(isJson) : [];
  const issues = list.map((entry) => issueOf(entry, path, pathOfField));
  return {
    code: codeOf(data['code']) ?? codeOf(data['error_type']) ?? issues[0]?.code,
    issues,
    existingId: list.map(holderOf).find((id) => id !== undefined),
  };
}

function issueOf(entry: Json, path: string, pathOfField: FieldNamer): Issue {
  const code = codeOf(entry['code']);
  // Custom objects call it a name, and a type.
  const field = asText(entry['field']) ?? asText(entry['name']);
  return {
    path: field === undefined ? '' : pathOf(field, path, pathOfField),
    message: reasonOf(code, asText(entry['message']) ?? ''),
    code: code ?? codeOf(entry['type']),
  };
}

function holderOf(entry: Json): string | undefined {
  const info = entry['additional_info'];
  const id = isJson(info) ? info['user_id'] : undefined;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}

/** What to do about refusals that have a name of their own. */
const ADVICE: Readonly<Record<string, string>> = {
  invalid_credentials: 'Check the API key, and that it belongs to this sub-domain.',
  account_suspended: 'The account is suspended.',
  password_lockout: 'The agent is locked out after too many wrong logins.',
  password_expired: 'The agent’s password has expired.',
  require_feature: 'The account’s plan does not include this.',
  max_agents_reached: 'All seats for agents are taken.',
  inconsistent_state: 'The record is in a state that does not allow this.',
  cannot_create_tracker: 'The related tickets of a tracker must exist and be free.',
  invalid_json: 'Freshdesk could not read the body.',
};

/** The polydesk error for a refusal by Freshdesk. */
export function toSupportError(
  refusal: HttpRefusal,
  pathOfField: FieldNamer = (name) => `customFields.${name}`,
): SupportError {
  const { status, method, path, requestId, retryAfterMs } = refusal;
  const reading = readErrorBody(refusal.data, path, pathOfField);
  const code = reading.code ?? '';
  const advice = (Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined) ?? adviceOf(refusal);
  const options = {
    provider: PROVIDER,
    status,
    nativeCode: reading.code,
    issues: reading.issues,
    requestId: requestId ?? undefined,
  };
  const message = `Freshdesk refused ${method} ${path} (${status}). ${advice}`.trim();
  // The record is there, but lies in the trash, in spam or is blocked (sheet section 4.1).
  if (status === 405) return new ConflictError(message, options);
  if (status === 409) {
    return new ConflictError(message, { ...options, existingId: reading.existingId ?? null });
  }
  return errorFromStatus({ ...options, message, retryAfterMs });
}

function adviceOf({ status, path, data }: HttpRefusal): string {
  if (status === 403) {
    return path.includes('/agents')
      ? 'Only administrators’ keys may read agents; agents.me works with any key, and discover reads the agents’ names from the ticket fields.'
      : 'This key’s agent may not do this, or the plan does not include it.';
  }
  if (status === 404) {
    return typeof data === 'string' && data.includes('<')
      ? 'Freshdesk knows no such page; is the sub-domain right?'
      : 'There is no such record.';
  }
  if (status === 405)
    return 'The record lies in the trash, in spam or is blocked; restore it first.';
  if (status === 409) return 'Another record has this value already.';
  if (status === 429) return 'Too many calls in this minute.';
  return '';
}
