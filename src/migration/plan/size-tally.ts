import type { Manifest } from '../../adapter/manifest.ts';
import type { SourceTicket } from '../translate/types.ts';
import type { Finding, MigrationMapping, OversizeValues } from '../types.ts';

/** Counts what is larger than the target takes. */
export interface SizeTally {
  addTags(ticket: SourceTicket['ticket']): void;
  /** The bodies and files of a thread that was read. */
  addThread(source: SourceTicket): void;
  list(): readonly OversizeValues[];
}

const SAMPLES = 3;

const bytesOf = (text: string): number => new TextEncoder().encode(text).byteLength;

/** An empty one. */
export function createSizeTally(
  { limits, label }: Manifest,
  { tags }: MigrationMapping,
): { readonly tally: SizeTally; findings(): readonly Finding[] } {
  const { messageBodyBytes, attachmentBytes, tagLength } = limits;
  const seen = new Map<OversizeValues['kind'], OversizeValues & { samples: string[] }>();
  const look = (
    kind: OversizeValues['kind'],
    ticketId: string,
    { size, limit }: { readonly size: number | null; readonly limit: number | null },
  ): void => {
    if (size === null || limit === null || size <= limit) return;
    const known = seen.get(kind) ?? { kind, limit, count: 0, largest: 0, samples: [] };
    const { samples } = known;
    if (samples.length < SAMPLES && !samples.includes(ticketId)) samples.push(ticketId);
    const largest = Math.max(known.largest, size);
    seen.set(kind, { ...known, count: known.count + 1, largest });
  };
  const renamed = (tag: string): string | null => {
    const { rename = {} } = tags ?? {};
    return Object.hasOwn(rename, tag) ? (rename[tag] ?? null) : tag;
  };
  const list = () => [...seen.values()];
  return {
    tally: {
      addTags(ticket) {
        for (const tag of ticket.tags) {
          look('tag', ticket.id, { size: renamed(tag)?.length ?? null, limit: tagLength });
        }
      },
      addThread({ ticket, messages }) {
        for (const { bodyHtml, bodyText, attachments } of messages) {
          const size = bytesOf(bodyHtml ?? bodyText ?? '');
          look('messageBody', ticket.id, { size, limit: messageBodyBytes });
          for (const file of attachments) {
            look('attachment', ticket.id, { size: file.size, limit: attachmentBytes });
          }
        }
      },
      list,
    },
    findings: () => list().map((one) => findingOf(one, label)),
  };
}

const WORDS = {
  messageBody: ['message', 'of the sample', 'bytes'],
  attachment: ['file', 'of the sample', 'bytes'],
  tag: ['tag', 'on tickets', 'characters'],
} as const satisfies Record<OversizeValues['kind'], readonly string[]>;

function findingOf(
  { kind, limit, count, largest, samples }: OversizeValues,
  label: string,
): Finding {
  const [what, where, unit] = WORDS[kind];
  const many = count === 1 ? `1 ${what} ${where} is` : `${count} ${what}s ${where} are`;
  return {
    severity: 'warning',
    code: `too_large_${kind}`,
    message: `${many} larger than ${label} takes: up to ${largest} ${unit}, where ${limit} is the most; such as in ${samples.join(', ')}.`,
  };
}
