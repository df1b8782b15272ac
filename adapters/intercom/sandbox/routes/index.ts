import type { IntercomRoute } from '../call.ts';
import { contactMemberRoutes } from './contact-members.ts';
import { contactRoutes } from './contacts.ts';
import { conversationMemberRoutes } from './conversation-members.ts';
import { conversationRoutes } from './conversations.ts';
import { tagRoutes } from './tags.ts';
import { teammateRoutes } from './teammates.ts';

/** Every route of the workspace, by resource. */
export function createRoutes(): readonly IntercomRoute[] {
  return [
    ...teammateRoutes,
    ...conversationRoutes,
    ...conversationMemberRoutes,
    ...contactRoutes,
    ...contactMemberRoutes,
    ...tagRoutes,
  ];
}
