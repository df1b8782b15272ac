import type { Attachment, Message } from '../../model/message.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { AnyFields } from '../../adapter/contract.ts';
import { addressOf, IMAGE, pathOf } from '../translate/images.ts';
import { isDataAddress, typeOfData } from './data-address.ts';

/**
 * Messages with the images that stand in their text and in no list of attachments, as attachments: they lie at
 * the source's account, and would be gone with it, or their bytes stand in the text. Pictures of somebody else's servers stay where they are.
 */
export function withEmbeddedImages(
  ticket: SupportTicket<unknown, AnyFields>,
  messages: readonly Message[],
): readonly Message[] {
  const isOwn = ownAddresses(ticket, messages);
  // Addresses in a text are as old as the text; those of the list of attachments are good for a while.
  const fresh = new Map(
    messages.flatMap(({ attachments }) =>
      attachments.map((file) => [pathOf(file.url ?? ''), file]),
    ),
  );
  return messages.map((message) => {
    const images = embeddedIn(message, isOwn, fresh);
    return images.length === 0
      ? message
      : { ...message, attachments: [...message.attachments, ...images] };
  });
}

function embeddedIn(
  { id, bodyHtml, attachments }: Message,
  isOwn: (address: string) => boolean,
  fresh: ReadonlyMap<string, Attachment>,
): readonly Attachment[] {
  const known = new Set(attachments.map(({ url }) => pathOf(url ?? '')));
  const images = new Map<string, Attachment>();
  for (const [tag] of (bodyHtml ?? '').matchAll(IMAGE)) {
    const url = addressOf(tag);
    const isData = isDataAddress(url);
    if (images.has(url) || (!isData && (known.has(pathOf(url)) || !isOwn(url)))) continue;
    const elsewhere = isData ? undefined : fresh.get(pathOf(url));
    if (elsewhere !== undefined) {
      images.set(url, { ...elsewhere, messageId: id });
      continue;
    }
    images.set(url, {
      id: null,
      externalId: null,
      fileName: isData ? nameOfData(url, images.size + 1) : nameOf(url, images.size + 1),
      contentType: isData ? typeOfData(url) : null,
      size: null,
      url,
      urlExpiresAt: null,
      requiresAuth: false,
      isInline: true,
      contentId: null,
      sha256: null,
      malwareScan: null,
      messageId: id,
    });
  }
  return [...images.values()];
}

/** Hosts of the account and of its files, as the thread itself shows them, and their siblings. */
function ownAddresses(
  { url }: { readonly url: string | null },
  messages: readonly Message[],
): (address: string) => boolean {
  const hosts = new Set<string>();
  const files = messages.flatMap(({ attachments }) => attachments.map((file) => file.url));
  for (const address of [url, ...files]) {
    if (address !== null && URL.canParse(address)) hosts.add(new URL(address).hostname);
  }
  const account = url !== null && URL.canParse(url) ? new URL(url).hostname.split('.') : [];
  // acme.freshdesk.com and attachment.freshdesk.com; two labels could be a whole top level.
  const family = account.length === 3 ? `.${account.slice(1).join('.')}` : null;
  return (address) => {
    if (!/^https?:/i.test(address) || !URL.canParse(address)) return false;
    const { hostname } = new URL(address);
    return hosts.has(hostname) || (family !== null && hostname.endsWith(family));
  };
}

const nameOfData = (address: string, number: number): string =>
  `image-${number}.${typeOfData(address).split(/[/+]/)[1]}`;

function nameOf(address: string, number: number): string {
  const { pathname, searchParams } = new URL(address);
  const last = pathname.split('/').findLast((part) => part.includes('.'));
  const name = searchParams.get('name') ?? last ?? '';
  return name === '' ? `image-${number}` : decoded(name);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
