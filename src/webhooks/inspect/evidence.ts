import { isLargerThan } from '../request.ts';
import type { Case } from './case.ts';
import { textOfBytes } from './encodings.ts';
import { finding } from './fixes.ts';
import { showName } from './known-headers.ts';
import type { DeliveryFinding } from './types.ts';
import { REDACTED } from './record.ts';

const bytesIn = (body: string | Uint8Array): number =>
  typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;

/** A header of the proof that whoever recorded the delivery left out. */
export function redactedFinding({ outcome, setup }: Case): DeliveryFinding | null {
  const name = outcome.asked.find((asked) => setup.headers.get(asked) === REDACTED);
  if (name === undefined) return null;
  const detail = `The value of the header ${showName(name)} was left out when the delivery was recorded.`;
  return finding('redacted_header', 'certain', detail);
}

/** What the delivery tells of its own body. */
function bodyEvidence({ setup }: Case): readonly DeliveryFinding[] {
  const { body, headers } = setup;
  const length = bytesIn(body);
  const declared = /^\d+$/.exec(headers.get('content-length')?.trim() ?? '')?.[0];
  const wasPacked = headers.get('content-encoding') !== null;
  if (length === 0) {
    const told = declared === undefined ? '' : `, although its content-length is ${declared}`;
    const certainty = declared === undefined || declared === '0' ? 'likely' : 'certain';
    return [finding('empty_body', certainty, `The body is empty${told}.`)];
  }
  const findings: DeliveryFinding[] = [];
  if (declared !== undefined && Number(declared) !== length && !wasPacked) {
    const detail = `The body has ${length} bytes, but the delivery had ${declared} by its content-length.`;
    findings.push(finding('body_changed', 'likely', detail));
  }
  const text = typeof body === 'string' ? body : textOfBytes(body);
  if (text === null) {
    const detail = 'The body is not UTF-8: perhaps something converted it to another encoding.';
    findings.push(finding('body_changed', 'possible', detail));
  } else if (text.includes('\uFFFD')) {
    const detail =
      'The body holds replacement characters (U+FFFD): bytes were lost while it was decoded, as when pieces of it are turned into text one by one.';
    findings.push(finding('body_changed', 'likely', detail));
  }
  return findings;
}

const WITHOUT_BODY = 'No change of the body that is known from frameworks helps either';

/** The best guesses when nothing that was tried makes the delivery verify. */
export function evidenceOf(inspected: Case): readonly DeliveryFinding[] {
  const { probe, setup } = inspected;
  const evidence = bodyEvidence(inspected);
  const tried = probe.exhausted() ? ' Not everything was tried, since the body is large.' : '';
  const secret = finding(
    'wrong_secret',
    evidence.some(({ certainty }) => certainty !== 'possible') ? 'possible' : 'likely',
    `The proof was made with another secret, such as that of another webhook or an older one. ${WITHOUT_BODY}.${tried}`,
  );
  const isEmpty = !isLargerThan(setup.body, 0);
  if (evidence.length > 0 || isEmpty) return [...evidence, secret];
  const detail =
    'The body was changed in a way that cannot be undone, such as reordered or rounded values.';
  return [secret, finding('body_changed', 'possible', detail)];
}
