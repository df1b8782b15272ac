import type { WebhookRejection } from '../../errors/classes.ts';
import type { Case } from './case.ts';
import { isUntimely, skewFinding } from './clock-skew.ts';
import { evidenceOf, redactedFinding } from './evidence.ts';
import { finding } from './fixes.ts';
import { diagnoseMissing } from './missing-header.ts';
import { showName } from './known-headers.ts';
import { searchProof } from './search.ts';
import type { DeliveryFinding } from './types.ts';

type Diagnose = (inspected: Case) => Promise<readonly DeliveryFinding[]>;

const said =
  (cause: DeliveryFinding['cause'], detail: string): Diagnose =>
  async () => [finding(cause, 'certain', detail)];

async function diagnoseTime(inspected: Case): Promise<readonly DeliveryFinding[]> {
  const { probe, setup, outcome, options } = inspected;
  const skew = await skewFinding(probe, setup, { ...options, reason: outcome.reason });
  // A parser may look at the time before it looks at the signature.
  const rest = (await probe.fits(setup)) ? [] : ((await searchProof(inspected, setup)) ?? []);
  return [skew, ...rest.filter(({ cause }) => cause !== 'clock_skew')];
}

async function diagnoseMismatch(inspected: Case): Promise<readonly DeliveryFinding[]> {
  return (await searchProof(inspected, inspected.setup)) ?? evidenceOf(inspected);
}

async function diagnoseMalformed(inspected: Case): Promise<readonly DeliveryFinding[]> {
  const { setup, outcome } = inspected;
  const found = await searchProof(inspected, setup);
  if (found !== null) return found;
  const name = outcome.asked.findLast((asked) => setup.headers.get(asked) !== null);
  const which = name === undefined ? 'A header' : `The header ${showName(name)}`;
  return [finding('malformed_header', 'certain', `${which} has another form than it must have.`)];
}

const DIAGNOSES: Readonly<Partial<Record<WebhookRejection, Diagnose>>> = {
  secret_missing: said('secret_missing', 'No secret was given, or only empty ones.'),
  test_secret: said('test_secret', 'The given secret is one that the provider has published.'),
  account_mismatch: said(
    'wrong_account',
    'The proof is right, but the delivery names another account than the given one.',
  ),
  signature_mismatch: diagnoseMismatch,
  missing_header: diagnoseMissing,
  malformed_header: diagnoseMalformed,
};

/** Why a delivery with a raw body of bearable size is refused. */
export async function diagnose(inspected: Case): Promise<readonly DeliveryFinding[]> {
  const { outcome } = inspected;
  const redacted = redactedFinding(inspected);
  if (redacted !== null) return [redacted];
  if (isUntimely(outcome)) return diagnoseTime(inspected);
  const way = outcome.reason === null ? undefined : DIAGNOSES[outcome.reason];
  if (way !== undefined) return way(inspected);
  const detail =
    outcome.reason === null
      ? 'The check itself failed; it neither believed nor refused the delivery.'
      : `The check refused the delivery with the reason ${outcome.reason}.`;
  return [finding('check_failed', 'certain', detail)];
}
