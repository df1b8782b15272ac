// What loads with the first use of anything beyond tickets and messages: one file, so that a
// bundler makes one chunk of it. See docs/decisions/0008.
export { agentResource } from './agents.ts';
export { articleResource } from './articles.ts';
export { attachmentResource } from './attachments.ts';
export { contactResource } from './contacts.ts';
export { fieldResource } from './fields.ts';
export { groupResource } from './groups.ts';
export { importResource } from './imports.ts';
export { macroResource } from './macros.ts';
export { organizationResource } from './organizations.ts';
export { productResource } from './products.ts';
export { ratingResource } from './ratings.ts';
export { searchResource } from './search.ts';
export { slaPolicyResource } from './sla-policies.ts';
export { statusResource } from './statuses.ts';
export { tagResource } from './tags.ts';
export { ticketBulk } from './ticket-bulk.ts';
export { ticketHistory } from './ticket-changes.ts';
export { workLogResource } from './work-logs.ts';
