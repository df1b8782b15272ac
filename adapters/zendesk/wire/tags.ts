import * as z from 'zod/mini';

export const tagWire = z.looseObject({ name: z.string(), count: z.nullish(z.number()) });

/** The answer of a ticket's tag endpoints: all tags afterwards. */
export const tagListWire = z.looseObject({ tags: z.array(z.string()) });
