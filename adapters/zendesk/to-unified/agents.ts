import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { AgentRole } from '../../../src/model/enums.ts';
import type { Agent } from '../../../src/model/people.ts';
import { ROLE_TYPE_TO_UNIFIED } from '../enums.ts';
import { userWire, type ZendeskUser } from '../wire/contacts.ts';
import {
  emptyToNull,
  idOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { userIdOf } from './contacts.ts';

const ROLE_TYPES: Readonly<Record<number, AgentRole>> = ROLE_TYPE_TO_UNIFIED;

/**
 * A Zendesk user of the staff as an Agent.
 *
 * @throws {WireFormatError} when the payload is not a user.
 */
export function userToAgent(
  json: unknown,
  context: TranslationContext,
): Mapped<Agent<ZendeskUser>> {
  const wire = parseWire(userWire, json, { provider: PROVIDER, what: 'user' });
  const log = createWarningLog();
  const nativeId = userIdOf(wire);
  const groupId = optionalIdOf<'group'>(context, wire.default_group_id);
  const value: Agent<ZendeskUser> = {
    id: idOf(context, nativeId),
    externalId: nativeId,
    name: emptyToNull(wire.name),
    email: emptyToNull(wire.email),
    role: roleOf(wire),
    // A user record names only the default group; `groups.members` has all of them.
    groupIds: groupId === null ? [] : [groupId],
    isActive: wire.active !== false && wire.suspended !== true,
    isAvailable: null,
    timezone: emptyToNull(wire.iana_time_zone),
    signature: emptyToNull(wire.signature),
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

function roleOf(wire: ZendeskUser): AgentRole {
  if (wire.role === 'admin') return 'admin';
  return ROLE_TYPES[wire.role_type ?? -1] ?? 'agent';
}
