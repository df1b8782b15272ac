import { htmlToText } from '../../../src/adapter/html-text.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { ReplyTemplate } from '../../../src/model/reply-template.ts';
import { cannedResponseWire } from '../wire/macros.ts';
import {
  emptyToNull,
  idOf,
  nativeText,
  optionalDateOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A canned response. Lists of a folder may have only its title.
 *
 * @throws {WireFormatError} when the payload is not a canned response.
 */
export function macroToUnified(
  json: unknown,
  context: TranslationContext & { readonly folderId?: string },
): ReplyTemplate {
  const wire = parseWire(cannedResponseWire, json, { provider: PROVIDER, what: 'canned response' });
  const html = emptyToNull(wire.content_html);
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    title: wire.title ?? '',
    bodyText: emptyToNull(wire.content) ?? (html === null ? null : htmlToText(html)),
    bodyHtml: html,
    folderId: nativeText(wire.folder_id ?? context.folderId),
    active: true,
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    ...rawOf<unknown>(context, wire),
  };
}
