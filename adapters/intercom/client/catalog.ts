import {
  createFieldMap,
  type FieldMap,
  type KnownField,
} from '../../../src/adapter/custom-fields.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import type { Http } from '../../../src/http/http-options.ts';
import { type IntercomSettings, versionNumber } from '../options.ts';
import { knownAgentOf } from '../to-unified/agents.ts';
import { type KnownPerson, type Lookups, PROVIDER } from '../to-unified/common.ts';
import { fieldTypeOf } from '../to-unified/fields.ts';
import { adminWire } from '../wire/agents.ts';
import { attributeWire, ticketTypeWire } from '../wire/fields.ts';
import { teamWire } from '../wire/groups.ts';
import { tagWire } from '../wire/tags.ts';
import { type Json, listOf, ticketTypesOf } from './answers.ts';

/** What a workspace calls its fields, people and tags, read once. */
export interface Catalog {
  /** `undefined` when there is nothing to wait for. */
  ready(options?: RequestOptions): Promise<void> | undefined;
  fieldMap(): FieldMap;
  /** Names that came along with an answer, and those that are known anyway. */
  lookups(own: Partial<Lookups>): Lookups;
}

/** A catalogue that fills itself before the first translation, when the options ask for it. */
export function createCatalog(settings: IntercomSettings, http: Http): Catalog {
  const people = new Map<string, KnownPerson>();
  const teams = new Map<string, string>();
  const tags = new Map<string, string>();
  const known = new Map<string, KnownField>();
  let fields = settings.fieldMap;
  let loading: Promise<void> | null = null;
  let loaded = !settings.discover;

  const read = async (
    path: string,
    key: string | typeof ticketTypesOf,
  ): Promise<readonly unknown[]> => {
    try {
      const { data } = await http.send<Json>({ method: 'GET', path });
      return typeof key === 'string' ? listOf(data, key) : key(data);
    } catch (error) {
      // Some tokens may not read all of it: names then stay unknown, which translations can live
      // with.
      if (
        SupportError.isInstance(error) &&
        (error.code === 'not_found' || error.code === 'permission_denied')
      ) {
        return [];
      }
      throw error;
    }
  };
  const learn = (json: unknown): void => {
    const field = parseWire(attributeWire, json, { provider: PROVIDER, what: 'attribute' });
    known.set(field.name, { label: field.label ?? field.name, type: fieldTypeOf(field) });
  };
  const load = async (): Promise<void> => {
    const isNew = versionNumber(settings.apiVersion) >= 16;
    const [attributes, types, admins, teamList, tagList] = await Promise.all([
      read(isNew ? '/conversations/attributes' : '/data_attributes?model=conversation', 'data'),
      read('/ticket_types', ticketTypesOf),
      read('/admins', 'admins'),
      read('/teams', 'teams'),
      read('/tags', 'data'),
    ]);
    for (const json of types) {
      const type = parseWire(ticketTypeWire, json, { provider: PROVIDER, what: 'ticket type' });
      const listed = type.ticket_type_attributes;
      for (const field of listed?.data ?? listed?.ticket_type_attributes ?? []) learn(field);
    }
    for (const json of attributes) learn(json);
    for (const json of admins) {
      const admin = parseWire(adminWire, json, { provider: PROVIDER, what: 'admin' });
      people.set(String(admin.id), knownAgentOf(admin));
    }
    for (const json of teamList) {
      const team = parseWire(teamWire, json, { provider: PROVIDER, what: 'team' });
      teams.set(String(team.id), team.name);
    }
    for (const json of tagList) {
      const tag = parseWire(tagWire, json, { provider: PROVIDER, what: 'tag' });
      tags.set(String(tag.id), tag.name);
    }
    fields = createFieldMap(settings.fields, (name) => known.get(name));
    loaded = true;
  };
  return {
    ready() {
      if (loaded) return undefined;
      // One load serves all callers, so it does not end with the first caller's abort signal.
      loading ??= load().finally(() => {
        loading = null;
      });
      return loading;
    },
    fieldMap: () => fields,
    lookups: (own) => ({
      person: (id) => own.person?.(id) ?? people.get(id),
      groupName: (id) => own.groupName?.(id) ?? teams.get(id),
      tagName: (id) => own.tagName?.(id) ?? tags.get(id),
      ticket: (id) => own.ticket?.(id),
      caseTags: own.caseTags,
    }),
  };
}
