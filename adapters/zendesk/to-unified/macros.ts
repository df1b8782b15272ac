import { parseWire } from '../../../src/adapter/wire.ts';
import type { ReplyTemplate } from '../../../src/model/reply-template.ts';
import { macroWire } from '../wire/macros.ts';
import { idOf, optionalDateOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/** A macro's prepared comment; its other steps are in `raw`. */
export function macroToUnified(json: unknown, context: TranslationContext): ReplyTemplate {
  const wire = parseWire(macroWire, json, { provider: PROVIDER, what: 'macro' });
  const valueOf = (field: string): string | null => {
    const value = wire.actions.find((action) => action.field === field)?.value;
    // Some comment steps hold [channel, text].
    const text: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof text === 'string' && text !== '' ? text : null;
  };
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    title: wire.title ?? '',
    bodyText: valueOf('comment_value'),
    bodyHtml: valueOf('comment_value_html'),
    folderId: null,
    active: wire.active ?? true,
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    ...rawOf<unknown>(context, wire),
  };
}
