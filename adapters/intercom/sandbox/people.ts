import { put } from '../../../src/sandbox/kit/table.ts';
import { fireContact } from './events.ts';
import type { CompanyRow, ContactRow } from './records/people.ts';
import { contactOf, hexId, saveContact, secondsNow, type World } from './world.ts';

/** Whom lists, look-ups and searches show: neither archived nor merged (section 12). */
export function isListed(contact: ContactRow): boolean {
  return !contact.archived && contact.merged_into === null;
}

/** Everybody who has the address now; it need not be unique (section 12). */
export function contactsByEmail(world: World, email: string): ContactRow[] {
  const wanted = email.toLowerCase();
  return (world.state.contactsByEmail.get(wanted) ?? [])
    .flatMap((id) => contactOf(world, id) ?? [])
    .filter((contact) => contact.merged_into === null && contact.email?.toLowerCase() === wanted);
}

/** The user or lead behind an address; users come first where several share it. */
export function contactByEmail(world: World, email: string): ContactRow | null {
  const all = contactsByEmail(world, email).filter(isListed);
  return all.find((contact) => contact.role === 'user') ?? all[0] ?? null;
}

/** Everybody, archived ones too, who has the caller's own id now. */
export function contactsByExternalId(world: World, externalId: string): ContactRow[] {
  return (world.state.contactsByExternalId.get(externalId) ?? [])
    .flatMap((id) => contactOf(world, id) ?? [])
    .filter((contact) => contact.merged_into === null && contact.external_id === externalId);
}

/** A user by the caller's own id (section 12: leads are not found by it). */
export function contactByExternalId(world: World, externalId: string): ContactRow | null {
  const all = contactsByExternalId(world, externalId).filter(isListed);
  return all.find((contact) => contact.role === 'user') ?? null;
}

/** A contact as section 12 describes it, put into the workspace. */
export function addContact(world: World, given: Partial<Omit<ContactRow, 'id'>>): ContactRow {
  const now = secondsNow(world);
  const contact = saveContact(world, {
    role: 'user',
    external_id: null,
    email: null,
    email_verified: false,
    phone: null,
    name: null,
    avatar_url: null,
    owner_id: null,
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at: now,
    updated_at: now,
    signed_up_at: null,
    last_seen_at: null,
    last_replied_at: null,
    last_contacted_at: null,
    last_email_opened_at: null,
    last_email_clicked_at: null,
    language_override: null,
    browser: null,
    browser_language: null,
    os: null,
    location: { country: null, region: null, city: null },
    custom_attributes: {},
    tags: [],
    company_ids: [],
    opted_out_ids: [],
    opted_in_ids: [],
    archived: false,
    blocked: false,
    merged_into: null,
    merged_from: [],
    recorded_ms: world.clock.now(),
    ...given,
    id: hexId(world),
  });
  fireContact(world, contact, 'created');
  return contact;
}

export function addCompany(
  world: World,
  given: Partial<Omit<CompanyRow, 'id'>> & { readonly company_id: string },
): CompanyRow {
  const now = secondsNow(world);
  return put(world.state.companies, {
    name: null,
    plan: null,
    size: null,
    website: null,
    industry: null,
    monthly_spend: 0,
    session_count: 0,
    remote_created_at: null,
    last_request_at: null,
    created_at: now,
    updated_at: now,
    tags: [],
    custom_attributes: {},
    ...given,
    id: hexId(world),
  });
}

export function companyByOwnId(world: World, companyId: string): CompanyRow | null {
  for (const company of world.state.companies.rows.values()) {
    if (company.company_id === companyId) return company;
  }
  return null;
}
