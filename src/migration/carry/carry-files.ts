import { SupportError } from '../../errors/base.ts';
import { hasCode } from '../../errors/classes.ts';
import type { DownloadedAttachment } from '../../adapter/resources.ts';
import type { Attachment, Message } from '../../model/message.ts';
import type { FileOutcome, SourceTicket } from '../translate/types.ts';
import { isDataAddress, readDataAddress } from './data-address.ts';
import { concernsAll, isWorthAnotherAttempt } from './item-error.ts';
import { fileKey, readSource } from './read-source.ts';
import { callOptions, type Work } from './work.ts';

/** The files of one thread. */
export interface ThreadFiles {
  readonly outcomes: ReadonlyMap<string, FileOutcome>;
  /** Gives back what the files held, once, after the thread is written or is not going to be. */
  close(): void;
}

/** What a download of unknown length is taken for. */
const UNKNOWN_BYTES = 20 * 1024 * 1024;

const tooBig = (limit: number): FileOutcome => ({
  kind: 'lost',
  reason: `The file is bigger than the ${limit} bytes that the target takes.`,
});

/**
 * Downloads all files of a thread, one after the other, to know their SHA-256 and whether the target takes
 * them. Bytes are kept as far as the budget has room; those of other files are fetched again when they are
 * sent. Addresses that have expired are read anew. A file that cannot be had, or that is too big for the
 * target, is lost with a reason; failures of the network are thrown.
 */
export async function readFiles(work: Work, source: SourceTicket): Promise<ThreadFiles> {
  const outcomes = new Map<string, FileOutcome>();
  const held = createCount();
  const room = createRoom(work);
  const addresses = createAddresses(work, source);
  const { ticketAttachmentBytes = Number.POSITIVE_INFINITY } = work.to.manifest.limits;
  let total = 0;
  const close = (): void => {
    work.files.giveBack(held.sum());
    room.leave();
  };
  try {
    for (const message of source.messages) {
      const late = createCount();
      for (const attachment of message.attachments) {
        const outcome = await readFile(work, { message, attachment, addresses, held, late, room });
        const isReady = outcome.kind === 'ready';
        const isOver = isReady && total + outcome.size > ticketAttachmentBytes;
        if (isReady && !isOver) total += outcome.size;
        outcomes.set(fileKey(message, attachment), isOver ? allTooBig : outcome);
      }
    }
  } catch (error) {
    close();
    throw error;
  }
  return { outcomes, close };
}

const allTooBig: FileOutcome = {
  kind: 'lost',
  reason: 'All files of the ticket together are more than the target keeps.',
};

interface Count {
  add(bytes: number): void;
  sum(): number;
}

function createCount(): Count {
  let sum = 0;
  return {
    add(bytes) {
      sum += bytes;
    },
    sum: () => sum,
  };
}

/** Room for the files of the message that is being sent: all of them, since some are sent in one call. */
interface Room {
  enter(messageId: string, bytes: number): Promise<void>;
  leave(): void;
}

function createRoom({ files }: Pick<Work, 'files'>): Room {
  let inside: { readonly messageId: string; readonly bytes: number } | null = null;
  const leave = (): void => {
    if (inside !== null) files.leave(inside.bytes);
    inside = null;
  };
  return {
    leave,
    async enter(messageId, bytes) {
      if (inside?.messageId === messageId) return;
      leave();
      await files.enter(bytes);
      inside = { messageId, bytes };
    },
  };
}

/** Where files are, read anew after an address has expired. */
interface Addresses {
  download(message: Message, attachment: Attachment): Promise<DownloadedAttachment | null>;
}

