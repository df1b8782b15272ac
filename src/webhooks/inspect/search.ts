import { bodyVariants } from './body-variants.ts';
import type { Case } from './case.ts';
import { isUntimely, skewFinding } from './clock-skew.ts';
import { finding } from './fixes.ts';
import { valueVariants } from './header-variants.ts';
import { createProbe, type Setup } from './probe.ts';
import { secretVariants } from './secret-variants.ts';
import type { DeliveryFinding } from './types.ts';

/** A change with which the delivery verifies. */
interface Found {
  readonly setup: Setup;
  readonly findings: readonly DeliveryFinding[];
}

async function bySecret({ probe }: Case, base: Setup): Promise<Found | null> {
  for (const { value, label } of secretVariants(base.secrets)) {
    const setup = { ...base, secrets: [value] };
    if (!(await probe.fits(setup))) continue;
    const detail = `It verifies with ${label}.`;
    return { setup, findings: [finding('wrong_secret', 'certain', detail)] };
  }
  return null;
}

async function byHeader({ probe }: Case, base: Setup): Promise<Found | null> {
  const { asked } = await probe.lenient(base);
  for (const { value, label } of valueVariants(base.headers, asked)) {
    const setup = { ...base, headers: value };
    if (!(await probe.fits(setup))) continue;
    const detail = `It verifies after a change of a header (${label}).`;
    return { setup, findings: [finding('malformed_header', 'certain', detail)] };
  }
  return null;
}

async function byBody({ probe }: Case, base: Setup): Promise<Found | null> {
  for (const { cause, value, label } of bodyVariants(base.body)) {
    if (probe.exhausted()) return null;
    const setup = { ...base, body: value };
    if (!(await probe.fits(setup))) continue;
    const detail = `The signature belongs to another spelling of this body; it verifies with ${label}.`;
    return { setup, findings: [finding(cause, 'certain', detail)] };
  }
  return null;
}

/** Two mistakes at once: all other secrets together, then the one that it is. */
async function byBodyAndSecret(inspected: Case, base: Setup): Promise<Found | null> {
  const { probe } = inspected;
  const secrets = secretVariants(base.secrets).map(({ value }) => value);
  if (secrets.length === 0) return null;
  for (const { cause, value, label } of bodyVariants(base.body)) {
    if (probe.exhausted()) return null;
    const body = { ...base, body: value };
    if (!(await probe.fits({ ...body, secrets }))) continue;
    const found = await bySecret(inspected, body);
    if (found === null) return null;
    const detail = `It verifies only with ${label} besides.`;
    return { ...found, findings: [...found.findings, finding(cause, 'certain', detail)] };
  }
  return null;
}

/** Whether somebody else sent it, or a secret that everybody knows signed it. */
export async function bySuspect(
  { options }: Pick<Case, 'options'>,
  base: Setup,
): Promise<Found | null> {
  for (const { name, parser, publicSecret } of options.suspects ?? []) {
    const setup = publicSecret === undefined ? base : { ...base, secrets: [publicSecret] };
    if (!(await createProbe(parser, options).fits(setup))) continue;
    const proof =
      publicSecret === undefined
        ? finding('wrong_provider', 'certain', `It verifies as a delivery of ${name}.`)
        : finding('test_secret', 'certain', `It is signed with ${name}.`);
    return { setup, findings: [proof] };
  }
  return null;
}

const WAYS = [bySecret, byHeader, bySuspect, byBody, byBodyAndSecret] as const;

/**
 * Looks for what is to be changed so that the delivery verifies: the secret, a header, the sender,
 * the body. `null` when nothing that was tried helps.
 */
export async function searchProof(
  inspected: Case,
  base: Setup,
): Promise<readonly DeliveryFinding[] | null> {
  for (const way of WAYS) {
    const found = await way(inspected, base);
    if (found !== null) return [...found.findings, ...(await besides(inspected, found.setup))];
  }
  return null;
}

/** What is wrong even after the change. */
export async function besides(
  { probe, options }: Case,
  setup: Setup,
): Promise<readonly DeliveryFinding[]> {
  const outcome = await probe.strict(setup);
  if (isUntimely(outcome)) return [await skewFinding(probe, setup, { ...options, ...outcome })];
  if (outcome.reason !== 'account_mismatch') return [];
  return [
    finding('wrong_account', 'certain', 'It also comes from another account than the given.'),
  ];
}
