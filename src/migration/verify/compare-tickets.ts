import type { AnyFields } from '../../adapter/contract.ts';
import { parseProvenanceHeader } from '../../adapter/provenance-header.ts';
import { htmlToText } from '../../adapter/html-text.ts';
import type { Message } from '../../model/message.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Difference, Loss } from '../ledger/types.ts';
import { wordsOf } from '../translate/plain-words.ts';
import type { ExpectedMessage, ExpectedTicket } from '../translate/types.ts';
import { type AsWritten, fieldsOf, isAs, isAsWritten, seconds, wantedOf } from './ticket-fields.ts';

/** A ticket as the target has it. */
export interface ActualTicket {
  readonly ticket: SupportTicket<unknown, AnyFields>;
  readonly messages: readonly ActualMessage[];
}

/** A message of it, with the fingerprints of its files. */
export interface ActualMessage extends Message {
  /** Lower-case hex, in the order of the attachments; `null` for a file that cannot be had. */
  readonly fileHashes: readonly (string | null)[];
}

/**
 * What is different at the target and was not declared as a loss. Texts are compared as words and told as
 * lengths: no customer text is in the answer.
 */
export function compareTickets(
  expected: ExpectedTicket,
  actual: ActualTicket,
  { losses, written }: { readonly losses: readonly Loss[]; readonly written: AsWritten },
): readonly Difference[] {
  const declared = declaredBy(losses);
  const found: Difference[] = [];
  const differ = (field: string, left: string | null, right: string | null): void => {
    found.push({ field, expected: left, actual: right });
  };
  compareFields(expected, actual, { declared, differ, written });
  const isWhole = actual.ticket.threadComplete !== false;
  compareThreads(expected.messages, actual.messages, { declared, differ, losses, isWhole });
  return found;
}

interface Comparison {
  readonly declared: (field: string, message?: string | null) => boolean;
  readonly differ: (field: string, expected: string | null, actual: string | null) => void;
}

/** Whether a loss of a field, or of what it is a part of, was declared. */
function declaredBy(losses: readonly Loss[]): Comparison['declared'] {
  const known = new Set(losses.map(({ field, message }) => `${message ?? ''} ${field}`));
  return (field, message = null) => {
    const parts = field.split('.');
    return parts.some((_part, index) =>
      known.has(`${message ?? ''} ${parts.slice(0, index + 1).join('.')}`),
    );
  };
}

function compareFields(
  expected: ExpectedTicket,
  { ticket, messages }: ActualTicket,
  { declared, differ, written }: Comparison & { readonly written: AsWritten },
): void {
  const there = fieldsOf(ticket, Object.keys(expected.customFields));
  for (const [field, value] of Object.entries(wantedOf(expected))) {
    const actual = there[field] ?? null;
    if (!Object.hasOwn(written, field)) {
      if (!isAs(value, actual)) differ(field, shown(field, value), shown(field, actual));
      continue;
    }
    const less = written[field] ?? null;
    if (!isAsWritten(field, less, actual)) differ(field, 'as it was written', shown(field, actual));
  }
  // Where a desk dates tickets itself, the header of the first message keeps the date.
  const [opening] = messages;
  const isInHeader = declared('createdAt') && opening !== undefined;
  const createdAt = seconds(isInHeader ? timeOf(opening, true) : ticket.createdAt);
  const wanted = seconds(new Date(expected.fields['createdAt'] ?? 0));
  if (createdAt !== wanted) differ('createdAt', wanted, createdAt);
}

/** No customer text: ids and words of the model as they are, everything else by its size. */
function shown(field: string, value: string | readonly string[] | null): string | null {
  if (value === null) return null;
  if (typeof value !== 'string') return `${value.length} of them`;
  return field === 'subject' || field.startsWith('customFields.') ? lengthOf(value) : value;
}

const lengthOf = (text: string): string => `${text.length} characters`;

/** The time that the header of its import says, if it has one. */
function timeInHeader(message: Message): Date | null {
  const text = message.bodyHtml === null ? (message.bodyText ?? '') : htmlToText(message.bodyHtml);
  return parseProvenanceHeader(text)?.at ?? null;
}

/** When a message was written: its own time, or what the header of its import says. */
const timeOf = (message: Message, isInHeader: boolean): Date =>
  (isInHeader ? timeInHeader(message) : null) ?? message.createdAt;

