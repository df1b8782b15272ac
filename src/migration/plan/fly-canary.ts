import { carryTicket } from '../carry/carry-ticket.ts';
import type { Work } from '../carry/work.ts';
import type { Finding, PreflightResult } from '../types.ts';
import { differencesOf } from '../verify/verify-ticket.ts';

/** Carries the first ticket that is planned, reads it back and compares it. */
export async function flyCanary(
  work: Work,
  findings: readonly Finding[],
): Promise<PreflightResult> {
  const { ledger, clock, leaseMs, runId } = work;
  const now = clock.now();
  const request = { kinds: ['ticket'] as const, limit: 1, runId, now, until: now + leaseMs };
  const [claim] = await ledger.claim(request);
  if (claim === undefined) return { findings, canary: null, ok: true };
  const { source } = claim.item;
  await carryTicket(work, claim);
  const item = await ledger.item('ticket', source);
  if (item === null || item.target === null || item.state !== 'confirmed') {
    const why = item?.error?.message ?? item?.reason ?? 'Nobody knows why.';
    const severity = item?.state === 'skipped' ? 'warning' : 'error';
    const message = `The canary ${source} was not carried: ${why}`;
    const all = [...findings, { severity, code: 'canary_failed', message } as const];
    return { findings: all, canary: null, ok: severity === 'warning' };
  }
  const found = await differencesOf(work, item);
  const differences = found === 'changed' ? [] : found;
  const { target, losses } = item;
  return {
    findings,
    canary: { source, target, losses, differences },
    ok: differences.length === 0,
  };
}
