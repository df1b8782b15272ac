import type { TicketPriority } from '../../../src/model/enums.ts';
import type { SupportEvent } from '../../../src/model/event.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { AccountIds } from './values.ts';
import type { ZendeskEvent } from './wire.ts';
import type { EventFrame } from '../../../src/adapter/event-values.ts';

export type { EventFrame } from '../../../src/adapter/event-values.ts';

/** How an account's own words are read; the same tables as the adapter's. */
export interface NativeMaps {
  /** By custom status id or lower-case status word. */
  readonly statusMap?: ReadonlyMap<string, StatusMapping> | undefined;
  /** By lower-case priority word. */
  readonly priorityMap?: ReadonlyMap<string, TicketPriority> | undefined;
  /** The key of a custom field by its native id. */
  readonly fieldKeyOf?: ((nativeId: string) => string) | undefined;
}

/** An event on its way into the unified model. */
export interface EventContext {
  readonly frame: EventFrame;
  readonly wire: ZendeskEvent;
  readonly ids: AccountIds;
  readonly maps: NativeMaps;
}

/** How one native event is told in the unified model. */
export type EventRule = (context: EventContext) => SupportEvent;

/** Rules by the last part of the native event's name. */
export type EventRules = Readonly<Record<string, EventRule>>;

/** The path of the custom field that an event is about; the native id where no key is configured. */
export function customFieldPath({ wire, maps }: EventContext): string {
  const nativeId = String(wire.event.custom_field?.id ?? 'unknown');
  return `customFields.${maps.fieldKeyOf?.(nativeId) ?? nativeId}`;
}

/** The value inside `{ value, … }`; a bare value passes. */
export function fieldValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return 'value' in value ? (value.value ?? null) : null;
}
