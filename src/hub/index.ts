export { createHub } from './create-hub.ts';
export type {
  CloseOptions,
  DeskNamed,
  Enrich,
  Hub,
  HubEvent,
  HubEventContext,
  HubEventHandler,
  HubEventName,
  HubListOptions,
  HubOptions,
  HubTicket,
  PollOptions,
  Received,
  SkippedDesk,
} from './types.ts';
