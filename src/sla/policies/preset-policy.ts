import type { TicketPriority } from '../../model/enums.ts';
import type { SlaPolicyTable } from '../types.ts';
import type { SlaMetricTargets, SlaPolicy } from './policy-types.ts';

/**
 * A table of targets as one policy for everybody, in calendar minutes: the first response as
 * `first_reply`, the resolution as `total_resolution`. So the engine measures what `checkSLABreaches`
 * does, and beyond that pauses nothing. For customers, `tieredPolicies` is the better start.
 *
 * @example presetPolicy(SLA_PRESETS.standard).targets.urgent?.first_reply //=> 30
 */
export function presetPolicy(
  table: SlaPolicyTable,
  { id = 'preset', position = 1 }: { readonly id?: string; readonly position?: number } = {},
): SlaPolicy {
  const targets: Partial<Record<TicketPriority, SlaMetricTargets>> = {};
  for (const priority of ['urgent', 'high', 'normal', 'low'] as const) {
    const minutes = table[priority];
    if (minutes === undefined) continue;
    targets[priority] = {
      first_reply: minutes.firstResponseMinutes,
      total_resolution: minutes.resolutionMinutes,
    };
  }
  return { id, position, targets };
}
