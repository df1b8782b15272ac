export type { ZendeskCredentials } from './authentication.ts';
export { createZendeskSandbox, type ZendeskSandbox } from './create.ts';
export type { ZendeskSandboxOptions } from './options.ts';
export { planLimits, type ZendeskPlan } from './rate-limits.ts';
export type { ZendeskSeeder } from './seed/seeder.ts';
export type { ArticleSeed } from './seed/settings.ts';
export type { SeedComment, TicketSeed } from './seed/tickets.ts';
export type { ZendeskState } from './state.ts';
