import type { MessageBody } from '../../model/message.ts';
import type { Loss } from '../ledger/types.ts';
import { foldText, wordsOf } from './plain-words.ts';
import { headerOf } from './split-header.ts';
import type { ExpectedMessage, TranslatedTicket } from './types.ts';

type Draft = TranslatedTicket['draft']['messages'][number];
type Part = readonly [draft: Draft, expected: ExpectedMessage];

/** What a message says that has the files from one to another of the message before. */
function bodyOf(
  header: string,
  files: ExpectedMessage['files'],
  { from, count }: { readonly from: number; readonly count: number },
): MessageBody {
  const names = files.map(({ fileName }) => fileName).join(', ');
  const which = files.length === 1 ? `File ${from}` : `Files ${from} to ${from + files.length - 1}`;
  const text = `${which} of ${count}: ${names}`;
  return { text: header === '' ? text : `${header}\n${text}` };
}

/** A message with its first files, and its others in as many more as it takes. */
function* partsOf(draft: Draft, expected: ExpectedMessage, most: number): Generator<Part> {
  const { attachments = [], cc: _cc, ...alike } = draft;
  const { files } = expected;
  const header = headerOf(draft.body);
  for (let from = 0; from < files.length; from += most) {
    const own = { ...expected, files: files.slice(from, from + most) };
    // Whoever compares only has no bytes.
    const drafts = attachments.slice(from, from + most);
    const held = drafts.length > 0 ? { attachments: drafts } : {};
    if (from === 0) {
      yield [{ ...draft, ...held }, own];
      continue;
    }
    const body = bodyOf(header, own.files, { from: from + 1, count: files.length });
    const text = foldText(wordsOf({ bodyHtml: null, bodyText: body.text ?? null }));
    yield [
      { ...alike, ...held, body },
      { ...own, text },
    ];
  }
}

/**
 * The ticket with messages of the same author and second for the files of which the target takes no more than `most`
 * with one message.
 */
export function splitFiles(ticket: TranslatedTicket, most: number | undefined): TranslatedTicket {
  const { draft, expected, losses } = ticket;
  if (most === undefined || expected.messages.every(({ files }) => files.length <= most)) {
    return ticket;
  }
  const parts: Part[] = [];
  const declared: Loss[] = [];
  for (const [index, whole] of expected.messages.entries()) {
    const message = draft.messages[index];
    if (message === undefined) continue;
    if (whole.files.length <= most) {
      parts.push([message, whole]);
      continue;
    }
    parts.push(...partsOf(message, whole, most));
    const count = Math.ceil(whole.files.length / most);
    const reason = `More files than the target takes at once: written as ${count} messages.`;
    // Of its body, since the files themselves are all there.
    declared.push({ type: 'coerced', field: 'body', reason, message: whole.source });
  }
  return {
    ...ticket,
    draft: { ...draft, messages: parts.map(([one]) => one) },
    expected: { ...expected, messages: parts.map(([, one]) => one) },
    losses: [...losses, ...declared],
  };
}
