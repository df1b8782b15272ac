import type { ZendeskArticle } from './articles.ts';
import type { ZendeskUser } from './contacts.ts';
import type { ZendeskAudit } from './events.ts';
import type { ZendeskGroup } from './groups.ts';
import type { ZendeskComment } from './messages.ts';
import type { ZendeskOrganization } from './organizations.ts';
import type { ZendeskTicket } from './tickets.ts';

/** What `raw` holds on each kind of record. */
export interface ZendeskRaw {
  readonly ticket: ZendeskTicket;
  readonly message: ZendeskComment;
  readonly contact: ZendeskUser;
  readonly organization: ZendeskOrganization;
  readonly agent: ZendeskUser;
  readonly group: ZendeskGroup;
  readonly article: ZendeskArticle;
  readonly event: ZendeskAudit;
}
