import type { IntercomAdmin } from './agents.ts';
import type { IntercomArticle } from './articles.ts';
import type { IntercomContact } from './contacts.ts';
import type { IntercomConversation } from './conversations.ts';
import type { IntercomTeam } from './groups.ts';
import type { IntercomPart, IntercomSource } from './messages.ts';
import type { IntercomCompany } from './organizations.ts';
import type { IntercomTicket } from './tickets.ts';

/** What `raw` holds on each kind of record. */
export interface IntercomRaw {
  readonly ticket: IntercomConversation | IntercomTicket;
  readonly message: IntercomPart | IntercomSource;
  readonly contact: IntercomContact;
  readonly organization: IntercomCompany;
  readonly agent: IntercomAdmin;
  readonly group: IntercomTeam;
  readonly article: IntercomArticle;
  readonly event: IntercomPart | IntercomConversation | IntercomTicket;
}
