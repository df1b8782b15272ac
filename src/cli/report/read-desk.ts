import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { mapConcurrently } from '../../adapter/map-concurrently.ts';
import { requireOperation } from '../../adapter/manifest.ts';
import {
  type ReportRecord,
  type ReportTicket,
  reportTicketOf,
  type TriagePrediction,
} from '../../desk-report/index.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { StatusWord } from '../../sla/index.ts';
import type { ReadingOptions, ReadSource } from './types.ts';

/** A ticket of any desk, with whatever fields of its own. */
export type AnyTicket = SupportTicket<unknown, AnyFields>;

/** What reading a desk takes besides. */
export interface DeskReading extends ReadingOptions {
  /** Whether threads and histories are read. */
  readonly threads: boolean;
  readonly onProgress: (done: number) => void;
  readonly predictionOf: (ticket: AnyTicket) => Promise<TriagePrediction | null>;
  /** What the caller knows of a ticket beside the desk. @default nothing */
  readonly enrich?: (ticket: AnyTicket) => Partial<ReportTicket>;
}

/** Threads that are read at a time; the adapter keeps to the budget of its provider. */
const AT_A_TIME = 4;
const MOST_ENTRIES = 5_000;

/**
 * Reads all tickets of a desk, and the threads and histories of those created in the stretch: the others
 * count in the backlog and as resolutions only. Of each ticket only the facts are kept.
 */
export async function readDesk(desk: AnySupportAdapter, options: DeskReading): Promise<ReadSource> {
  const now = (options.now ?? new Date()).getTime();
  const { onProgress, enrich = () => ({}) } = options;
  if (desk.tickets.list === undefined) requireOperation(desk.manifest, 'tickets.list');
  const readRecord = await recordReader(desk, options, now);
  const tickets: ReportTicket[] = [];
  const urls = new Map<string, string>();
  const take = async (batch: readonly AnyTicket[]) => {
    const read = await mapConcurrently(batch, AT_A_TIME, async (ticket) => ({
      ...(await readRecord(ticket)),
      ...enrich(ticket),
    }));
    tickets.push(...read);
    for (const { id, url } of batch) if (url !== null) urls.set(id, url);
    onProgress(tickets.length);
  };
  // Page by page, so that no more than a page of texts is in memory.
  for await (const { items } of desk.tickets.list({}).pages())
    await take(items.filter(({ isDeleted }) => !isDeleted));
  return {
    subject: `${desk.provider}:${desk.account}`,
    now,
    tickets: [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()],
    urls,
    remarks: { sources: sourcesText(desk, options.threads) },
  };
}

function sourcesText(desk: AnySupportAdapter, threads: boolean): string {
  if (!threads)
    return 'Read from the desk without threads and histories: first replies, resolutions and reopens are those that the desk itself tells.';
  return desk.events?.list === undefined
    ? 'Read from the desk with the threads of the two periods. This desk has no history to read: resolutions and reopens are those that it tells itself.'
    : 'Read from the desk with the threads and histories of the two periods, by one rule for all desks.';
}

async function recordReader(
  desk: AnySupportAdapter,
  { sla, stretch, threads, predictionOf }: DeskReading,
  now: number,
): Promise<(ticket: AnyTicket) => Promise<ReportTicket>> {
  const inFull = stretch(now);
  const statuses: readonly StatusWord[] = (await desk.statuses?.list?.()) ?? [];
  return async (ticket) => {
    const created = ticket.createdAt.getTime();
    const isNear = created >= inFull.from && created < inFull.to;
    const record: ReportRecord = {
      ...(isNear && threads ? await threadOf(desk, ticket) : {}),
      prediction: isNear ? await predictionOf(ticket) : null,
    };
    const policies = isNear ? sla.policies : [];
    return reportTicketOf(ticket, record, { ...sla, policies, statuses, now });
  };
}

async function threadOf(
  desk: AnySupportAdapter,
  { id }: AnyTicket,
): Promise<Pick<ReportRecord, 'messages' | 'history'>> {
  const limit = { limit: MOST_ENTRIES };
  const messages = await desk.messages?.list?.(id).toArray(limit);
  const history = await desk.events?.list?.(id).toArray(limit);
  return {
    ...(messages === undefined ? {} : { messages }),
    ...(history === undefined ? {} : { history }),
  };
}
