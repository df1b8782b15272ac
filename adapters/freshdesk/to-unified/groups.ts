import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Group } from '../../../src/model/people.ts';
import { type FreshdeskGroup, groupWire } from '../wire/groups.ts';
import {
  emptyToNull,
  idOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A Freshdesk group as a Group. Lists leave the members out; a single group's record has them.
 *
 * @throws {WireFormatError} when the payload is not a group.
 */
export function groupToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Group<FreshdeskGroup>> {
  const wire = parseWire(groupWire, json, { provider: PROVIDER, what: 'group' });
  const log = createWarningLog();
  const value: Group<FreshdeskGroup> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: wire.name,
    description: emptyToNull(wire.description),
    memberIds: wire.agent_ids?.map((id) => idOf(context, id)) ?? null,
    isDefault: null,
    isDeleted: false,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
