import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { NativeStatus } from '../../adapter/resources.ts';
import { hasCode } from '../../errors/classes.ts';
import type { CustomFieldDefinition } from '../../model/custom-fields.ts';
import type { Agent, Group } from '../../model/people.ts';
import type { Finding } from '../types.ts';

/** What an account has that tickets refer to. */
export interface Catalog {
  /** By key, as the adapter's `customFields` names it; fields of tickets only. */
  readonly fields: ReadonlyMap<string, CustomFieldDefinition>;
  readonly groups: readonly Group[];
  readonly agents: readonly Agent[];
  readonly statuses: readonly NativeStatus[];
  /** Parts that these credentials may not read. */
  readonly findings: readonly Finding[];
}

const CATALOG_LIMIT = 20_000;
const ON_TICKETS: ReadonlySet<string> = new Set(['ticket', 'conversation']);

/** Reads an account's fields, groups, agents and statuses. */
export async function readCatalog(
  desk: AnySupportAdapter,
  signal: AbortSignal | undefined,
): Promise<Catalog> {
  const options = signal === undefined ? {} : { signal };
  const findings: Finding[] = [];
  const read = async <T>(part: string, get: () => Promise<readonly T[]> | undefined) => {
    try {
      return (await get()) ?? [];
    } catch (error) {
      if (!hasCode(error, 'permission_denied')) throw error;
      findings.push({
        severity: 'warning',
        code: 'unreadable',
        message: `These credentials may not read the ${part} of ${desk.provider}:${desk.account}.`,
      });
      return [];
    }
  };
  const all = { limit: CATALOG_LIMIT };
  const [fields, groups, agents, statuses] = await Promise.all([
    read('fields', () => desk.fields?.list?.(options)),
    read('groups', () => desk.groups?.list?.({}, options).toArray(all)),
    read('agents', () => desk.agents?.list?.({}, options).toArray(all)),
    read('statuses', () => desk.statuses?.list?.(options)),
  ]);
  const own = new Set(desk.ownFields);
  const ofTickets = fields.filter(
    ({ object, isSystem, key }) => ON_TICKETS.has(object) && !isSystem && !own.has(key),
  );
  return {
    fields: new Map(ofTickets.map((field) => [field.key, field])),
    groups,
    agents,
    statuses,
    findings,
  };
}
