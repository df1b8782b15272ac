import type { IntercomRoute } from '../call.ts';
import { attributeRoutes } from './attributes.ts';
import { companyRoutes } from './companies.ts';
import { contactMemberRoutes } from './contact-members.ts';
import { contactRoutes } from './contacts.ts';
import { contentRoutes } from './content.ts';
import { conversationMemberRoutes } from './conversation-members.ts';
import { conversationRoutes } from './conversations.ts';
import { outboundRoutes } from './outbound.ts';
import { tagRoutes } from './tags.ts';
import { teammateRoutes } from './teammates.ts';
import { ticketTypeRoutes } from './ticket-types.ts';
import { ticketRoutes } from './tickets.ts';
import { visitorRoutes } from './visitors.ts';

/** Every route of the workspace, by resource. */
export function createRoutes(): readonly IntercomRoute[] {
  return [
    ...teammateRoutes,
    ...conversationRoutes,
    ...conversationMemberRoutes,
    ...ticketRoutes,
    ...ticketTypeRoutes,
    ...contactRoutes,
    ...contactMemberRoutes,
    ...companyRoutes,
    ...visitorRoutes,
    ...tagRoutes,
    ...attributeRoutes,
    ...contentRoutes,
    ...outboundRoutes,
  ];
}
