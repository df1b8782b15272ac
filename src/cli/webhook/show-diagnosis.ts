import type { DeliveryDiagnosis, DeliveryFinding } from '../../webhooks/inspect/index.ts';
import type { Paint } from '../terminal/paint.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import type { EventRow } from './event-rows.ts';
import { safeText } from './safe-text.ts';

const WIDTH = 92;
const INDENT = '     ';

const LOOKS = { certain: 'red', likely: 'yellow', possible: 'dim' } as const;

function findingLines(finding: DeliveryFinding, number: number, paint: Paint): readonly string[] {
  const { cause, certainty, detail, fix } = finding;
  return [
    `  ${number}. ${paint('bold', cause)}  ${paint(LOOKS[certainty], certainty)}`,
    ...wrapText(detail, WIDTH).map((line) => INDENT + line),
    ...wrapText(`→ ${fix}`, WIDTH).map((line) => INDENT + paint('cyan', line)),
    '',
  ];
}

const COVERS = [
  'covers neither body nor time: read the record again before acting on it',
  'covers the body but no time: an old delivery can be sent again',
  'covers body and time',
] as const;

function coverage(proves: NonNullable<DeliveryDiagnosis['proves']>): string {
  if (!proves.body) return COVERS[0];
  return proves.time ? COVERS[2] : COVERS[1];
}

function eventLines(event: EventRow, paint: Paint): readonly string[] {
  const { text } = event;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ['id', event.id],
    ['record', event.recordId],
    ['native', event.nativeType],
    ['time', event.occurredAt],
    ['changed', event.changes.join(', ')],
    ['subject', text?.subject],
    ['message', text?.message],
  ];
  return [
    `  ${paint('bold', event.type)}`,
    ...rows.flatMap(([label, value]) =>
      value
        ? [`${INDENT}${paint('dim', label.padEnd(9))}${safeText(value).replace(/\s+/g, ' ')}`]
        : [],
    ),
    '',
  ];
}

/** A diagnosis for a person to read. */
export function diagnosisLines(
  diagnosis: DeliveryDiagnosis,
  options: { readonly desk: string; readonly events: readonly EventRow[]; readonly paint: Paint },
): readonly string[] {
  const { desk, events, paint } = options;
  const { verified, reason, findings, delivery, proves } = diagnosis;
  const head = verified
    ? paint('green', `Verified as a delivery of ${desk}.`)
    : paint('red', `Not verified as a delivery of ${desk}${reason === null ? '' : `: ${reason}`}.`);
  const body =
    delivery.bodyBytes === null
      ? 'no raw body'
      : `${delivery.bodyBytes} bytes, SHA-256 ${delivery.bodySha256 ?? 'not known'}`;
  const names = wrapText((delivery.headerNames ?? []).join(', '), WIDTH - 9);
  return [
    head,
    `  ${paint('dim', 'body'.padEnd(9))}${body}`,
    ...names.map(
      (line, index) => `  ${paint('dim', (index === 0 ? 'headers' : '').padEnd(9))}${line}`,
    ),
    ...(proves === null ? [] : [`  ${paint('dim', 'proof'.padEnd(9))}${coverage(proves)}`]),
    '',
    ...findings.flatMap((finding, index) => findingLines(finding, index + 1, paint)),
    ...events.flatMap((event) => eventLines(event, paint)),
  ];
}
