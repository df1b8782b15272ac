// The resource groups of the contract, one file a neighbourhood.
export type { RawTypes } from './raw-types.ts';
export type {
  NativeTicketMetrics,
  MergeOptions,
  TicketConversion,
  TicketResource,
  MessageResource,
  TagResource,
  EventResource,
  SideConversation,
  SideConversationResource,
  WorkLogResource,
} from './ticket-resources.ts';
export type {
  ContactResource,
  OrganizationResource,
  AgentResource,
  GroupResource,
} from './people-resources.ts';
export type {
  FieldResource,
  NativeProduct,
  NativeStatus,
  ProductResource,
  StatusResource,
  RatingResource,
  SlaPolicyResource,
  Subscription,
  SubscriptionDraft,
  SubscriptionResource,
  SearchResource,
} from './account-resources.ts';
export type {
  DownloadedAttachment,
  AttachmentResource,
  ArticleResource,
  MacroResource,
  ImportMessage,
  ImportDraft,
  ImportResource,
  TicketLinkDraft,
} from './content-resources.ts';
