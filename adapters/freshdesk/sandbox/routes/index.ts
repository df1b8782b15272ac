import type { FreshdeskRoute } from '../call.ts';
import { agentRoutes } from './agents.ts';
import { attachmentRoutes } from './attachments.ts';
import { automationRoutes } from './automations.ts';
import { companyRoutes } from './companies.ts';
import { contactRoutes } from './contacts.ts';
import { conversationRoutes } from './conversations.ts';
import { fieldRoutes } from './fields.ts';
import { groupRoutes } from './groups.ts';
import { searchRoutes } from './search.ts';
import { settingsRoutes } from './settings.ts';
import { solutionRoutes } from './solutions.ts';
import { surveyRoutes } from './surveys.ts';
import { ticketBulkRoutes } from './ticket-bulk.ts';
import { ticketRelationRoutes } from './ticket-relations.ts';
import { ticketRoutes } from './tickets.ts';
import { timeEntryRoutes } from './time-entries.ts';

/** Every route of the account, by resource. */
export const routes: readonly FreshdeskRoute[] = [
  ...ticketRoutes,
  ...ticketBulkRoutes,
  ...ticketRelationRoutes,
  ...conversationRoutes,
  ...contactRoutes,
  ...companyRoutes,
  ...agentRoutes,
  ...groupRoutes,
  ...fieldRoutes,
  ...searchRoutes,
  ...attachmentRoutes,
  ...automationRoutes,
  ...timeEntryRoutes,
  ...surveyRoutes,
  ...settingsRoutes,
  ...solutionRoutes,
];
