import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Group } from '../../../src/model/people.ts';
import { type IntercomTeam, teamWire } from '../wire/groups.ts';
import { idOf, nameOf, PROVIDER, provenanceOf, rawOf, type TranslationContext } from './common.ts';

/**
 * A team as a Group, with its members.
 *
 * @throws {WireFormatError} when the payload is not a team.
 */
export function groupToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Group<IntercomTeam>> {
  const wire = parseWire(teamWire, json, { provider: PROVIDER, what: 'team' });
  const log = createWarningLog();
  const value: Group<IntercomTeam> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: nameOf(wire.name) ?? '',
    description: null,
    memberIds: wire.admin_ids == null ? null : wire.admin_ids.map((id) => idOf(context, id)),
    isDefault: null,
    isDeleted: false,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
