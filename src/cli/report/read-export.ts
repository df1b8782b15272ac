import {
  type ReportTicket,
  reportTicketOf,
  type TriagePrediction,
} from '../../desk-report/index.ts';
import { ConfigurationError, SupportError } from '../../errors/index.ts';
import { parseId } from '../../model/ids.ts';
import { messageFromJson, ticketFromJson } from '../../model/json.ts';
import type { StoredTicket } from '../../model/codecs.ts';
import type { Message } from '../../model/message.ts';
import { type FileLine, jsonOfLine, readLines } from './read-lines.ts';
import type { ReadingOptions, ReadSource } from './types.ts';

/** A ticket of an export with its thread, where the export has it. */
interface ExportedTicket {
  readonly ticket: StoredTicket;
  readonly messages?: readonly Message[];
}

/**
 * Reads the tickets of an export, line by line: `ticketToJson` alone, or `{ "ticket", "messages" }`.
 * Lines of other kinds (`"kind": "contact"`) are passed over. Of each ticket only the facts are kept.
 *
 * @throws {ConfigurationError} for a line that is no ticket, naming its number and never its content.
 */
export async function readExport(
  path: string,
  { sla, now: named, stretch }: ReadingOptions,
  predictions: ReadonlyMap<string, TriagePrediction>,
): Promise<ReadSource> {
  const now = named?.getTime() ?? (await lastMoment(path));
  const inFull = stretch(now);
  const tickets: ReportTicket[] = [];
  const urls = new Map<string, string>();
  const desks = new Set<string>();
  let threads = 0;
  for await (const line of readLines(path)) {
    const exported = ticketOfLine(path, line);
    if (exported === null || exported.ticket.isDeleted) continue;
    const { ticket, messages } = exported;
    const created = ticket.createdAt.getTime();
    const isNear = created >= inFull.from && created < inFull.to;
    if (messages !== undefined) threads += 1;
    const record = {
      ...(messages === undefined ? {} : { messages }),
      prediction: predictions.get(ticket.id) ?? null,
    };
    const policies = isNear ? sla.policies : [];
    tickets.push(reportTicketOf(ticket, record, { ...sla, policies, now }));
    if (ticket.url !== null) urls.set(ticket.id, ticket.url);
    desks.add(deskOf(ticket.id));
  }
  return {
    subject: [...desks].sort().join(', ') || 'no desk',
    now,
    tickets,
    urls,
    remarks: {
      sources: `Read from an export; ${threads} of ${tickets.length} tickets came with their thread. Without a thread the desk's own first reply counts, and dates of resolution are the desk's own.`,
    },
  };
}

const deskOf = (id: string): string => {
  const parts = parseId(id);
  return parts === null ? 'unknown' : `${parts.provider}:${parts.account}`;
};

function ticketOfLine(path: string, line: FileLine): ExportedTicket | null {
  const value = jsonOfLine(path, line);
  const refuse = (what: string) => new ConfigurationError(`${path}, line ${line.number}: ${what}`);
  if (!isRecord(value)) throw refuse('this is no ticket.');
  const { kind, ticket = value['kind'] === undefined ? value : undefined, messages } = value;
  if (kind !== undefined && kind !== 'ticket') return null;
  if (messages !== undefined && !Array.isArray(messages)) throw refuse('`messages` is no list.');
  try {
    return {
      ticket: ticketFromJson(ticket),
      ...(messages === undefined ? {} : { messages: messages.map(messageFromJson) }),
    };
  } catch (error) {
    // These errors name paths, never values.
    if (SupportError.isInstance(error)) throw refuse(error.message);
    throw error;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Quotes of texts are escaped, so that this never finds what somebody has written. */
const MOMENTS = /"(?:createdAt|updatedAt)":\s*"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g;

/** The last moment that an export knows of: later than that it says nothing. */
async function lastMoment(path: string): Promise<number> {
  let last = '';
  for await (const { text } of readLines(path))
    for (const [, moment = ''] of text.matchAll(MOMENTS)) if (moment > last) last = moment;
  const at = Date.parse(last);
  if (Number.isFinite(at)) return at;
  throw new ConfigurationError(`${path} has no ticket.`);
}
