import * as z from '../../../src/adapter/wire-schema.ts';

/** Ids are numbers in the REST API; automation rules send them as text, too. */
export const nativeId = z.union([z.number(), z.string()]);
export const id = z.nullish(nativeId);
export const ids = z.nullish(z.array(nativeId));
export const text = z.nullish(z.string());
export const time = z.nullish(z.string());
export const flag = z.nullish(z.boolean());
export const count = z.nullish(z.number());
/** Phone numbers: text, and numbers in app events (sheet section 21). */
export const phone = z.nullish(nativeId);
export const tags = z.nullish(z.array(z.string()));
/** Addresses: a list, null, or one text where some accounts send one (sheet section 7). */
export const addresses = z.nullish(z.union([z.array(z.string()), z.string()]));
/** Custom fields by name. Values are text, numbers, booleans, lists or null. */
export const customFields = z.nullish(z.record(z.string(), z.unknown()));
