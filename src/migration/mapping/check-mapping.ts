import { deskName } from '../setup.ts';
import type { Work } from '../carry/work.ts';
import type { Finding } from '../types.ts';

/** What is wrong with a mapping, told before anything is written: names that the target does not have. */
export function checkMapping({
  mapping,
  toCatalog,
  to,
}: Pick<Work, 'mapping' | 'toCatalog' | 'to'>): readonly Finding[] {
  const findings: Finding[] = [];
  const missing = (what: string, name: string): void => {
    findings.push({
      severity: 'error',
      code: 'mapping_unknown_target',
      message: `The mapping names the ${what} ${name}, which ${deskName(to)} does not have.`,
    });
  };
  const known = (items: readonly { readonly id: string; readonly externalId?: string }[]) =>
    new Set(
      items.flatMap(({ id, externalId }) => [
        id,
        ...(externalId === undefined ? [] : [externalId]),
      ]),
    );
  const check = (
    what: string,
    wanted: readonly (string | null | undefined)[],
    there: ReadonlySet<string>,
  ): void => {
    // What cannot be listed cannot be checked.
    if (there.size === 0) return;
    for (const name of new Set(wanted)) if (name != null && !there.has(name)) missing(what, name);
  };
  check('agent', Object.values(mapping.people?.agents ?? {}), known(toCatalog.agents));
  check('group', Object.values(mapping.groups ?? {}), known(toCatalog.groups));
  const statuses = Object.values(mapping.statuses ?? {}).map(
    ({ nativeStatusId }) => nativeStatusId,
  );
  check('status', statuses, known(toCatalog.statuses));
  const fields = Object.values(mapping.customFields ?? {}).map((target) =>
    typeof target === 'string' ? target : target?.to,
  );
  check('custom field', fields, new Set(toCatalog.fields.keys()));
  return findings;
}
