import type {
  ContactSnapshot,
  FieldChange,
  OrganizationSnapshot,
  SupportEvent,
} from '../../../src/model/event.ts';
import {
  customFieldPath,
  type EventContext,
  type EventRule,
  type EventRules,
  fieldValue,
} from './context.ts';
import {
  type Building,
  changeOf,
  membershipChanges,
  readNativeId,
  readText,
  readTime,
} from './values.ts';

/** What an event says of a user; unset values are `""` and `"0"` there (sheet section 24). */
function contactSnapshot({ wire, ids }: EventContext): Building<ContactSnapshot> {
  const { detail } = wire;
  const externalId = String(detail.id);
  const contact: Building<ContactSnapshot> = { id: ids.of(externalId), externalId };
  if (detail.external_id !== undefined) contact.callerKey = readText(detail.external_id);
  if (detail.email !== undefined) {
    const address = readText(detail.email);
    contact.emails = address === null ? [] : [{ address, verified: null, primary: true }];
  }
  if (detail.organization_id !== undefined) {
    const organizationId = ids.read(detail.organization_id);
    contact.organizationIds = organizationId === null ? [] : [organizationId];
  }
  // Staff are users too, but no kind of customer.
  if (detail.role === 'end-user') contact.role = 'user';
  if (detail.created_at !== undefined) contact.createdAt = readTime(detail.created_at);
  if (detail.updated_at !== undefined) contact.updatedAt = readTime(detail.updated_at);
  return contact;
}

function contactUpdated(context: EventContext, changes: readonly FieldChange[]): SupportEvent {
  return { type: 'contact.updated', ...context.frame, contact: contactSnapshot(context), changes };
}

const changed =
  (field: string, read: (value: unknown) => unknown): EventRule =>
  (context) =>
    contactUpdated(context, [changeOf(field, context.wire.event, read)]);

const removed =
  (type: 'contact.deleted' | 'contact.merged'): EventRule =>
  (context) => ({
    type,
    ...context.frame,
    contact: { ...contactSnapshot(context), isDeleted: true },
  });

/** Something about the user changed that the unified contact has no value for; see `raw`. */
const touched: EventRule = (context) => contactUpdated(context, []);

const activeChanged: EventRule = (context) => {
  const { current } = context.wire.event;
  const change = changeOf('isDeleted', context.wire.event, (active) => active === false);
  return {
    type: 'contact.updated',
    ...context.frame,
    contact: { ...contactSnapshot(context), isDeleted: current === false },
    changes: [change],
  };
};

const tagsChanged = ({ wire }: EventContext): readonly FieldChange[] =>
  membershipChanges('tags', wire.event.added?.tags ?? [], wire.event.removed?.tags ?? []);

const member =
  (came: boolean): EventRule =>
  (context) => {
    const id = context.ids.read(context.wire.event.organization?.id);
    if (id === null) return touched(context);
    return contactUpdated(
      context,
      membershipChanges('organizationIds', came ? [id] : [], came ? [] : [id]),
    );
  };

const customField = (context: EventContext): readonly FieldChange[] => [
  changeOf(customFieldPath(context), context.wire.event, fieldValue),
];

/** Every `user.*` event of the sheet's section 24. */
export const USER_RULES: EventRules = {
  created: (context) => ({
    type: 'contact.created',
    ...context.frame,
    contact: contactSnapshot(context),
    changes: [],
  }),
  deleted: removed('contact.deleted'),
  merged: removed('contact.merged'),
  name_changed: changed('name', readText),
  external_id_changed: changed('callerKey', readText),
  active_changed: activeChanged,
  suspended_changed: changed('isBlocked', (value) => value === true),
  time_zone_changed: changed('timezone', readText),
  last_login_changed: changed('lastSeenAt', readTime),
  role_changed: changed('native.role', readText),
  custom_role_changed: changed('native.custom_role_id', readNativeId),
  default_group_changed: changed('native.default_group_id', readNativeId),
  alias_changed: changed('native.alias', readText),
  notes_changed: changed('native.notes', readText),
  details_changed: changed('native.details', readText),
  only_private_comments_changed: changed('native.only_private_comments', (value) => value === true),
  tags_changed: (context) => contactUpdated(context, tagsChanged(context)),
  custom_field_changed: (context) => contactUpdated(context, customField(context)),
  organization_membership_created: member(true),
  organization_membership_deleted: member(false),
  photo_changed: touched,
  password_changed: touched,
  identity_created: touched,
  identity_changed: touched,
  identity_deleted: touched,
  group_membership_created: touched,
  group_membership_deleted: touched,
};

function organizationSnapshot({ wire, ids }: EventContext): Building<OrganizationSnapshot> {
  const { detail } = wire;
  const externalId = String(detail.id);
  const organization: Building<OrganizationSnapshot> = { id: ids.of(externalId), externalId };
  if (detail.name !== undefined) organization.name = readText(detail.name);
  if (detail.external_id !== undefined) organization.callerKey = readText(detail.external_id);
  if (detail.created_at !== undefined) organization.createdAt = readTime(detail.created_at);
  if (detail.updated_at !== undefined) organization.updatedAt = readTime(detail.updated_at);
  return organization;
}

const organizationUpdated =
  (changes: (context: EventContext) => readonly FieldChange[]): EventRule =>
  (context) => ({
    type: 'organization.updated',
    ...context.frame,
    organization: organizationSnapshot(context),
    changes: changes(context),
  });

/** Every `organization.*` event of the sheet's section 24. */
export const ORGANIZATION_RULES: EventRules = {
  created: (context) => ({
    type: 'organization.created',
    ...context.frame,
    organization: organizationSnapshot(context),
    changes: [],
  }),
  deleted: (context) => ({
    type: 'organization.deleted',
    ...context.frame,
    organization: { ...organizationSnapshot(context), isDeleted: true },
  }),
  name_changed: organizationUpdated(({ wire }) => [changeOf('name', wire.event, readText)]),
  external_id_changed: organizationUpdated(({ wire }) => [
    changeOf('callerKey', wire.event, readText),
  ]),
  tags_changed: organizationUpdated(tagsChanged),
  custom_field_changed: organizationUpdated(customField),
};
