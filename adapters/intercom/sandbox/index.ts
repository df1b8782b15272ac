export type { IntercomCredentials } from './authentication.ts';
export { createIntercomSandbox, type IntercomSandbox } from './create.ts';
export type { NewTicketAttribute, NewTicketType } from './defaults.ts';
export type { IntercomSandboxOptions } from './options.ts';
export type { ConversationSeed, SeedPart, TicketSeed } from './seed/conversations.ts';
export type { IntercomSeeder } from './seed/seeder.ts';
export type { SettingsSeeder } from './seed/settings.ts';
export type { IntercomState } from './state.ts';
export { type WebhookTopic, webhookTopics } from './webhooks.ts';
