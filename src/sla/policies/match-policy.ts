import { inOrder } from './compile-policies.ts';
import { matchesCondition, type SlaSubject } from './matches-condition.ts';
import type { SlaPolicy } from './policy-types.ts';

/** Why a policy was chosen, or passed over. */
export interface SlaPolicyReason {
  readonly code: 'policy_matched' | 'policy_not_matched' | 'no_policy';
  readonly message: string;
  readonly evidence: { readonly policyId: string | null };
}

/** The policy of a ticket, and those that were tried before it. */
export interface SlaPolicyMatch {
  readonly policy: SlaPolicy | null;
  readonly reasons: readonly SlaPolicyReason[];
}

/**
 * The first policy that applies to a ticket, by position and then id.
 *
 * @throws ConfigurationError for a condition with an unknown operator.
 * @example
 * matchPolicy({ priority: 'normal', attributes: { mrr: 5000 } }, policies).policy?.id //=> 'enterprise'
 */
export function matchPolicy(subject: SlaSubject, policies: readonly SlaPolicy[]): SlaPolicyMatch {
  const reasons: SlaPolicyReason[] = [];
  for (const policy of inOrder(policies)) {
    const evidence = { policyId: policy.id };
    if (matchesCondition(subject, policy.when)) {
      const message = `${policy.id} is the first policy that applies.`;
      return { policy, reasons: [...reasons, { code: 'policy_matched', message, evidence }] };
    }
    const message = `${policy.id} does not apply to this ticket.`;
    reasons.push({ code: 'policy_not_matched', message, evidence });
  }
  const evidence = { policyId: null };
  reasons.push({ code: 'no_policy', message: 'No policy applies.', evidence });
  return { policy: null, reasons };
}
