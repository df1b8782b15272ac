export {
  type Change,
  type ChangeFeed,
  changeFeed,
  type ChangePage,
  type ChangeQuery,
} from './adapter/changes.ts';
export type {
  AdapterCore,
  AnyFields,
  AnySupportAdapter,
  HeadersLike,
  RawRequest,
  RawResponse,
  ResourceContracts,
  ResourceGroups,
  SupportAdapter,
  Translator,
  Translators,
  VerifyOptions,
  WebhookDelivery,
  WebhookParser,
  WebhookSetup,
  WebhookTemplate,
  WebhookTraits,
  WebhookWish,
  When,
} from './adapter/contract.ts';
export {
  createFieldMap,
  type CustomFieldConfig,
  type CustomFieldsConfig,
  type FieldMap,
  type FieldsOf,
  type StandardSchema,
} from './adapter/custom-fields.ts';
export { guardAdapter } from './adapter/guard/guard-adapter.ts';
export {
  type FieldSupport,
  type Manifest,
  type OperationManifest,
  type OperationName,
  requireFilters,
  requireMessageVisibility,
  requireOperation,
  RESOURCE_NAMES,
  type ResourceManifest,
  type ResourceName,
  supports,
} from './adapter/manifest.ts';
export { createWarningLog, lossless, mapEnum, type WarningLog } from './adapter/mapping.ts';
export {
  formatProvenanceHeader,
  parseProvenanceHeader,
  type ProvenanceHeader,
} from './adapter/provenance-header.ts';
export { decodeEntities, escapeHtml, htmlToText, textToHtml } from './adapter/html-text.ts';
export {
  type PriorityMapOption,
  type StatusMapOption,
  type StatusMapping,
} from './adapter/native-maps.ts';
export type { TranslationOptions } from './adapter/translation-options.ts';
export type { HttpEvents, RateBudget } from './adapter/observers.ts';
export { type FetchPage, type Page, paginate, type Paginated } from './adapter/page.ts';
export type {
  ArticleQuery,
  ContactKey,
  ContactQuery,
  OrganizationKey,
  PageQuery,
  SearchQuery,
  TicketQuery,
} from './adapter/queries.ts';
export type {
  BulkItem,
  BulkOptions,
  BulkProgress,
  BulkResult,
  CreateOptions,
  RequestOptions,
} from './adapter/request-options.ts';
export type {
  AgentResource,
  ArticleResource,
  AttachmentResource,
  ContactResource,
  DownloadedAttachment,
  EventResource,
  FieldResource,
  GroupResource,
  ImportDraft,
  ImportMessage,
  ImportResource,
  MergeOptions,
  MessageResource,
  NativeStatus,
  NativeTicketMetrics,
  OrganizationResource,
  RatingResource,
  RawTypes,
  SearchResource,
  MacroResource,
  NativeProduct,
  ProductResource,
  SideConversation,
  SideConversationResource,
  SlaPolicyResource,
  StatusResource,
  Subscription,
  SubscriptionDraft,
  SubscriptionResource,
  TagResource,
  TicketConversion,
  TicketResource,
  WorkLogResource,
} from './adapter/resources.ts';
export { lazyCompiled, parseWire, type WireContext, type WireSchema } from './adapter/wire.ts';
export {
  ERROR_CODES,
  type ErrorCode,
  SupportError,
  type SupportErrorOptions,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  hasCode,
  type Issue,
  MigrationError,
  NotFoundError,
  PartialWriteError,
  PermissionError,
  ProviderError,
  type ProviderErrorOptions,
  RateLimitError,
  RequestError,
  ServerError,
  UnsupportedError,
  ValidationError,
  WEBHOOK_REJECTIONS,
  type WebhookRejection,
  WebhookFailedError,
  WebhookVerificationError,
  WireFormatError,
  errorFromStatus,
  type ProviderRefusal,
} from './errors/index.ts';
export {
  basicAuth,
  bearerAuth,
  type Clock,
  createHttp,
  createOAuthTokens,
  type Http,
  type HttpAnswer,
  type HttpOptions,
  type HttpQuery,
  type HttpRefusal,
  type HttpRequest,
  type HttpResponse,
  type OAuthTokensOptions,
  type TokenProvider,
  type TokenSet,
  type TokenStore,
} from './http/index.ts';
export type { Article, ArticleCategory, ArticleDraft, ArticleSection } from './model/article.ts';
export type { ArticleLocales, ArticleShelfDraft } from './model/article.ts';
export type {
  CustomField,
  CustomFieldDefinition,
  CustomFieldOption,
  CustomFields,
  CustomFieldTypes,
  CustomFieldValue,
  DefaultFields,
  TicketForm,
} from './model/custom-fields.ts';
export { diffTickets } from './model/diff-tickets.ts';
export {
  AGENT_ROLES,
  type AgentRole,
  ARTICLE_STATES,
  ARTICLE_VISIBILITIES,
  type ArticleState,
  type ArticleVisibility,
  AUTHOR_KINDS,
  type AuthorKind,
  CHANNEL_KINDS,
  type ChannelKind,
  CONTACT_ROLES,
  type ContactRole,
  CUSTOM_FIELD_TYPES,
  type CustomFieldType,
  FIELD_REQUIREMENTS,
  type FieldRequirement,
  LINK_KINDS,
  type LinkKind,
  PARTICIPANT_ROLES,
  type ParticipantRole,
  SLA_CLOCK_STATES,
  SLA_METRICS,
  SLA_RISKS,
  type SlaClockState,
  type SlaMetric,
  type SlaRisk,
  STATUS_DETAILS,
  type StatusDetail,
  TICKET_EVENT_KINDS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  type TicketEventKind,
  type TicketPriority,
  type TicketStatus,
  VISIBILITIES,
  type Visibility,
} from './model/enums.ts';
export {
  type ArticleSnapshot,
  type ContactSnapshot,
  type FieldChange,
  type MessageSnapshot,
  type OrganizationSnapshot,
  SUPPORT_EVENT_TYPES,
  type SupportEvent,
  type SupportEventOf,
  type SupportEventType,
  type TicketEvent,
  type TicketSnapshot,
} from './model/event.ts';
export {
  messageFromJson,
  type MessageJson,
  messageToJson,
  type StoredTicket,
  ticketFromJson,
  type TicketJson,
  ticketToJson,
  type ToJsonOptions,
} from './model/json.ts';
export {
  type AgentId,
  type ArticleId,
  type AttachmentId,
  type ContactId,
  type EventId,
  formatId,
  type GroupId,
  type Id,
  type IdParts,
  type MessageId,
  nativeIdOf,
  type OrganizationId,
  parseId,
  type TicketId,
} from './model/ids.ts';
export type {
  Attachment,
  AttachmentDraft,
  MessageAttachment,
  Author,
  Channel,
  Message,
  MessageBody,
  MessageDraft,
  ReplyDraft,
  UploadedAttachment,
} from './model/message.ts';
export type { ReplyTemplate } from './model/reply-template.ts';
export type {
  Agent,
  Contact,
  ContactDraft,
  ContactEmail,
  Group,
  Organization,
  OrganizationDraft,
} from './model/people.ts';
export type { Mapped, MappingWarning, Provenance } from './model/provenance.ts';
export type { SatisfactionRating } from './model/satisfaction.ts';
export type {
  NativeSchedule,
  NativeSlaPolicy,
  SlaClock,
  SlaState,
  SlaTarget,
} from './model/sla.ts';
export type { Assignee, FirstMessageDraft, NativeValue, Participant } from './model/ticket.ts';
export type { ProviderOptions, Requester, RequesterDraft } from './model/ticket.ts';
export type { SupportTicket, TagChange, TicketDraft, TicketFieldsDraft } from './model/ticket.ts';
export type { TicketLink, TicketMetadata, TicketPatch, TicketVersion } from './model/ticket.ts';
export type { WorkLog, WorkLogDraft } from './model/work-log.ts';
export { createHub, createWriteLog, describePlan, ensureSubscriptions } from './hub/index.ts';
export { healthAlertStage, planSubscriptions, routeByHeader, routeByPath } from './hub/index.ts';
export { slaWatchStage, triageStage } from './hub/index.ts';
export type { CloseOptions, CustomerSignals, DeskNamed } from './hub/index.ts';
export type { DeskSubscriptionPlan, Enrich, EnrichOptions } from './hub/index.ts';
export type { EnsuredSubscription, EnsureOptions, HealthAlertStageOptions } from './hub/index.ts';
export type { Hub, HubEvent, HubEventContext, HubEventHandler } from './hub/index.ts';
export type { HubEventName, HubListOptions, HubOptions, HubStage } from './hub/index.ts';
export type { HubTicket, HubWebhookOptions, HubWebhooks, PlanOptions } from './hub/index.ts';
export type { PollOptions, Received, RoutedDelivery, SkippedDesk } from './hub/index.ts';
export type {
  SlaWatchOptions,
  StageTools,
  SubscriptionStep,
  SubscriptionWish,
} from './hub/index.ts';
export type { TriageOutcome, TriageStageOptions, WebhookRoute, WriteLog } from './hub/index.ts';
export type { TargetAtRisk, WriteLogOptions } from './hub/index.ts';
export { createMemorySnapshots, createPollingSource } from './polling/index.ts';
export type { EventPage, PollingOptions, PollingSource, PollSnapshot } from './polling/index.ts';
export type { JsonValue, ReadOptions, SnapshotStore } from './polling/index.ts';
export { detectTrends, productReport } from './feedback/index.ts';
export { classifyMetric, computeMetrics, metricTicketOf } from './metrics/index.ts';
export { forecastVolume, plan, requiredAgents, staffQueue } from './planning/index.ts';
export { activeCustomers, calculateHealthScore, explainHealth } from './health/index.ts';
export { HEALTH_PRESETS, healthAlert, healthAlerts, healthTrend } from './health/index.ts';
export type { HealthAlert, HealthInput, HealthOptions, HealthScore } from './health/index.ts';
export type { HealthSignal, HealthStatus, HealthTrend } from './health/index.ts';
export { buildHandoff, checkEscalation, escalationPath, mapStatus } from './escalation/index.ts';
export { nativeStatusOf, renderHandoff, severityOf, transition } from './escalation/index.ts';
export { TransitionError } from './escalation/index.ts';
export { buildForm, evaluateRules, highlightTickets, lintTemplate } from './workflow/index.ts';
export { renderTemplate, repeatContactAlerts } from './workflow/index.ts';
export {
  checkSLABreaches,
  type CheckSlaBreachesOptions,
  explainSlaBreach,
  isDone,
  SLA_PRESETS,
  type SlaBreach,
  type SlaBreachReport,
  type SlaPolicyTable,
  SUPPORT_MATRIX,
  supportLevelOf,
} from './sla/index.ts';
export {
  type ArticleFinder,
  type Classification,
  containsCancellationIntent,
  createKeywordClassifier,
  determineTeam,
  elevatePriority,
  findCancellationIntent,
  type TicketClassifier,
  type TriageOptions,
  type TriageResult,
  triageTicket,
} from './triage/index.ts';
