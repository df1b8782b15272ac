import type { Case } from './case.ts';
import { finding } from './fixes.ts';
import { aliasVariants, likeness, similarNames } from './header-variants.ts';
import { type KnownHeaders, showName, withHeader } from './known-headers.ts';
import { createProbe, type Setup } from './probe.ts';
import { besides, bySuspect, searchProof } from './search.ts';
import type { DeliveryFinding } from './types.ts';

/** Names that are as good as the same. */
const ALIKE = 0.75;

/** Headers that any HTTP client and proxy sets; a provider's own are others. */
const EVERYDAY =
  /^(host|connection|content-.*|accept.*|user-agent|transfer-encoding|cache-control|date|via|forwarded|cookie|origin|referer|expect|x-forwarded-.*|x-real-ip|x-request-id|x-amzn-trace-id|cf-.*|traceparent|tracestate)$/;

const listed = (names: readonly string[]): string => names.map(showName).join(', ');

/** What else there is to say about the headers that are there. */
function surroundings({ names }: KnownHeaders): string {
  if (names === null) return '';
  if (names.length === 0)
    return ' There are no headers at all: they were not recorded or not handed on.';
  const own = names.filter((name) => !EVERYDAY.test(name));
  if (own.length === 0) {
    return ' No header is there but everyday ones: a proxy or gateway drops the others, or this is no webhook.';
  }
  const proofs = own.filter((name) => /signature|hmac|secret|token/.test(name));
  return proofs.length === 0
    ? ''
    : ` There are others that look like a proof (${listed(proofs.slice(0, 5))}): perhaps of another sender.`;
}

/** Others whose own headers are there, although they do not prove it with this secret. */
async function likelySuspects(
  { options }: Case,
  setup: Setup,
): Promise<readonly DeliveryFinding[]> {
  const findings: DeliveryFinding[] = [];
  for (const { name, parser, publicSecret } of options.suspects ?? []) {
    if (publicSecret !== undefined) continue;
    const { reason, asked } = await createProbe(parser, options).lenient(setup);
    const present = asked.filter((header) => setup.headers.get(header));
    if (reason === null || reason === 'missing_header' || present.length === 0) continue;
    const detail = `It has a header of ${name} (${listed(present)}), but its proof fails with this secret.`;
    findings.push(finding('wrong_provider', 'likely', detail));
  }
  return findings;
}

async function byAlias(
  inspected: Case,
  missing: readonly string[],
): Promise<readonly DeliveryFinding[] | null> {
  const { probe, setup } = inspected;
  for (const { value, label } of aliasVariants(setup.headers, missing)) {
    if (probe.exhausted()) return null;
    const renamed = { ...setup, headers: value };
    if (!(await probe.fits(renamed))) continue;
    const detail = `The delivery has no header ${listed(missing)}, but it verifies with ${label}.`;
    const proof = finding('missing_header', 'certain', detail);
    return [proof, ...(await besides(inspected, renamed))];
  }
  return null;
}

/** A name that is nearly right, with a proof that is wrong besides. */
async function byLikeness(
  inspected: Case,
  missing: readonly string[],
): Promise<readonly DeliveryFinding[] | null> {
  const { setup } = inspected;
  for (const name of missing) {
    const [other] = similarNames(setup.headers, name);
    if (other === undefined || likeness(other, name) < ALIKE) continue;
    const headers = withHeader(setup.headers, name, setup.headers.get(other) ?? '');
    const found = await searchProof(inspected, { ...setup, headers });
    const detail = `The delivery has no header ${showName(name)}, but one named ${showName(other)}.`;
    return [
      finding('missing_header', found === null ? 'likely' : 'certain', detail),
      ...(found ?? []),
    ];
  }
  return null;
}

/** Why a header is missing that the proof needs. */
export async function diagnoseMissing(inspected: Case): Promise<readonly DeliveryFinding[]> {
  const { setup, outcome } = inspected;
  const missing = outcome.asked.filter((name) => !setup.headers.get(name));
  const suspect = await bySuspect(inspected, setup);
  if (suspect !== null) return suspect.findings;
  const others = await likelySuspects(inspected, setup);
  const renamed =
    (await byAlias(inspected, missing)) ??
    (others.length === 0 ? await byLikeness(inspected, missing) : null);
  if (renamed !== null) return renamed;
  const which =
    missing.length > 1 ? `none of the headers ${listed(missing)}` : `no header ${listed(missing)}`;
  const detail = `The delivery has ${which}.${surroundings(setup.headers)}`;
  return [...others, finding('missing_header', others.length > 0 ? 'possible' : 'certain', detail)];
}
