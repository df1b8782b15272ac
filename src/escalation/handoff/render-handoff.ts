import { ConfigurationError } from '../../errors/index.ts';
import { escapeMarkdown } from '../../text/escape-markdown.ts';
import type { Handoff, TimelineEntry } from './types.ts';

/** How long a note may be. */
export interface RenderHandoffOptions {
  /**
   * How long one page may be, in UTF-16 units; at least 1000. A long conversation becomes several
   * pages, each of them a note of its own.
   * @default 30000
   */
  readonly maxPageLength?: number;
}

const MIN_PAGE = 1000;
const DEFAULT_PAGE = 30_000;
/** Room for the heading that each page carries. */
const HEADING_ROOM = 60;
/** Room for two fences, and for saying that a text goes on. */
const FENCE_ROOM = 150;

/**
 * A handoff as Markdown for internal notes. Texts of people are set apart in fences that they cannot
 * leave, so nobody's words become a link, an image or a heading. Nothing is left out: what does not
 * fit on a page goes on on the next one. Times are UTC.
 *
 * @throws {ConfigurationError} when `maxPageLength` is below 1000.
 * @example renderHandoff(handoff)[0]?.split('\n')[0] //=> '# Handoff L1 → L2'
 */
export function renderHandoff(
  handoff: Handoff,
  options: RenderHandoffOptions = {},
): readonly string[] {
  const { maxPageLength = DEFAULT_PAGE } = options;
  if (!(maxPageLength >= MIN_PAGE))
    throw new ConfigurationError(`\`maxPageLength\` must be ${MIN_PAGE} or more.`);
  const room = maxPageLength - HEADING_ROOM;
  const blocks = [
    ...fieldBlocks(handoff, room),
    '## Conversation',
    ...handoff.timeline.flatMap((entry) => messageBlocks(entry, room)),
  ].flatMap((block) => splitBlock(block, room));
  const bodies = pack(blocks, room);
  return bodies.map((body, index) => {
    const place = bodies.length === 1 ? '' : ` (${index + 1}/${bodies.length})`;
    return `# Handoff ${handoff.from} → ${handoff.to}${place}\n\n${body}\n`;
  });
}

const time = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');
const text = (value: string | number | null): string =>
  value === null ? 'not known' : escapeMarkdown(String(value).replace(/\s+/gu, ' '));
const line = (name: string, value: string | number | null): string => `- ${name}: ${text(value)}`;

function fieldBlocks(handoff: Handoff, room: number): readonly string[] {
  const { ticket, completeness, severity, reason, requestedAction } = handoff;
  const gaps = completeness.missing.map(({ message }) => `- ${message}`).join('\n');
  const status = ticket.statusDetail === null ? '' : ` (${ticket.statusDetail})`;
  return [
    ...(completeness.complete ? [] : [`**This handoff is not complete.**\n${gaps}`]),
    [
      line('Ticket', ticket.number ?? ticket.id),
      ...(ticket.url === null ? [] : [`- Link: <${ticket.url.replace(/[<>\s]/gu, '')}>`]),
      line('Subject', ticket.subject),
      line('Status', `${ticket.status}${status}`),
      line('Priority', ticket.priority),
      line('Category', ticket.category),
      line('Tags', ticket.tags.length === 0 ? 'none' : ticket.tags.join(', ')),
      line('Severity', severity ?? 'none'),
      line('Language', handoff.language),
      line('Opened', time(ticket.createdAt)),
    ].join('\n'),
    ...textBlocks('## Why', reason, room),
    ...textBlocks('## Please', requestedAction, room),
    ...(handoff.summary === null ? [] : textBlocks('## Summary', handoff.summary, room)),
    `## Customer\n\n${customerLines(handoff)}`,
    `## Tried so far\n\n${attemptLines(handoff)}`,
    ...slaLines(handoff),
    ...environmentLines(handoff),
    ...redactionLines(handoff),
  ];
}

function customerLines({ customer }: Handoff): string {
  if (customer === null) return 'Nothing is known.';
  const { name, plan, mrr, accountAge, health, renewalDate, openTickets } = customer;
  return [
    line('Name', name),
    line('Plan', plan),
    line('Monthly revenue', mrr),
    line('Days since opening', accountAge),
    line('Health', health === null ? null : `${health.score ?? '?'}, ${health.status}`),
    line('Renewal', renewalDate === null ? null : time(renewalDate).slice(0, 10)),
    line('Open tickets', openTickets),
  ].join('\n');
}

