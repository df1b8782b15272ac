import type { SourceTicket } from './types.ts';

/** Under which name a ticket's requester is carried: his id, or the ticket's where the source has lost it. */
export const requesterKey = ({ id, requester }: SourceTicket['ticket']): string =>
  requester.id ?? `${id}/requester`;
