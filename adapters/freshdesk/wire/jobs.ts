import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

/** The answer of the bulk endpoints: where to look for the outcome. */
export const jobStartedWire = z.object({ job_id: nativeId, href: text });
export type FreshdeskJobStarted = z.infer<typeof jobStartedWire>;

/** A job. Which words end one is not documented (sheet section 8.6). */
export const jobWire = z.object({
  id: nativeId,
  status: text,
  name: text,
  progress: z.nullish(nativeId),
});
export type FreshdeskJob = z.infer<typeof jobWire>;
