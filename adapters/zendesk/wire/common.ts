import * as z from '../../../src/adapter/wire-schema.ts';

/** Ids are numbers in the REST API and strings in events and some newer services. */
export const nativeId = z.union([z.number(), z.string()]);
export const nativeIds = z.nullish(z.array(nativeId));
export const text = z.nullish(z.string());
export const time = z.nullish(z.string());

/** How something came in; sub-objects may be `{}` or missing (sheet section 6.10). */
export const viaSchema = z.object({
  channel: z.nullish(z.union([z.string(), z.number()])),
  source: z.nullish(
    z.object({
      from: z.nullish(z.looseObject({})),
      to: z.nullish(z.looseObject({})),
      rel: text,
    }),
  ),
});
export type ZendeskVia = z.infer<typeof viaSchema>;
