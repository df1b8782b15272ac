import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Group } from '../../../src/model/people.ts';
import { groupWire, type ZendeskGroup } from '../wire/groups.ts';
import {
  emptyToNull,
  idOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A Zendesk group as a Group.
 *
 * @throws {WireFormatError} when the payload is not a group.
 */
export function groupToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Group<ZendeskGroup>> {
  const wire = parseWire(groupWire, json, { provider: PROVIDER, what: 'group' });
  const log = createWarningLog();
  const value: Group<ZendeskGroup> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: wire.name,
    description: emptyToNull(wire.description),
    memberIds: null,
    isDefault: wire.default ?? null,
    isDeleted: wire.deleted ?? false,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
