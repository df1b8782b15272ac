import { escapeHtml, htmlToText } from '../../adapter/html-text.ts';
import { formatProvenanceHeader } from '../../adapter/provenance-header.ts';
import type { Attachment, Message, MessageBody } from '../../model/message.ts';
import { ADDRESS } from './addresses.ts';
import { addressOf, IMAGE, pathOf } from './images.ts';
import type { LossLog } from './loss-log.ts';
import type { TranslationContext } from './types.ts';

/** Images in the text become words that name the file among the attachments. */
function withoutImages(html: string, message: Message, log: LossLog): string {
  return html.replace(IMAGE, (tag) => {
    const address = addressOf(tag);
    const file = fileAt(address, message.attachments);
    if (file === undefined) {
      // A picture of somebody else's server stays a picture.
      if (/^https?:/i.test(address)) return tag;
      log.dropped('bodyHtml', 'An image in the text has no file at the source.', message.id);
      return '';
    }
    log.coerced('bodyHtml', 'An image in the text is among the attachments now.', message.id);
    return `[${escapeHtml(file.fileName)}]`;
  });
}

function fileAt(address: string, files: readonly Attachment[]): Attachment | undefined {
  const cid = /^cid:(.*)$/i.exec(address)?.[1];
  if (cid !== undefined) return files.find(({ contentId }) => contentId === cid);
  const same = files.find(({ url }) => url === address);
  if (same !== undefined) return same;
  const path = pathOf(address);
  return files.find(({ url }) => url !== null && path !== '' && pathOf(url) === path);
}

/** Addresses of tickets and articles of the source lead to where those are now. */
function withNewLinks(
  text: string,
  message: Message,
  {
    context,
    log,
    links,
  }: {
    readonly context: TranslationContext;
    readonly log: LossLog;
    readonly links: Map<string, string>;
  },
): string {
  return text.replace(ADDRESS, (address) => {
    const source = context.sourceAt(address);
    if (source === null) return address;
    const target = context.linkTo(source);
    if (target === null) {
      log.dropped(
        'links',
        'A link in the text leads to a ticket or an article that is not carried yet.',
        message.id,
      );
      return address;
    }
    links.set(source, target);
    return target;
  });
}

/**
 * A message's body for the target: images name their attachments, links lead to carried tickets, and an
 * author whom the target does not know is named in the first line.
 */
export function translateBody(
  message: Message,
  author: { readonly isNamed: boolean },
  parts: {
    readonly context: TranslationContext;
    readonly log: LossLog;
    readonly links: Map<string, string>;
  },
): MessageBody {
  const header = author.isNamed
    ? null
    : formatProvenanceHeader({
        at: message.createdAt,
        author: message.author.name ?? message.author.email,
        source: message.id,
      });
  if (message.bodyHtml === null) {
    const text = withNewLinks(message.bodyText ?? '', message, parts);
    const shown = text.trim() === '' ? EMPTY : text;
    return { text: header === null ? shown : `${header}\n${shown}` };
  }
  const html = withNewLinks(withoutImages(message.bodyHtml, message, parts.log), message, parts);
  const isEmpty = htmlToText(html).trim() === '';
  const shown = isEmpty ? EMPTY : html;
  const whole = header === null ? shown : `${escapeHtml(header)}<br>${shown}`;
  return { html: whole, text: htmlToText(whole) };
}

/** Desks refuse messages without words; files alone are messages, too. */
const EMPTY = '(no text)';
