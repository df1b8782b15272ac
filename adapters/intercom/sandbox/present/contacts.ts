import type { View } from '../call.ts';
import type { ContactRow } from '../records/people.ts';
import { escapeHtml } from './text.ts';

/** Phones and apps that the sandbox knows nothing of (section 12). */
const unknownDevices = Object.fromEntries(
  ['android', 'ios'].flatMap((kind) =>
    ['app_name', 'app_version', 'device', 'os_version', 'sdk_version', 'last_seen_at'].map(
      (name) => [`${kind}_${name}`, null] as const,
    ),
  ),
);

export interface ContactForm {
  /** Webhooks write times as text (section 18.2). */
  readonly isoTimes?: boolean;
  readonly mergeHistory?: boolean;
}

/** Section 12. There is no flag for archived ones: they vanish from lists. */
export function presentContact(
  view: View,
  contact: ContactRow,
  form: ContactForm = {},
): Record<string, unknown> {
  const time = (seconds: number | null) =>
    seconds === null || form.isoTimes !== true
      ? seconds
      : new Date(seconds * 1000).toISOString().replace('Z', '+00:00');
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: view.world.state.workspace.id,
    external_id: contact.external_id,
    role: contact.role,
    email: contact.email,
    email_domain: contact.email?.split('@')[1] ?? null,
    phone: contact.phone,
    name: contact.name === null ? null : escapeHtml(contact.name),
    avatar: contact.avatar_url === null ? null : { type: 'avatar', image_url: contact.avatar_url },
    owner_id: ownerId(view, contact),
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: contact.has_hard_bounced,
    marked_email_as_spam: contact.marked_email_as_spam,
    unsubscribed_from_emails: contact.unsubscribed_from_emails,
    created_at: time(contact.created_at),
    updated_at: time(contact.updated_at),
    signed_up_at: time(contact.signed_up_at),
    last_seen_at: time(contact.last_seen_at),
    last_replied_at: time(contact.last_replied_at),
    last_contacted_at: time(contact.last_contacted_at),
    last_email_opened_at: time(contact.last_email_opened_at),
    last_email_clicked_at: time(contact.last_email_clicked_at),
    language_override: contact.language_override,
    browser: contact.browser,
    browser_version: null,
    browser_language: contact.browser_language,
    os: contact.os,
    location: { type: 'location', ...contact.location, country_code: null, continent_code: null },
    ...unknownDevices,
    custom_attributes: contact.custom_attributes,
    ...relations(view, contact),
    utm_campaign: null,
    utm_content: null,
    utm_medium: null,
    utm_source: null,
    utm_term: null,
    referrer: null,
    sms_consent: false,
    unsubscribed_from_sms: false,
    enabled_push_messaging: null,
    ...(form.mergeHistory === true ? { merge_history: presentMergeHistory(contact) } : {}),
  };
}

/** A number up to 2.15, a text in 2.16 (section 2). */
function ownerId({ version }: View, { owner_id }: ContactRow): number | string | null {
  if (owner_id === null) return null;
  return version >= 16 ? owner_id : Number(owner_id);
}

function relations({ world }: View, contact: ContactRow): object {
  const list = (type: string, ids: readonly string[], path: string, folder = path) => ({
    type: 'list',
    data: ids.slice(0, 10).map((id) => ({ id, type, url: `/${folder}/${id}` })),
    url: `/contacts/${contact.id}/${path}`,
    total_count: ids.length,
    has_more: ids.length > 10,
  });
  const notes = [...world.state.notes.rows.values()].filter((n) => n.contact_id === contact.id);
  return {
    tags: list(
      'tag',
      contact.tags.map((tag) => tag.tag_id),
      'tags',
    ),
    notes: list('note', notes.map((note) => note.id).reverse(), 'notes'),
    companies: list('company', contact.company_ids, 'companies'),
    opted_out_subscription_types: list(
      'subscription',
      contact.opted_out_ids,
      'subscriptions',
      'subscription_types',
    ),
    opted_in_subscription_types: list(
      'subscription',
      contact.opted_in_ids,
      'subscriptions',
      'subscription_types',
    ),
  };
}

export function presentMergeHistory(contact: ContactRow): object[] {
  return contact.merged_from.map((merged) => ({
    type: 'merge_history',
    source_contact_id: merged.id,
    source_contact_role: merged.role,
    merged_at: merged.merged_at,
  }));
}
