import { hasCode } from '../../errors/classes.ts';
import type { Attachment, Message } from '../../model/message.ts';
import { SupportError } from '../../errors/base.ts';
import type { FileOutcome, SourceTicket } from '../translate/types.ts';
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
    return { ticket, messages };
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

/**
 * Downloads all files of a thread. Addresses that have expired are read anew once. A file that cannot be
 * had, or that is too big for the target, is lost with a reason; failures of the network are thrown.
 */
export async function readFiles(
  work: Work,
  source: SourceTicket,
): Promise<ReadonlyMap<string, FileOutcome>> {
  const outcomes = new Map<string, FileOutcome>();
  let fresh: readonly Message[] | null = null;
  for (const message of source.messages) {
    for (const attachment of message.attachments) {
      let outcome = await readFile(work, attachment);
      if (outcome === null) {
        fresh ??= (await readSource(work, source.ticket.id))?.messages ?? [];
        const again = fresh.find(({ id }) => id === message.id)?.attachments[
          message.attachments.indexOf(attachment)
        ];
        outcome = again === undefined ? null : await readFile(work, again);
      }
      outcomes.set(
        fileKey(message, attachment),
        outcome ?? { kind: 'lost', reason: 'The source does not give this file any more.' },
      );
    }
  }
  return outcomes;
}

/** `null` when the address does not lead to it. */
async function readFile(work: Work, attachment: Attachment): Promise<FileOutcome | null> {
  const { fileName, size, url, contentType } = attachment;
  const limit = work.to.manifest.limits.attachmentBytes;
  if (limit !== null && size !== null && size > limit) {
    return {
      kind: 'lost',
      reason: `The file is bigger than the ${limit} bytes that the target takes.`,
    };
  }
  if (url === null || work.from.attachments?.download === undefined) {
    return { kind: 'lost', reason: 'The source gives no address of the file.' };
  }
  try {
    const file = await work.from.attachments.download({ url }, callOptions(work));
    if (limit !== null && file.data.byteLength > limit) {
      return {
        kind: 'lost',
        reason: `The file is bigger than the ${limit} bytes that the target takes.`,
      };
    }
    const draft = {
      fileName,
      contentType: file.contentType ?? contentType ?? 'application/octet-stream',
      data: file.data,
    };
    return { kind: 'ready', sha256: file.sha256, size: file.data.byteLength, draft };
  } catch (error) {
    const isFinal = SupportError.isInstance(error) && !error.retryable;
    if (isFinal && (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')))
      return null;
    throw error;
  }
}
