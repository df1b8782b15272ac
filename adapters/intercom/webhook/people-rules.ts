import type { Json } from '../../../src/adapter/answers.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type {
  ContactSnapshot,
  FieldChange,
  OrganizationSnapshot,
  SupportEvent,
} from '../../../src/model/event.ts';
import type { Contact, Organization } from '../../../src/model/people.ts';
import { idOf, PROVIDER } from '../to-unified/common.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import { mergedFromSchema } from '../wire/contacts.ts';
import {
  type EventContext,
  type EventRule,
  type EventRules,
  unknownEvent,
  withPart,
} from './context.ts';
import { idIn, membershipChange, objectIn, saidOf } from './values.ts';

type Keys<T> = Readonly<Partial<Record<keyof T, readonly string[]>>>;

/** Tags are left out: a contact names them by id only. */
const CONTACT_SAID_BY: Keys<Contact> = {
  callerKey: ['external_id'],
  name: ['name'],
  emails: ['email'],
  phones: ['phone'],
  organizationIds: ['companies'],
  role: ['role'],
  locale: ['language_override'],
  avatarUrl: ['avatar'],
  customFields: ['custom_attributes'],
  isBlocked: ['blocked'],
  isDeleted: ['deleted', 'archived'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  lastSeenAt: ['last_seen_at'],
};

function contactSnapshot(item: Json, { reading }: EventContext): ContactSnapshot {
  const { value } = contactToUnified(item, reading);
  return { ...saidOf(value, item, CONTACT_SAID_BY), id: value.id, externalId: value.externalId };
}

const ORGANIZATION_SAID_BY: Keys<Organization> = {
  callerKey: ['company_id'],
  name: ['name'],
  tags: ['tags'],
  customFields: ['custom_attributes'],
  plan: ['plan'],
  mrr: ['monthly_spend'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

function organizationSnapshot(item: Json, { reading }: EventContext): OrganizationSnapshot {
  const { value } = organizationToUnified(item, reading);
  return {
    ...saidOf(value, item, ORGANIZATION_SAID_BY),
    id: value.id,
    externalId: value.externalId,
  };
}

/** The contact itself, or the one beside a tag, a subscription or a company. */
const contactIn = (item: Json): Json | null =>
  objectIn(item, 'contact') ?? (idIn(item, 'id') === null ? null : item);

const companyIn = (item: Json): Json | null =>
  objectIn(item, 'company') ?? (idIn(item, 'id') === null ? null : item);

const contactEvent =
  (
    type: 'contact.created' | 'contact.updated',
    changes: (context: EventContext) => readonly FieldChange[] = () => [],
  ): EventRule =>
  (context) =>
    withPart(contactIn, (contact, about) => [
      { type, ...about.frame, contact: contactSnapshot(contact, about), changes: changes(about) },
    ])(context);

/** Archived contacts vanish from lists and searches like deleted ones, but can come back. */
const gone: EventRule = withPart(contactIn, (item, context) => [
  {
    type: 'contact.deleted',
    ...context.frame,
    contact: { ...contactSnapshot(item, context), isDeleted: true },
  },
]);

const returned: EventRule = withPart(contactIn, (item, context) => [
  {
    type: 'contact.updated',
    ...context.frame,
    contact: { ...contactSnapshot(item, context), isDeleted: false },
    changes: [{ field: 'isDeleted', from: true, to: false }],
  },
]);

/**
 * A lead went into a user. The item is the user, who stays; newer payloads name who went, and then
 * the event is about him. Without that it is about the user, and `isDeleted` says so.
 */
const merged: EventRule = withPart(contactIn, (item, context): readonly SupportEvent[] => {
  const { frame, reading } = context;
  const contact = contactSnapshot(item, context);
  const source = parseWire(mergedFromSchema, item['merged_from'], {
    provider: PROVIDER,
    what: 'merge of contacts',
  });
  if (source?.id === null || source?.id === undefined) {
    return [{ type: 'contact.merged', ...frame, contact: { ...contact, isDeleted: false } }];
  }
  const went: ContactSnapshot = {
    id: idOf(reading, source.id),
    externalId: String(source.id),
    isDeleted: true,
    mergedIntoId: contact.id,
  };
  return [
    { type: 'contact.merged', ...frame, contact: went },
    { type: 'contact.updated', ...frame, contact, changes: [] },
  ];
});

const tagChanges =
  (came: boolean) =>
  ({ item }: EventContext): readonly FieldChange[] => {
    const name = objectIn(item, 'tag')?.['name'];
    return typeof name === 'string' ? [membershipChange('tags', name, came)] : [];
  };

const tagged = (came: boolean): EventRule => contactEvent('contact.updated', tagChanges(came));

/** Which keys the pair stands under is not documented; without both it is told by its name only. */
const companyMember =
  (came: boolean): EventRule =>
  (context) => {
    const contact = objectIn(context.item, 'contact');
    const company = objectIn(context.item, 'company');
    const companyId = company === null ? null : idIn(company, 'id');
    if (contact === null || companyId === null) return unknownEvent(context);
    return [
      {
        type: 'contact.updated',
        ...context.frame,
        contact: contactSnapshot(contact, context),
        changes: [membershipChange('organizationIds', idOf(context.reading, companyId), came)],
      },
    ];
  };

/** Every topic about people of the sheet's section 18.1. */
export const CONTACT_RULES: EventRules = {
  'contact.user.created': contactEvent('contact.created'),
  'contact.user.updated': contactEvent('contact.updated'),
  'contact.user.tag.created': tagged(true),
  'contact.user.tag.deleted': tagged(false),
  'contact.lead.created': contactEvent('contact.created'),
  'contact.lead.updated': contactEvent('contact.updated'),
  'contact.lead.added_email': contactEvent('contact.updated'),
  'contact.lead.signed_up': contactEvent('contact.updated', () => [
    { field: 'role', from: 'lead', to: 'user' },
  ]),
  'contact.lead.tag.created': tagged(true),
  'contact.lead.tag.deleted': tagged(false),
  'contact.email.updated': contactEvent('contact.updated', ({ item }) => [
    { field: 'emails', to: typeof item['email'] === 'string' ? item['email'] : null },
  ]),
  'contact.merged': merged,
  'contact.archived': gone,
  'contact.unarchive': returned,
  'contact.deleted': gone,
  'contact.subscribed': contactEvent('contact.updated'),
  'contact.unsubscribed': contactEvent('contact.updated'),
  'visitor.signed_up': contactEvent('contact.created'),
};

const companyEvent = (
  build: (organization: OrganizationSnapshot, context: EventContext) => SupportEvent,
): EventRule =>
  withPart(companyIn, (item, context) => [build(organizationSnapshot(item, context), context)]);

/** Every topic about companies of the sheet's section 18.1. */
export const ORGANIZATION_RULES: EventRules = {
  'company.created': companyEvent((organization, { frame }) => ({
    type: 'organization.created',
    ...frame,
    organization,
  })),
  'company.updated': companyEvent((organization, { frame }) => ({
    type: 'organization.updated',
    ...frame,
    organization,
    changes: [],
  })),
  'company.deleted': companyEvent((organization, { frame }) => ({
    type: 'organization.deleted',
    ...frame,
    organization: { ...organization, isDeleted: true },
  })),
  'company.contact.attached': companyMember(true),
  'company.contact.detached': companyMember(false),
};
