import type { FreshdeskAgent } from './agents.ts';
import type { FreshdeskArticle } from './articles.ts';
import type { FreshdeskContact } from './contacts.ts';
import type { FreshdeskGroup } from './groups.ts';
import type { FreshdeskConversation } from './messages.ts';
import type { FreshdeskCompany } from './organizations.ts';
import type { FreshdeskTicket } from './tickets.ts';

/** What `raw` holds on each kind of record. */
export interface FreshdeskRaw {
  readonly ticket: FreshdeskTicket;
  /** The ticket itself on the first message, which Freshdesk has no entry for. */
  readonly message: FreshdeskConversation | FreshdeskTicket;
  readonly contact: FreshdeskContact;
  readonly organization: FreshdeskCompany;
  readonly agent: FreshdeskAgent;
  readonly group: FreshdeskGroup;
  readonly article: FreshdeskArticle;
  /** Freshdesk has no history of a ticket to read. */
  readonly event: unknown;
}
