import * as z from '../../../src/adapter/wire-schema.ts';

export const tagWire = z.object({ name: z.string(), count: z.nullish(z.number()) });

/** The answer of a ticket's tag endpoints: all tags afterwards. */
export const tagListWire = z.object({ tags: z.array(z.string()) });
