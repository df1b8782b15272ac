import type { ZendeskCredentials } from '../authentication.ts';
import type { ZendeskRoute } from '../call.ts';
import { attachmentRoutes } from './attachments.ts';
import { auditRoutes } from './audits.ts';
import { commentRoutes } from './comments.ts';
import { deletedTicketRoutes } from './deleted-tickets.ts';
import { fieldRoutes } from './fields.ts';
import { groupRoutes } from './groups.ts';
import { helpCenterRoutes } from './help-center.ts';
import { incrementalRoutes } from './incremental.ts';
import { jobStatusRoutes } from './job-statuses.ts';
import { memberRoutes } from './members.ts';
import { oauthRoutes } from './oauth.ts';
import { organizationRoutes } from './organizations.ts';
import { searchRoutes } from './search.ts';
import { serviceRoutes } from './service.ts';
import { sideConversationRoutes } from './side-conversations.ts';
import { tagRoutes } from './tags.ts';
import { ticketBulkRoutes } from './ticket-bulk.ts';
import { ticketRoutes } from './tickets.ts';
import { userBulkRoutes } from './user-bulk.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';
import { workspaceRoutes } from './workspace.ts';

/** Every route of the account, by resource. */
export function createRoutes(credentials: ZendeskCredentials): readonly ZendeskRoute[] {
  return [
    ...oauthRoutes(credentials),
    ...ticketRoutes,
    ...ticketBulkRoutes,
    ...deletedTicketRoutes,
    ...jobStatusRoutes,
    ...commentRoutes,
    ...auditRoutes,
    ...userRoutes,
    ...userBulkRoutes,
    ...organizationRoutes,
    ...groupRoutes,
    ...memberRoutes,
    ...fieldRoutes,
    ...serviceRoutes,
    ...attachmentRoutes,
    ...sideConversationRoutes,
    ...workspaceRoutes,
    ...tagRoutes,
    ...searchRoutes,
    ...incrementalRoutes,
    ...helpCenterRoutes,
    ...webhookRoutes,
  ];
}
