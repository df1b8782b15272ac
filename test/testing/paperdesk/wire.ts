import * as z from 'zod/mini';

const timestamp = z.string().check(z.iso.datetime());

const personSchema = z.looseObject({
  id: z.number(),
  name: z.nullish(z.string()),
  email: z.nullish(z.string()),
});

export const caseSchema = z.looseObject({
  id: z.number(),
  title: z.nullish(z.string()),
  state: z.nullish(z.string()),
  urgency: z.nullish(z.number()),
  labels: z.nullish(z.array(z.string())),
  reference: z.nullish(z.string()),
  customer: z.nullish(personSchema),
  opened_at: timestamp,
  changed_at: timestamp,
});
export type PaperdeskCase = z.infer<typeof caseSchema>;

export const entrySchema = z.looseObject({
  id: z.number(),
  text: z.nullish(z.string()),
  private: z.boolean(),
  by: z.nullish(z.extend(personSchema, { role: z.nullish(z.string()) })),
  at: timestamp,
});
export type PaperdeskEntry = z.infer<typeof entrySchema>;

export const customerSchema = z.extend(personSchema, { joined_at: z.nullish(timestamp) });
export type PaperdeskCustomer = z.infer<typeof customerSchema>;

export const companySchema = z.looseObject({ id: z.number(), name: z.nullish(z.string()) });
export type PaperdeskCompany = z.infer<typeof companySchema>;

export const casePageSchema = z.looseObject({
  cases: z.array(z.unknown()),
  next_offset: z.nullish(z.number()),
});

export const entryPageSchema = z.looseObject({
  entries: z.array(z.unknown()),
  next_offset: z.nullish(z.number()),
});

export const deliverySchema = z.looseObject({
  event: z.string(),
  id: z.string(),
  at: z.nullish(timestamp),
  case: z.nullish(z.unknown()),
  entry: z.nullish(z.unknown()),
});
