// The resource groups of the contract, one file a neighbourhood.
export type { RawTypes } from './raw-types.ts';
export type {
  NativeTicketMetrics,
  MergeOptions,
  TicketResource,
  MessageResource,
  TagResource,
  EventResource,
  SideConversation,
  SideConversationResource,
} from './ticket-resources.ts';
export type {
  ContactResource,
  OrganizationResource,
  AgentResource,
  GroupResource,
} from './people-resources.ts';
export type {
  FieldResource,
  NativeStatus,
  StatusResource,
  RatingResource,
  SlaPolicyResource,
  Subscription,
  SubscriptionDraft,
  SubscriptionResource,
  SearchResource,
} from './account-resources.ts';
export type {
  AttachmentDraft,
  DownloadedAttachment,
  AttachmentResource,
  ArticleResource,
  ImportMessage,
  ImportDraft,
  ImportResource,
} from './content-resources.ts';
