import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { AgentRole } from '../../../src/model/enums.ts';
import type { Agent } from '../../../src/model/people.ts';
import { AGENT_TYPE_TO_UNIFIED } from '../enums.ts';
import { agentWire, type FreshdeskAgent } from '../wire/agents.ts';
import {
  emptyToNull,
  entryOf,
  idOf,
  type KnownPerson,
  nativeText,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { zoneOf } from './contacts.ts';
import { ianaZoneOf } from './time-zones.ts';

const TYPES: Readonly<Record<string, AgentRole>> = AGENT_TYPE_TO_UNIFIED;

/**
 * A Freshdesk agent as an Agent. Whether he is an administrator is a matter of his roles, which an
 * agent's record only numbers.
 *
 * @throws {WireFormatError} when the payload is not an agent.
 */
export function agentToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Agent<FreshdeskAgent>> {
  const wire = parseWire(agentWire, json, { provider: PROVIDER, what: 'agent' });
  const log = createWarningLog();
  const value: Agent<FreshdeskAgent> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: emptyToNull(wire.contact?.name),
    email: emptyToNull(wire.contact?.email),
    role: entryOf(TYPES, wire.type) ?? 'agent',
    // Lists leave the groups out; a single agent's record has them.
    groupIds: (wire.group_ids ?? []).map((id) => idOf(context, id)),
    isActive: wire.deactivated !== true,
    isAvailable: wire.available ?? null,
    timezone: zoneOf(wire.contact?.time_zone, log),
    signature: emptyToNull(wire.signature),
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** What other records want to know of an agent. */
export function knownAgentOf({ contact }: FreshdeskAgent): KnownPerson {
  return {
    kind: 'agent',
    name: emptyToNull(contact?.name),
    email: emptyToNull(contact?.email),
    phone: nativeText(contact?.phone) ?? nativeText(contact?.mobile),
    locale: emptyToNull(contact?.language),
    timezone: contact?.time_zone == null ? null : ianaZoneOf(contact.time_zone),
  };
}
