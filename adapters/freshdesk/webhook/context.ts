import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { AccountIds, EventFrame } from '../../../src/adapter/event-values.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';
import type { TranslationContext } from '../to-unified/common.ts';

export type { EventFrame } from '../../../src/adapter/event-values.ts';

/** A parsed payload, or a part of one. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** How an account's own words are read; the same tables as the adapter's. */
export interface NativeMaps {
  /** By status id or by label. */
  readonly statusMap: ReadonlyMap<string, StatusMapping>;
  /** By priority number or by label. */
  readonly priorityMap: ReadonlyMap<string, TicketPriority>;
  /** The key of a custom field by its name. */
  readonly fieldKeyOf: (name: string) => string;
  /** The custom fields that hold the caller's key and the category, as in the adapter. */
  readonly callerKeyField: string | null;
  readonly categoryField: string | null;
}

/** Where a custom field stands in the unified model. */
export const pathOfCustomField = (
  name: string,
  { callerKeyField, categoryField, fieldKeyOf }: NativeMaps,
): string =>
  name === callerKeyField
    ? 'callerKey'
    : name === categoryField
      ? 'category'
      : `customFields.${fieldKeyOf(name)}`;

/** What deliveries of one account are read with. */
export interface ParserContext {
  readonly account: string;
  readonly ids: AccountIds;
  readonly maps: NativeMaps;
  readonly keepRaw: boolean;
  /** For records inside app events, which look like those of the API. */
  readonly translation: TranslationContext;
}

/** The frame of an event of this account that has no time and no author of its own. */
export const frameOf = (
  context: ParserContext,
  known: Pick<EventFrame, 'id' | 'nativeType'> &
    Partial<Pick<EventFrame, 'occurredAt' | 'actor'>> & { readonly raw: unknown },
): EventFrame => ({
  id: context.ids.of(known.id),
  provider: 'freshdesk',
  account: context.account,
  occurredAt: known.occurredAt ?? null,
  sequence: null,
  actor: known.actor ?? null,
  nativeType: known.nativeType,
  ...(context.keepRaw ? { raw: known.raw } : {}),
});

/** Whether a value is an object with keys. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
