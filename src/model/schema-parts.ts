import * as z from 'zod/mini';
import { decodeUnknown } from './codec.ts';
import { AUTHOR_KINDS, CHANNEL_KINDS, CUSTOM_FIELD_TYPES } from './enums.ts';

// Schemas of stored records: they read what `ticketToJson` and `JSON.stringify` write (dates as
// ISO text) and give the model's types (dates as `Date`). Records in memory pass as well.

export const text = z.string();
export const maybeText = z.nullable(text);
export const maybeNumber = z.nullable(z.number());
export const maybeFlag = z.nullable(z.boolean());
export const texts = z.readonly(z.array(text));
const isoDate = z.pipe(
  z.iso.datetime(),
  z.transform((value: string) => new Date(value)),
);
export const date = z.union([z.date(), isoDate]);
export const maybeDate = z.nullable(date);
export const revived = z.pipe(z.unknown(), z.transform(decodeUnknown));
export const raw = z.exactOptional(revived);
export const optionalText = z.exactOptional(maybeText);

/** What a translation could not carry over. */
export const mappingWarningSchema = z.object({
  type: z.enum(['dropped', 'coerced', 'defaulted', 'derived']),
  field: text,
  reason: text,
  from: z.exactOptional(z.nullable(z.union([text, z.number(), z.boolean()]))),
  to: z.exactOptional(z.nullable(z.union([text, z.number(), z.boolean()]))),
});

/** Where a record came from. */
export const provenanceSchema = z.object({
  provider: text,
  account: text,
  nativeId: text,
  fetchedAt: maybeDate,
  apiVersion: maybeText,
  warnings: z.readonly(z.array(mappingWarningSchema)),
});

const customValue = z.union([
  text,
  z.number(),
  z.boolean(),
  texts,
  z.date(),
  z.pipe(
    z.strictObject({ $date: z.iso.datetime() }),
    z.transform(({ $date }: { $date: string }) => new Date($date)),
  ),
]);

/** One value of a custom field. */
export const customFieldSchema = z.object({
  value: z.nullable(customValue),
  nativeId: text,
  label: maybeText,
  type: z.enum(CUSTOM_FIELD_TYPES),
});
export const customFields = z.record(text, customFieldSchema);

export const channel = z.object({ kind: z.enum(CHANNEL_KINDS), native: maybeText });
export const author = z.object({
  id: maybeText,
  kind: z.enum(AUTHOR_KINDS),
  name: maybeText,
  email: maybeText,
});
