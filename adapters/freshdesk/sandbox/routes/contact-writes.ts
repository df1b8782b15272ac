import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { RequestBody } from '../call.ts';
import {
  type FieldError,
  fieldErrors,
  invalidValue,
  problems,
  refuseIfInvalid,
} from '../errors.ts';
import { type Changes, fireContact } from '../events.ts';
import { addUser } from '../people.ts';
import type { UserRow } from '../records/people.ts';
import { checkFields, type FieldRules } from '../records/rules.ts';
import { keepFiles } from '../tickets/attachments.ts';
import { numberOf, textsOf } from '../tickets/create.ts';
import { readCustomFields } from '../tickets/custom-fields.ts';
import { email, emails, flag, record, text, texts } from '../tickets/fields.ts';
import { type Actor, saveUser, unindexUser, userByEmail, userOf, type World } from '../world.ts';

/** Emptying a text of a contact with null is taken; nothing on record refuses it. */
const optional = { ...text, nullable: true };

const rules: FieldRules = {
  name: text,
  email: { ...email, nullable: true },
  phone: optional,
  mobile: optional,
  twitter_id: optional,
  facebook_id: optional,
  unique_external_id: optional,
  other_emails: emails,
  company_id: {
    type: 'Positive Integer',
    noun: 'company',
    refers: (world, id) => world.state.companies.rows.has(id),
    nullable: true,
  },
  view_all_tickets: flag,
  other_companies: { type: 'Array' },
  address: optional,
  avatar: { type: 'any' },
  custom_fields: record,
  description: optional,
  job_title: optional,
  language: text,
  tags: texts,
  time_zone: text,
  contact_type: { type: 'choice', oneOf: () => ['contact', 'visitor'] },
  social_handler: { type: 'Array' },
};

const identifiers = [
  'email',
  'phone',
  'mobile',
  'twitter_id',
  'social_handler',
  'unique_external_id',
];

const maxAvatarBytes = 5 * 1024 * 1024;

interface Read {
  readonly values: JsonRecord;
  readonly custom: JsonRecord;
}

function read(world: World, body: RequestBody, creating: boolean): Read {
  const { values, errors } = checkFields(world, body.input, rules, body);
  const given = isRecord(values['custom_fields']) ? values['custom_fields'] : {};
  const custom = readCustomFields(world.state.contactFields, given, body);
  const named = values['name'] !== undefined && values['name'] !== '';
  const reachable = identifiers.some((name) => body.input[name] !== undefined);
  refuseIfInvalid([
    ...errors,
    ...(creating && !named ? [fieldErrors.missing('name', 'String')] : []),
    // Which field is complained of is not on record.
    ...(creating && !reachable ? [fieldErrors.missing('email', 'String')] : []),
    ...custom.errors,
    ...avatarErrors(body),
  ]);
  return { values, custom: custom.values };
}

/** 5 MB, and pictures only (section 10). */
function avatarErrors(body: RequestBody): readonly FieldError[] {
  const avatar = body.files.find((file) => file.name === 'avatar');
  if (avatar === undefined) return [];
  if (!/\.(jpe?g|jpe|png)$/i.test(avatar.filename ?? '')) return [fieldErrors.notAFile('avatar')];
  return avatar.bytes.length > maxAvatarBytes
    ? [invalidValue('avatar', 'It should not exceed 5 MB')]
    : [];
}

/** Addresses and ids of another contact are taken: 409 (section 4.1). */
function refuseDuplicates(world: World, values: JsonRecord, own: UserRow | null): void {
  for (const [field, value] of [
    ['email', values['email']],
    ...textsOf(values['other_emails']).map((other) => ['other_emails', other] as const),
  ] as const) {
    const holder = typeof value === 'string' ? userByEmail(world, value) : null;
    if (holder !== null && holder.id !== own?.id) throw conflict(world, field, holder);
  }
  const external = values['unique_external_id'];
  const holder =
    typeof external === 'string'
      ? userOf(world, world.state.usersByExternalId.get(external) ?? null)
      : null;
  if (holder !== null && holder.id !== own?.id) throw conflict(world, 'unique_external_id', holder);
}

const conflict = (world: World, field: string, holder: UserRow) =>
  problems.duplicate(
    field,
    world.settings.unconfirmed.conflictNamesUser ? { user_id: holder.id } : null,
  );

export function createContact(world: World, actor: Actor, body: RequestBody): UserRow {
  const { values, custom } = read(world, body, true);
  refuseDuplicates(world, values, null);
  const [avatar] = keepFiles(world, body.files);
  const user = addUser(world, {
    name: asText(values['name']) ?? '',
    email: asText(values['email'])?.toLowerCase() ?? null,
    other_emails: textsOf(values['other_emails']),
    company_id: numberOf(values['company_id']),
  });
  apply(user, values, custom);
  user.avatar_id = avatar ?? null;
  saveUser(world, user);
  fireContact(world, actor, 'onContactCreate', user);
  return user;
}

const plain = [
  'name',
  'phone',
  'mobile',
  'twitter_id',
  'facebook_id',
  'unique_external_id',
  'address',
  'description',
  'job_title',
  'language',
  'time_zone',
] as const;

/** Takes the fields over that were sent; lists are replaced (section 13). */
function apply(user: UserRow, values: JsonRecord, custom: JsonRecord): void {
  for (const key of plain) {
    if (values[key] !== undefined) Object.assign(user, { [key]: asText(values[key]) });
  }
  if (values['email'] !== undefined) user.email = asText(values['email'])?.toLowerCase() ?? null;
  if (values['other_emails'] !== undefined) user.other_emails = textsOf(values['other_emails']);
  if (values['tags'] !== undefined) user.tags = textsOf(values['tags']);
  if (values['company_id'] !== undefined) user.company_id = numberOf(values['company_id']);
  if (Array.isArray(values['other_companies'])) {
    user.other_companies = values['other_companies'].filter(isRecord).map((item) => ({
      company_id: numberOf(item['company_id']) ?? 0,
      view_all_tickets: item['view_all_tickets'] === true,
    }));
  }
  // Null without a company (section 13).
  user.view_all_tickets =
    user.company_id === null
      ? null
      : (values['view_all_tickets'] ?? user.view_all_tickets) === true;
  user.custom_fields = { ...user.custom_fields, ...custom };
}

export function updateContact(world: World, actor: Actor, user: UserRow, body: RequestBody): void {
  const { values, custom } = read(world, body, false);
  refuseDuplicates(world, values, user);
  const before: UserRow = { ...user };
  unindexUser(world, user);
  apply(user, values, custom);
  const [avatar] = keepFiles(world, body.files);
  if (avatar !== undefined) user.avatar_id = avatar;
  saveUser(world, user);
  fireContact(world, actor, 'onContactUpdate', user, changesOf(before, user));
}

function changesOf(before: UserRow, after: UserRow): Changes {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const key of [...plain, 'email', 'tags', 'company_id', 'other_emails'] as const) {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[key] = [old, now];
  }
  return changes;
}
