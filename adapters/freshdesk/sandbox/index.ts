export type { FreshdeskCredentials } from './authentication.ts';
export { createFreshdeskSandbox, type FreshdeskSandbox } from './create.ts';
export type {
  FreshdeskFeatures,
  FreshdeskNotifications,
  FreshdeskSandboxOptions,
  FreshdeskUnconfirmed,
} from './options.ts';
export { type FreshdeskPlan, planLimits } from './rate-limits.ts';
export type { CustomerMail, FreshdeskActors } from './seed/actors.ts';
export type { AgentSeed, FreshdeskSeeder } from './seed/seeder.ts';
export type { ArticleSeed, WebhookRuleSeed } from './seed/settings.ts';
export type { SeedConversation, SeedFile, TicketSeed } from './seed/tickets.ts';
export type { FreshdeskState } from './state.ts';
