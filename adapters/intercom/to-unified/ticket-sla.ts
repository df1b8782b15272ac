import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { SlaState } from '../../../src/model/sla.ts';
import type { CaseRecord } from './case-record.ts';

/**
 * The SLA that runs on a conversation. Intercom tells its name and one word for all its targets
 * together; neither clocks nor times (sheet 8.6).
 */
export function slaOf({ sla }: CaseRecord, log: WarningLog): SlaState | null {
  if (sla === null) return null;
  if (sla.status !== null) {
    log.add({
      type: 'dropped',
      field: 'sla.clocks',
      reason: 'Intercom says how the SLA stands as a whole, not which of its targets.',
      from: sla.status,
    });
  }
  return { source: 'native', policy: { id: null, name: sla.name }, clocks: [] };
}
