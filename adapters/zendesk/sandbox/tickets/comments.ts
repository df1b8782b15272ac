import { asInteger, asList, asRecord, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { UploadRow } from '../records/settings.ts';
import type { CommentRow, TicketRow, Via } from '../records/tickets-and-people.ts';
import { isoNow, isoSeconds, isStaff, nextEventId, userOf, type World } from '../world.ts';
import { complain, type Draft } from './draft.ts';

/** 64 kB, cut silently (section 7.1). */
const maxBodyBytes = 65_536;
/** Comment number 5001 is refused (section 5.2). */
const maxComments = 5000;

const allowedKeys = new Set([
  'body',
  'html_body',
  'value',
  'public',
  'author_id',
  'uploads',
  'created_at',
  'metadata',
  'channel_back',
]);

/** The comment of a write, or null where it carries none. */
export function readComment(draft: Draft, auditId: number): CommentRow | null {
  const { input, before } = draft;
  const given = input['comment'] ?? (before === null ? descriptionOf(draft) : undefined);
  if (given === undefined || given === null) {
    if (before === null) complain(draft, 'description', blank);
    return null;
  }
  return buildComment(draft, given, auditId);
}

const blank = { description: 'Description: cannot be blank', error: 'BlankValue' };

/** The legacy `description` still makes the first comment on a create (section 6.3). */
function descriptionOf(draft: Draft): unknown {
  const text = asText(draft.input['description']);
  return text === null ? undefined : { body: text };
}

/** Builds one comment; also for the `comments` of an import, with its own date and author. */
export function buildComment(draft: Draft, given: unknown, auditId: number): CommentRow | null {
  const comment = isRecord(given) ? given : { body: given };
  const html = asText(comment['html_body']);
  const text = asText(comment['body'] ?? comment['value']);
  for (const key of Object.keys(comment)) {
    if (!allowedKeys.has(key)) draft.unpermitted.push(`ticket.comment.${key}`);
  }
  const body = cut(
    html === null ? tidy(render(draft, text ?? '')) : stripTags(render(draft, html)),
  );
  const attachmentIds = takeUploads(draft, comment['uploads']);
  if (body.trim() === '' && attachmentIds.length === 0) {
    complain(draft, draft.before === null ? 'description' : 'comment', blank);
    return null;
  }
  if (draft.ticket.comments.length >= maxComments) {
    complain(draft, 'base', { description: 'Ticket has too many comments', error: null });
  }
  const authorId = authorOf(draft, comment['author_id']);
  return {
    id: nextEventId(draft.world),
    type: 'Comment',
    author_id: authorId,
    body,
    html_body: wrap(html === null ? paragraphs(body) : cut(render(draft, html))),
    plain_body: body,
    public: visibilityOf(draft, comment['public'], authorId),
    attachment_ids: attachmentIds,
    audit_id: auditId,
    via: viaOf(draft),
    created_at: dateOf(draft, comment['created_at']),
    metadata: { system: systemMetadata(), custom: { ...asRecord(draft.input['metadata']) } },
  };
}

export function systemMetadata(): Record<string, unknown> {
  return {
    client: 'sandbox',
    ip_address: '203.0.113.7',
    location: 'Springfield, IL, United States',
    latitude: 39.7817,
    longitude: -89.6501,
  };
}

function authorOf(draft: Draft, given: unknown): number {
  const id = asInteger(given);
  if (id === null) return draft.before === null ? draft.ticket.submitter_id : draft.actor.id;
  const author = userOf(draft.world, id);
  if (author === null || author.suspended || !author.active) {
    // The answer names no field: "an unspecific 422" (section 13).
    complain(draft, 'base', { description: 'Author is not valid', error: null });
  }
  return id;
}

/** Left out, the privacy of the first comment is inherited (section 6.3). */
function visibilityOf(draft: Draft, given: unknown, authorId: number): boolean {
  const author = userOf(draft.world, authorId);
  if (author?.only_private_comments === true && isStaff(author)) return false;
  if (typeof given === 'boolean') return given;
  if (given === 'true' || given === 'false') return given === 'true';
  return draft.ticket.comments[0]?.public ?? true;
}

function dateOf(draft: Draft, given: unknown): string {
  if (draft.mode !== 'import' || given === undefined || given === null) return isoNow(draft.world);
  return importDate(draft, 'created_at', given);
}

/** Import dates: nothing before 1970 (rounded up), nothing in the future (section 13). */
export function importDate(draft: Draft, field: string, given: unknown): string {
  const moment = Date.parse(String(given));
  if (Number.isNaN(moment) || moment > draft.world.clock.now()) {
    complain(draft, field, { description: `${field}: is invalid`, error: 'InvalidValue' });
    return isoNow(draft.world);
  }
  return isoSeconds(Math.max(0, moment));
}

const channels: Readonly<Record<number, string>> = { 0: 'web', 4: 'email', 5: 'api' };

export function viaOf(draft: Draft): Via {
  const given = channels[asInteger(draft.input['via_id']) ?? -1];
  const channel = given ?? 'api';
  return { channel, source: { from: {}, to: {}, rel: null } };
}

/** Upload tokens work once and until they expire (section 10). */
function takeUploads(draft: Draft, given: unknown): number[] {
  const tokens = typeof given === 'string' ? [given] : asList(given).map(String);
  return tokens.flatMap((token) => {
    const upload = draft.world.state.uploads.get(token);
    if (upload === undefined || !isUsable(draft.world, upload)) {
      complain(draft, 'base', {
        description: 'Upload token is invalid or expired',
        error: 'AttachmentUnprocessable',
      });
      return [];
    }
    draft.onKeep.push(() => {
      upload.used = true;
    });
    return upload.attachment_ids;
  });
}

function isUsable(world: World, upload: UploadRow): boolean {
  return !upload.used && Date.parse(upload.expires_at) > world.clock.now();
}

/** Known placeholders are rendered, unknown ones removed, escaped ones kept (section 7.1). */
function render(draft: Draft, text: string): string {
  return text.replace(/(\\*)\{\{\s*([\w.]+)\s*\}\}/g, (match, escape: string, name: string) => {
    if (escape !== '') return match.slice(escape.length);
    return name === 'ticket.id' ? String(draft.ticket.id) : '';
  });
}

/** HTML is stripped and runs of blanks collapse in `body` (section 7.1). */
function tidy(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

function stripTags(html: string): string {
  const lines = html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(p|div|li|h\d)>/gi, '\n\n')
    .replace(/<[^>]*>/g, '');
  const text = lines.replace(
    /&(amp|lt|gt|quot|#39|nbsp);/g,
    (entity) => entities[entity] ?? entity,
  );
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

function paragraphs(body: string): string {
  const safe = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe
    .split('\n\n')
    .map((part) => `<p dir="auto">${part.replaceAll('\n', '\n<br>')}</p>`)
    .join('\n\n');
}

const wrap = (html: string) => `<div class="zd-comment" dir="auto">${html}</div>`;

function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBodyBytes) return text;
  // `stream` leaves a character that the cut halves out, instead of a replacement mark.
  return new TextDecoder().decode(bytes.subarray(0, maxBodyBytes), { stream: true });
}

/** Comments in the order they are listed: by date, then as they came (section 7.1). */
export function sortComments(ticket: TicketRow): void {
  ticket.comments = [...ticket.comments].sort((one, two) =>
    one.created_at.localeCompare(two.created_at),
  );
}
