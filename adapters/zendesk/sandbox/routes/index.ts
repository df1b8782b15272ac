import type { ZendeskCredentials } from '../authentication.ts';
import type { ZendeskRoute } from '../call.ts';
import { commentRoutes } from './comments.ts';
import { oauthRoutes } from './oauth.ts';
import { ticketRoutes } from './tickets.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route of the account, by resource. */
export function createRoutes(credentials: ZendeskCredentials): readonly ZendeskRoute[] {
  return [
    ...oauthRoutes(credentials),
    ...ticketRoutes,
    ...commentRoutes,
    ...userRoutes,
    ...webhookRoutes,
  ];
}
