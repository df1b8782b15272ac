import type { View } from '../call.ts';
import type { NoteRow, SegmentRow, SubscriptionTypeRow } from '../records/settings.ts';
import { presentAdmin } from './people.ts';

/** A note of a contact or company; its author comes whole (section 14). */
export function presentNote(view: View, note: NoteRow): object {
  const author = view.world.state.admins.rows.get(note.author_id ?? '');
  return {
    type: 'note',
    id: note.id,
    created_at: note.created_at,
    ...(note.contact_id === null ? {} : { contact: { type: 'contact', id: note.contact_id } }),
    ...(note.company_id === null ? {} : { company: { type: 'company', id: note.company_id } }),
    author: author === undefined ? null : presentAdmin(view, author),
    body: note.body,
  };
}

export function presentSegment(segment: SegmentRow): object {
  return {
    type: 'segment',
    id: segment.id,
    name: segment.name,
    created_at: segment.created_at,
    updated_at: segment.updated_at,
    person_type: segment.person_type,
  };
}

export function presentSubscriptionType(row: SubscriptionTypeRow): object {
  const translation = { name: row.name, description: row.description, locale: 'en' };
  return {
    type: 'subscription',
    id: row.id,
    state: 'live',
    consent_type: row.consent_type,
    default_translation: translation,
    translations: [translation],
    content_types: ['email'],
  };
}
