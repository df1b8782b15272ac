import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

/** Results are a list, an object for permanent deletes, and null until the job is done. */
export const jobWire = z.object({
  job_status: z.object({
    id: z.string(),
    status: z.string(),
    total: z.nullish(z.number()),
    progress: z.nullish(z.union([z.number(), z.string()])),
    message: text,
    results: z.optional(z.unknown()),
  }),
});
export type ZendeskJob = z.infer<typeof jobWire>['job_status'];

/** One item of a job's results. An `error` means that this item failed, whatever the job says. */
export const jobResultWire = z.object({
  index: z.nullish(z.number()),
  id: z.nullish(nativeId),
  success: z.nullish(z.boolean()),
  status: text,
  error: z.optional(z.unknown()),
  details: z.optional(z.unknown()),
});
export type ZendeskJobResult = z.infer<typeof jobResultWire>;
