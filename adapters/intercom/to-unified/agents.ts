import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { AgentRole } from '../../../src/model/enums.ts';
import type { Agent } from '../../../src/model/people.ts';
import { adminWire, type IntercomAdmin } from '../wire/agents.ts';
import {
  emptyToNull,
  idOf,
  type KnownPerson,
  nameOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { isBotAddress } from './people.ts';

/**
 * A teammate as an Agent; the workspace's bot stands in the same list.
 *
 * @throws {WireFormatError} when the payload is not an admin.
 */
export function agentToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Agent<IntercomAdmin>> {
  const wire = parseWire(adminWire, json, { provider: PROVIDER, what: 'admin' });
  const log = createWarningLog();
  const value: Agent<IntercomAdmin> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: nameOf(wire.name),
    email: emptyToNull(wire.email),
    role: roleOf(wire),
    groupIds: (wire.team_ids ?? []).map((id) => idOf(context, id)),
    // Teammates who left are not listed any more.
    isActive: true,
    isAvailable: wire.away_mode_enabled == null ? null : !wire.away_mode_enabled,
    timezone: null,
    signature: null,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** Without a seat in the inbox nobody can act on conversations (sheet section 1). */
const roleOf = (wire: IntercomAdmin): AgentRole =>
  isBotAddress(wire.email) ? 'bot' : wire.has_inbox_seat === false ? 'light' : 'agent';

/** What other records want to know of a teammate. */
export const knownAgentOf = (wire: IntercomAdmin): KnownPerson => ({
  name: nameOf(wire.name),
  email: emptyToNull(wire.email),
  kind: isBotAddress(wire.email) ? 'bot' : 'agent',
});
