export { articleSchema, fieldChangeSchema, ticketEventSchema } from './content-schemas.ts';
export { attachmentSchema, messageSchema } from './message-schema.ts';
export { agentSchema, contactSchema, groupSchema, organizationSchema } from './people-schemas.ts';
export { customFieldSchema, mappingWarningSchema, provenanceSchema } from './schema-parts.ts';
export { satisfactionSchema, slaStateSchema, ticketSchema } from './ticket-schema.ts';
