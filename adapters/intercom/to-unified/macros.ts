import { parseWire } from '../../../src/adapter/wire.ts';
import type { ReplyTemplate } from '../../../src/model/reply-template.ts';
import { macroWire } from '../wire/macros.ts';
import {
  emptyToNull,
  idOf,
  optionalDateOf,
  PROVIDER,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A macro as a prepared answer. Placeholders stay as Intercom writes them: elements in the HTML,
 * double braces in the text.
 *
 * @throws {WireFormatError} when the payload is not a macro.
 */
export function macroToUnified(json: unknown, context: TranslationContext): ReplyTemplate {
  const wire = parseWire(macroWire, json, { provider: PROVIDER, what: 'macro' });
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    title: wire.name ?? '',
    bodyText: emptyToNull(wire.body_text),
    bodyHtml: emptyToNull(wire.body),
    folderId: null,
    active: true,
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    ...rawOf<unknown>(context, wire),
  };
}
