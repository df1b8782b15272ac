import type { EscalationReason, Severity } from './types.ts';

/** What is wrong, and for whom. */
export interface Incident {
  /** How many users it hits. */
  readonly affected: 'all' | 'most' | 'some' | 'one';
  /** How much the product is worth without the function. */
  readonly importance: 'core' | 'major' | 'minor';
  /** What the function still does. */
  readonly condition: 'unavailable' | 'degraded' | 'works';
  /** Whether people can get their work done in another way; `null` when nobody knows. */
  readonly workaround: boolean | null;
  /** Data was lost or damaged. */
  readonly dataLoss?: boolean;
  /** Somebody got, or could get, at what is not theirs. */
  readonly securityIncident?: boolean;
}

/** A severity that explains itself. */
export interface SeverityResult {
  readonly severity: Severity;
  readonly reasons: readonly EscalationReason[];
}

/**
 * How bad an incident is, from its impact (whom and what it hits) and its urgency (what still works):
 * data loss, a security incident, or a core function that is unavailable to all or most users is SEV1;
 * a core or major function that is unavailable without a workaround SEV2; one that is degraded or has a
 * workaround SEV3; everything else SEV4. A workaround that nobody knows of counts as none.
 *
 * A minor function is SEV4 whatever its condition: else a workaround would make it worse.
 *
 * @example
 * severityOf({ affected: 'some', importance: 'major', condition: 'unavailable',
 *   workaround: false }).severity //=> 'SEV2'
 */
export function severityOf(incident: Incident): SeverityResult {
  const worst = worstReason(incident);
  if (worst !== null) return { severity: 'SEV1', reasons: [worst] };
  const { importance, condition, workaround } = incident;
  if (condition === 'works') return of('SEV4', 'works', 'The function works.');
  if (importance === 'minor')
    return of('SEV4', 'minor_function', 'Only a minor function is affected.');
  if (condition === 'degraded')
    return of('SEV3', 'degraded', 'The function is degraded, and still there.');
  if (workaround === true)
    return of('SEV3', 'workaround_exists', 'The function is unavailable, with a workaround.');
  return workaround === false
    ? of('SEV2', 'no_workaround', 'The function is unavailable, and there is no workaround.')
    : of('SEV2', 'workaround_unknown', 'The function is unavailable, and no workaround is known.');
}

const of = (
  severity: Severity,
  code: EscalationReason['code'],
  message: string,
): SeverityResult => ({ severity, reasons: [{ code, message }] });

function worstReason(incident: Incident): EscalationReason | null {
  if (incident.dataLoss === true)
    return { code: 'data_loss', message: 'Data was lost or damaged.' };
  if (incident.securityIncident === true)
    return { code: 'security_incident', message: 'It is a security incident.' };
  const { affected, importance, condition } = incident;
  const most = affected === 'all' || affected === 'most';
  if (most && importance === 'core' && condition === 'unavailable')
    return {
      code: 'core_function_down_for_most',
      message: 'A core function is unavailable to all or most users.',
      evidence: { affected },
    };
  return null;
}
