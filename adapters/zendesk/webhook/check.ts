import { type Issue, WireFormatError } from '../../../src/errors/classes.ts';
import type { ZendeskEvent } from './wire.ts';

// The schemas in wire.ts describe the payloads. This is their twin without zod, for two reasons
// that were measured: compiled schemas alone are most of what a webhook handler may weigh, and
// the plain ones are several times slower, which is all that edge runtimes could have. A property
// test holds the two together.

interface Kind {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const text: Kind = { accepts: (value) => typeof value === 'string', expected: 'string' };
const flag: Kind = { accepts: (value) => typeof value === 'boolean', expected: 'boolean' };
const list: Kind = { accepts: Array.isArray, expected: 'array' };
const id: Kind = {
  accepts: (value) => typeof value === 'string' || typeof value === 'number',
  expected: 'string or number',
};
const texts: Kind = {
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  expected: 'array of strings',
};

interface Shape {
  readonly fields: ReadonlyMap<string, Kind | Shape>;
  readonly required: readonly string[];
}

type Row = readonly [keys: string, kind: Kind | Shape];

/** A shape from rows of space-separated keys; only `required` ones must be there. */
const shape = (rows: readonly Row[], required: readonly string[] = []): Shape => ({
  fields: new Map(rows.flatMap(([keys, kind]) => keys.split(' ').map((key) => [key, kind]))),
  required,
});

const onlyId = shape([['id', id]]);
const tags = shape([['tags', texts]]);
const envelopeRows: readonly Row[] = [['type id time', text]];

const comment = shape(
  [
    ['id', id],
    ['body', text],
    ['is_public', flag],
    [
      'author',
      shape([
        ['id', id],
        ['is_staff', flag],
        ['name', text],
      ]),
    ],
  ],
  ['id'],
);

const detail = shape(
  [
    ['id requester_id assignee_id group_id organization_id brand_id form_id', id],
    ['custom_status actor_id', id],
    ['subject description status priority type external_id created_at updated_at', text],
    ['name email role', text],
    ['tags', texts],
    ['is_public', flag],
    ['via', shape([['channel', text]])],
  ],
  ['id'],
);

const event = shape([
  ['comment', comment],
  [
    'attachment',
    shape([
      ['id', id],
      ['filename content_type content_url', text],
    ]),
  ],
  ['custom_field group organization', onlyId],
  ['tags_added tags_removed', texts],
  ['users_added users_removed', list],
  ['added removed', tags],
  [
    'actor',
    shape([
      ['id', id],
      ['name type', text],
    ]),
  ],
  [
    'message',
    shape([
      ['id', id],
      ['body', text],
    ]),
  ],
  ['target_ticket_id author_id category_id section_id', id],
  ['locale title', text],
  ['meta', shape([])],
]);

const ENVELOPE = shape(envelopeRows, ['type', 'id']);
const KNOWN = shape(
  [...envelopeRows, ['detail', detail], ['event', event]],
  ['type', 'id', 'detail', 'event'],
);

type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NONE: readonly Issue[] = [];

const issueOf = (path: string, kind: Kind | Shape | undefined): Issue => ({
  path,
  message: `expected ${kind !== undefined && 'accepts' in kind ? kind.expected : 'object'}`,
});

function findIssues(
  record: JsonRecord,
  { fields, required }: Shape,
  path: string,
): readonly Issue[] {
  let issues = NONE;
  // What is there decides, not what could be there: events hold few of the fields that exist.
  for (const key in record) {
    const kind = fields.get(key);
    const value = record[key];
    if (kind === undefined || value === undefined || value === null) continue;
    if ('accepts' in kind) {
      if (!kind.accepts(value)) issues = [...issues, issueOf(path + key, kind)];
    } else if (isRecord(value)) {
      const inner = findIssues(value, kind, `${path}${key}.`);
      if (inner.length > 0) issues = [...issues, ...inner];
    } else issues = [...issues, issueOf(path + key, kind)];
  }
  for (const key of required) {
    if (record[key] === undefined || record[key] === null)
      issues = [...issues, issueOf(path + key, fields.get(key))];
  }
  return issues;
}

function demand(json: JsonRecord, expected: Shape): void {
  const issues = findIssues(json, expected, '');
  if (issues.length === 0) return;
  throw new WireFormatError(
    'zendesk sent a webhook event that does not have the documented form.',
    { provider: 'zendesk', issues },
  );
}

/**
 * An event of a type that we translate, checked and typed by identity.
 *
 * @throws {WireFormatError} that names the paths that are wrong, never their values.
 */
export function checkedEvent(json: JsonRecord): ZendeskEvent {
  demand(json, KNOWN);
  // Safe: the table covers every field of the schema that the type is inferred from.
  return json as ZendeskEvent;
}

/**
 * The envelope of any other event.
 *
 * @throws {WireFormatError} like `checkedEvent`.
 */
export function checkedEnvelope(json: JsonRecord): Pick<ZendeskEvent, 'type' | 'id' | 'time'> {
  demand(json, ENVELOPE);
  // Safe: the three fields were just checked.
  return json as Pick<ZendeskEvent, 'type' | 'id' | 'time'>;
}
