import { hasCode } from '../../errors/classes.ts';
import type { Attachment, Message } from '../../model/message.ts';
import type { SourceTicket } from '../translate/types.ts';
import { withEmbeddedImages } from './embedded-images.ts';
import { callOptions, type Work } from './work.ts';

/** Longer threads than this do not exist; a list that never ends must not fill the memory. */
const MOST_MESSAGES = 50_000;

/** Reads a ticket with its whole thread; `null` when the source does not have it any more. */
export async function readSource(work: Work, id: string): Promise<SourceTicket | null> {
  const options = callOptions(work);
  try {
    const ticket = await work.from.tickets.get(id, options);
    if (ticket.isDeleted) return null;
    const messages = await work.from.messages
      .list(id, {}, options)
      .toArray({ limit: MOST_MESSAGES });
    return { ticket, messages: withEmbeddedImages(ticket, messages) };
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Tells files of one thread apart by their place: addresses change from one reading to the next. */
export const fileKey = (
  message: Pick<Message, 'id' | 'attachments'>,
  attachment: Attachment,
): string => `${message.id} ${message.attachments.indexOf(attachment)}`;
