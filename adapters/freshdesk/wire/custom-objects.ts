import * as z from '../../../src/adapter/wire-schema.ts';
import { count } from './common.ts';

const link = z.nullish(z.object({ href: z.string() }));

/** A page of custom object records: times in epoch milliseconds, paging by links. */
export const customObjectPageWire = z.object({
  records: z.array(
    z.object({
      display_id: z.string(),
      created_time: count,
      updated_time: count,
      data: z.record(z.string(), z.unknown()),
      version: count,
    }),
  ),
  _links: z.nullish(z.object({ next: link, prev: link, count: link })),
});
export type FreshdeskCustomObjectPage = z.infer<typeof customObjectPageWire>;