function compareThreads(
  expected: readonly ExpectedMessage[],
  actual: readonly ActualMessage[],
  {
    declared,
    differ,
    losses,
    isWhole,
  }: Comparison & { readonly losses: readonly Loss[]; readonly isWhole: boolean },
): void {
  const gone = new Set(
    losses
      .filter(({ field, message }) => field === 'message' && message !== null)
      .map(({ message }) => message),
  );
  const carried = expected.filter(({ source }) => source === null || !gone.has(source));
  // What a desk puts in front of a thread that begins with a note is not of the thread.
  const there = declared('description') ? actual.slice(-carried.length) : actual;

  // Only an import that says so has written headers; others are from an earlier life of the ticket.
  const isInHeader = losses.some(({ field, message }) => field === 'createdAt' && message !== null);
  const wanted = isWhole ? carried : withinReach(carried, there, isInHeader);
  // Several messages of one second come back in any order.
  const left = [...there].map((message, index) => ({
    message,
    index,
    at: seconds(timeOf(message, isInHeader)),
  }));
  const isThere = fileFinder(there);
  const movedFrom = new Set(
    losses
      .filter(({ type, field }) => type === 'coerced' && field === 'attachments')
      .map(({ message }) => message),
  );
  let missing = 0;
  for (const [index, message] of wanted.entries()) {
    const at = seconds(message.createdAt);
    const found =
      left.find((one) => one.at === at && wordsOf(one.message) === message.text) ??
      left.find((one) => one.at === at && one.message.visibility === message.visibility) ??
      left.find((one) => one.at === at) ??
      left.find((one) => one.index === index);
    if (found === undefined) {
      missing += 1;
      continue;
    }
    left.splice(left.indexOf(found), 1);
    compareMessages(message, found.message, {
      path: `messages[${index}]`,
      at: found.at,
      declared,
      differ,
      isThere: movedFrom.has(message.source) ? isThere : null,
    });
  }
  // Where a first message takes no files, they follow in one that says their names, which the loss declares.
  const movesFiles = movedFrom.size > 0;
  const isOfFiles = ({ message }: (typeof left)[number]): boolean =>
    message.attachments.length > 0 &&
    wordsOf(message) === message.attachments.map(({ fileName }) => fileName).join(', ');
  const surplus = left.filter((one) => !(movesFiles && isOfFiles(one))).length;
  if (missing > 0 || surplus > 0) {
    differ('messages', `${wanted.length} messages`, `${missing} missing, ${surplus} more`);
  }
}

/** Of a thread too long for the target to give back: the first message, and those as new as what it gives. */
function withinReach(
  expected: readonly ExpectedMessage[],
  there: readonly ActualMessage[],
  isInHeader: boolean,
): readonly ExpectedMessage[] {
  const [first, ...others] = expected;
  const [, ...newest] = there;
  const [oldest] = newest.map((message) => seconds(timeOf(message, isInHeader))).sort();
  if (first === undefined || oldest === undefined) return expected;
  const recent = others.filter(({ createdAt }) => seconds(createdAt) >= oldest);
  // Of several in the oldest second, the target may give only the last.
  return [first, ...recent.slice(-newest.length)];
}

function compareMessages(
  expected: ExpectedMessage,
  actual: ActualMessage,
  {
    path,
    at,
    declared,
    differ,
    isThere,
  }: Comparison & {
    readonly path: string;
    readonly at: string;
    readonly isThere: FileFinder | null;
  },
): void {
  const { source } = expected;
  // Whatever else was declared: a note that became public is never in order.
  if (
    expected.visibility !== actual.visibility &&
    !(expected.visibility === 'public' && declared('visibility', source))
  ) {
    differ(`${path}.visibility`, expected.visibility, actual.visibility);
  }
  // The time of the note at the end is the desk's own affair where it takes none.
  const isDated = source !== null && !(declared('createdAt', source) && !timeInHeader(actual));
  if (isDated && seconds(expected.createdAt) !== at) {
    differ(`${path}.createdAt`, seconds(expected.createdAt), at);
  }
  const words = wordsOf(actual);
  // The note at the end says what was true when it was written; what it is about has to be right.
  const isSame =
    source === null
      ? words.split(' ', 4).join(' ') === expected.text.split(' ', 4).join(' ')
      : words === expected.text;
  // A message that lost its markup has its words still: a declared loss of form excuses none of them.
  if (!isSame) {
    differ(`${path}.body`, lengthOf(expected.text), lengthOf(words));
  }
  const isAuthorDeclared = ['author', 'authorId', 'authorKind'].some((name) =>
    declared(name, source),
  );
  if (expected.authorId !== null && !isAuthorDeclared && expected.authorId !== actual.author.id) {
    differ(`${path}.author`, expected.authorId, actual.author.id);
  }
  if (!hasFiles(expected, actual, isThere)) {
    differ(
      `${path}.attachments`,
      `${expected.files.length} files`,
      `${actual.fileHashes.length} files`,
    );
  }
}

type FileFinder = (sha256: string) => boolean;

function fileFinder(messages: readonly ActualMessage[]): FileFinder {
  const all = new Set(messages.flatMap(({ fileHashes }) => fileHashes));
  return (sha256) => all.has(sha256);
}

/** The same files byte for byte; where they were moved to another message, they are in the thread. */
function hasFiles(
  { files }: ExpectedMessage,
  { fileHashes }: ActualMessage,
  isThere: FileFinder | null,
): boolean {
  const wanted = files.map(({ sha256 }) => sha256);
  if (isThere !== null) return wanted.every(isThere);
  const there = fileHashes.map((hash) => hash ?? 'unreadable');
  return there.sort().join(' ') === wanted.sort().join(' ');
}