function createAddresses(work: Work, source: SourceTicket): Addresses {
  let fresh: readonly Message[] | null = null;
  const current = (message: Message, attachment: Attachment): Attachment | undefined =>
    fresh === null
      ? attachment
      : fresh.find(({ id }) => id === message.id)?.attachments[
          message.attachments.indexOf(attachment)
        ];
  return {
    async download(message, attachment) {
      const known = current(message, attachment);
      const file = known === undefined ? null : await download(work, known);
      if (file !== null) return file;
      fresh = (await readSource(work, source.ticket.id))?.messages ?? [];
      const again = current(message, attachment);
      return again === undefined ? null : download(work, again);
    },
  };
}

/** `null` when the address does not lead to it. */
async function download(
  work: Work,
  { url }: Pick<Attachment, 'url'>,
): Promise<DownloadedAttachment | null> {
  if (url !== null && isDataAddress(url)) return readDataAddress(url);
  if (url === null || work.from.attachments?.download === undefined) return null;
  const limit = work.to.manifest.limits.attachmentBytes;
  const most = limit === null ? {} : { maxBytes: limit };
  try {
    return await work.from.attachments.download({ url }, { ...callOptions(work), ...most });
  } catch (error) {
    const isFinal = SupportError.isInstance(error) && !error.retryable;
    const isGone = hasCode(error, 'not_found') || hasCode(error, 'permission_denied');
    if (isFinal && isGone) return null;
    throw error;
  }
}

/** One file: its fingerprint, and its bytes or the way to them. */
async function readFile(
  work: Work,
  {
    message,
    attachment,
    addresses,
    held,
    late,
    room,
  }: {
    readonly message: Message;
    readonly attachment: Attachment;
    readonly addresses: Addresses;
    readonly held: Count;
    /** Bytes of the message that are fetched again. */
    readonly late: Count;
    readonly room: Room;
  },
): Promise<FileOutcome> {
  const { fileName, size, contentType } = attachment;
  const limit = work.to.manifest.limits.attachmentBytes;
  if (limit !== null && size !== null && size > limit) return tooBig(limit);
  if (attachment.url === null || work.from.attachments?.download === undefined) {
    return { kind: 'lost', reason: 'The source gives no address of the file.' };
  }
  const expected = size ?? limit ?? UNKNOWN_BYTES;
  await work.files.enter(expected);
  try {
    const file = await addresses.download(message, attachment);
    if (file === null) {
      return { kind: 'lost', reason: 'The source does not give this file any more.' };
    }
    const { sha256, data } = file;
    const { byteLength } = data;
    if (limit !== null && byteLength > limit) return tooBig(limit);
    // Desks refuse such files, and with one the message that it is at.
    if (byteLength === 0) return { kind: 'lost', reason: 'The file is empty.' };
    const isKept = work.files.tryKeep(byteLength);
    if (isKept) held.add(byteLength);
    else late.add(byteLength);
    const read = async (): Promise<Uint8Array> => {
      await room.enter(message.id, late.sum());
      const again = await addresses.download(message, attachment);
      if (again?.sha256 !== sha256) throw changedMeanwhile(work);
      return again.data;
    };
    const type = file.contentType ?? contentType ?? 'application/octet-stream';
    const draft = {
      fileName,
      contentType: type,
      data: isKept ? data : { size: byteLength, read },
    };
    return { kind: 'ready', sha256, size: byteLength, draft };
  } catch (error) {
    if (hasCode(error, 'limit_exceeded')) {
      if (limit !== null) return tooBig(limit);
      return { kind: 'lost', reason: 'The file is too big to be downloaded.' };
    }
    // One file that is refused for good is no reason to lose the thread.
    if (!SupportError.isInstance(error) || concernsAll(error) || isWorthAnotherAttempt(error)) {
      throw error;
    }
    return { kind: 'lost', reason: `The source refuses to give this file (${error.code}).` };
  } finally {
    work.files.leave(expected);
  }
}

/** The next attempt takes what is there then. */
const changedMeanwhile = ({ from }: Work): SupportError =>
  new SupportError('A file of the source has changed while its ticket was carried.', {
    code: 'conflict',
    provider: from.provider,
  });