function attemptLines({ attemptedSolutions, completeness }: Handoff): string {
  if (attemptedSolutions.length > 0)
    return attemptedSolutions
      .map(({ action, by, at, result, articleId }) => {
        const article = articleId === null ? '' : ` (article ${text(articleId)})`;
        return `- ${time(at)}, ${text(by)}: ${text(action)}${article}: ${text(result)}`;
      })
      .join('\n');
  const isUnknown = completeness.missing.some(({ part }) => part === 'attempted_solutions');
  return isUnknown ? 'Not known.' : 'Nothing was tried.';
}

function slaLines({ slaState }: Handoff): readonly string[] {
  if (slaState.length === 0) return [];
  const lines = slaState.map(({ metric, cycle, state, risk, dueAt }) =>
    line(`${metric} ${cycle}`, `${state}, ${risk}, due ${dueAt === null ? 'open' : time(dueAt)}`),
  );
  return [`## SLA\n\n${lines.join('\n')}`];
}

function environmentLines({ environment }: Handoff): readonly string[] {
  const lines = Object.entries(environment).map(([name, value]) => line(text(name), value));
  return lines.length === 0 ? [] : [`## Environment\n\n${lines.join('\n')}`];
}

function redactionLines({ redactions }: Handoff): readonly string[] {
  if (redactions.length === 0) return [];
  const total = redactions.reduce((sum, { count }) => sum + count, 0);
  return [`Taken out of the texts: ${total} card numbers or secrets.`];
}

/** A block of plain text whose fence is longer than any row of backticks in it. */
function fenced(body: string): string {
  const longest = [...body.matchAll(/`+/g)].reduce((most, [row]) => Math.max(most, row.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${body}\n${fence}`;
}

function messageBlocks(entry: TimelineEntry, room: number): readonly string[] {
  const who = entry.author === null ? entry.role : `${text(entry.author)} (${entry.role})`;
  const note = entry.visibility === 'internal' ? ', internal note' : '';
  const files = entry.attachments.map(
    ({ fileName, contentType, size }) =>
      `- file: ${text(fileName)}, ${text(contentType)}, ${size === null ? 'size not known' : `${size} bytes`}`,
  );
  const heading = `**${time(entry.at)} ${who}${note}**`;
  const blocks = textBlocks(heading, entry.text, room);
  return files.length === 0 ? blocks : [...blocks, files.join('\n')];
}

/** A text of somebody under its heading, in as many blocks as it takes. */
function textBlocks(heading: string, body: string, room: number): readonly string[] {
  return cut(body, room - heading.length - FENCE_ROOM).map(
    (piece, index) => `${heading}${index === 0 ? '' : ' (goes on)'}\n\n${fenced(piece)}`,
  );
}

/** Pieces of a text that fit, none of which splits a surrogate pair; joined they are the text. */
function cut(whole: string, wanted: number): readonly string[] {
  // A text of backticks alone needs a fence as long as itself, on both sides.
  const size = Math.max(100, Math.floor(wanted / (/`{50}/.test(whole) ? 4 : 1)));
  const pieces: string[] = [];
  let from = 0;
  while (whole.length - from > size) {
    const to = from + size;
    const code = whole.charCodeAt(to - 1);
    const end = code >= 0xd800 && code <= 0xdbff ? to - 1 : to;
    pieces.push(whole.slice(from, end));
    from = end;
  }
  return [...pieces, whole.slice(from)];
}

/** A block of fields that is too long goes on in the next one, line by line. */
function splitBlock(block: string, room: number): readonly string[] {
  if (block.length <= room) return [block];
  return pack(
    block.split('\n').flatMap((one) => cut(one, room)),
    room,
    '\n',
  );
}

/** As few pages as hold the blocks in order. */
function pack(blocks: readonly string[], room: number, glue = '\n\n'): readonly string[] {
  const pages: string[] = [];
  for (const block of blocks) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + glue.length + block.length <= room)
      pages[pages.length - 1] = `${last}${glue}${block}`;
    else pages.push(block);
  }
  return pages;
}
