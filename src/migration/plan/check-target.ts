import { supports } from '../../adapter/manifest.ts';
import { checkMapping } from '../mapping/check-mapping.ts';
import type { Work } from '../carry/work.ts';
import { lookupOf } from '../carry/find-target.ts';
import type { Finding } from '../types.ts';

/** What keeps a migration from being carried, as far as the manifests, the mapping and the accounts tell. */
export function checkTarget(work: Omit<Work, 'runId' | 'signal'>): readonly Finding[] {
  const { from, to, fromCatalog, toCatalog } = work;
  const findings: Finding[] = [
    ...fromCatalog.findings,
    ...toCatalog.findings,
    ...checkMapping(work),
    ...silenceFindings(work),
  ];
  const need = (label: string, has: boolean, operation: string): void => {
    if (has) return;
    findings.push({
      severity: 'error',
      code: 'operation_missing',
      message: `${label} has no ${operation}, which a migration needs.`,
    });
  };
  need(to.manifest.label, supports(to.manifest, 'imports.ticket'), 'imports.ticket');
  need(to.manifest.label, supports(to.manifest, 'contacts.create'), 'contacts.create');
  need(from.manifest.label, supports(from.manifest, 'messages.list'), 'messages.list');
  if (lookupOf(work) === null) {
    findings.push({
      severity: 'error',
      code: 'no_marker',
      message:
        `${to.manifest.label} gives no way to find a ticket again whose creation was not answered. If its adapter ` +
        'has an option that names a field for keys (callerKeyField), give it that.',
    });
  }
  return findings;
}

/** Nobody's customer gets an e-mail: where the API cannot keep it back, the owner has to say it is off. */
export function silenceFindings({
  to,
  isSilenceConfirmed,
}: Pick<Work, 'to' | 'isSilenceConfirmed'>): readonly Finding[] {
  const operation = to.manifest.resources.imports?.operations['ticket'];
  if (operation?.notifies !== true) return [];
  const note = operation.note === undefined ? '' : ` ${operation.note}`;
  if (isSilenceConfirmed) {
    return [
      {
        severity: 'warning',
        code: 'silence_confirmed',
        message: `That ${to.manifest.label} stays silent is your word: its API cannot keep back what the account sends.`,
      },
    ];
  }
  return [
    {
      severity: 'error',
      code: 'silence_unproven',
      message:
        `${to.manifest.label} may write to customers while tickets are imported, and its API gives no way to ` +
        `forbid it.${note} Then say silence: 'confirmed'.`,
    },
  ];
}
