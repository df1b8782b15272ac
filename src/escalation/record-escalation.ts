import { ConfigurationError } from '../errors/index.ts';
import { tierRank } from './escalation-path.ts';
import {
  type EscalationReason,
  type EscalationTier,
  type Instant,
  SEVERITIES,
  type Severity,
} from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** Who has a case, and how bad it is. */
export interface EscalationState {
  readonly tier: EscalationTier;
  readonly severity: Severity | null;
}

/** One entry of a case's escalation history. */
export interface EscalationMove {
  readonly at: Date;
  readonly from: EscalationState;
  readonly to: EscalationState;
  /** What moved, and which way. Empty when nothing did. */
  readonly reasons: readonly EscalationReason[];
  /** In the words of whoever decided it. */
  readonly because: string;
}

/**
 * The entry that a move leaves in a case's history. Going down a tier or lowering a severity is
 * recorded as going up is, and no move goes without its reason.
 *
 * @throws {ConfigurationError} when `because` is empty.
 * @throws {ValidationError} when `at` is no point in time.
 * @example
 * recordEscalation({ tier: 'L3', severity: 'SEV2' }, { tier: 'L1', severity: 'SEV3' },
 *   { at, because: 'A workaround was found.' }).reasons.map(({ code }) => code)
 * //=> ['de_escalated', 'severity_lowered']
 */
export function recordEscalation(
  from: EscalationState,
  to: EscalationState,
  options: { readonly at: Instant; readonly because: string },
): EscalationMove {
  const because = options.because.trim();
  if (because === '') throw new ConfigurationError('A change of tier or severity needs a reason.');
  const at = new Date(requireInstant('at', options.at));
  return { at, from, to, reasons: [...tierMove(from, to), ...severityMove(from, to)], because };
}

function tierMove(from: EscalationState, to: EscalationState): readonly EscalationReason[] {
  if (from.tier === to.tier) return [];
  const up = tierRank(to.tier) > tierRank(from.tier);
  return [
    {
      code: up ? 'escalated' : 'de_escalated',
      message: `The case went from ${from.tier} ${up ? 'up' : 'down'} to ${to.tier}.`,
      evidence: { from: from.tier, to: to.tier },
    },
  ];
}

/** No severity at all counts as lower than the lowest. */
const severityRank = (severity: Severity | null): number =>
  severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);

function severityMove(from: EscalationState, to: EscalationState): readonly EscalationReason[] {
  if (from.severity === to.severity) return [];
  const raised = severityRank(to.severity) < severityRank(from.severity);
  return [
    {
      code: raised ? 'severity_raised' : 'severity_lowered',
      message: `The severity was ${raised ? 'raised' : 'lowered'}.`,
      evidence: { from: from.severity, to: to.severity },
    },
  ];
}
