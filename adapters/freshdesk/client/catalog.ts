import {
  createFieldMap,
  type FieldMap,
  type KnownField,
} from '../../../src/adapter/custom-fields.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import type { Http } from '../../../src/http/http-options.ts';
import type { FreshdeskSettings } from '../options.ts';
import { type KnownPerson, PROVIDER } from '../to-unified/common.ts';
import { optionsOf } from '../to-unified/field-options.ts';
import { agentNamesOf, fieldTypeOf, groupNamesOf } from '../to-unified/fields.ts';
import { type FreshdeskField, fieldWire } from '../wire/fields.ts';
import { itemsOf } from './answers.ts';

/** What an account calls its fields, statuses, agents and groups: all of it is in one list. */
export interface Catalog {
  /** `undefined` when there is nothing to wait for. */
  ready(options?: RequestOptions): Promise<void> | undefined;
  fieldMap(): FieldMap;
  statusLabel(id: string): string | undefined;
  /** Labels of the statuses that are known by now, by id. */
  statusLabels(): ReadonlyMap<string, string>;
  person(id: string): KnownPerson | undefined;
  groupName(id: string): string | undefined;
  /** The account's statuses by id, read where they are not known yet; `null` where that is forbidden. */
  statuses(options?: RequestOptions): Promise<ReadonlyMap<string, string> | null>;
}

const PATH = '/api/v2/ticket_fields';

/** A catalogue that fills itself before the first translation, when the options ask for it. */
export function createCatalog(settings: FreshdeskSettings, http: Http): Catalog {
  let fields = settings.fieldMap;
  let statuses: ReadonlyMap<string, string> | null = null;
  let agents: ReadonlyMap<string, string> = new Map();
  let groups: ReadonlyMap<string, string> = new Map();
  let loading: Promise<void> | null = null;
  let loaded = !settings.discover;

  const read = async (type?: string, options?: RequestOptions) => {
    try {
      const { data } = await http.send({ method: 'GET', path: PATH, query: { type } }, options);
      return itemsOf(data, `GET ${PATH}`).map((json) =>
        parseWire(fieldWire, json, { provider: PROVIDER, what: 'ticket field' }),
      );
    } catch (error) {
      // Keys without a view of tickets may not read fields: names then stay unknown, which
      // translations can live with.
      if (hasCode(error, 'not_found') || hasCode(error, 'permission_denied')) return null;
      throw error;
    }
  };
  const load = async (): Promise<void> => {
    const list = (await read()) ?? [];
    const known = new Map(list.flatMap(knownFieldsOf));
    statuses = statusesOf(list);
    agents = agentNamesOf(list);
    groups = groupNamesOf(list);
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
    statusLabel: (id) => statuses?.get(id),
    statusLabels: () => statuses ?? new Map(),
    person(id) {
      const name = agents.get(id);
      return name === undefined ? undefined : { kind: 'agent', name, email: null };
    },
    groupName: (id) => groups.get(id),
    async statuses(options) {
      if (statuses === null || statuses.size === 0) {
        const list = await read('default_status', options);
        statuses = list === null ? null : statusesOf(list);
      }
      return statuses;
    },
  };
}

/** A field and the lower levels of a nested one, which have names of their own. */
const knownFieldsOf = (field: FreshdeskField): readonly (readonly [string, KnownField])[] => [
  [field.name, { label: field.label ?? field.name, type: fieldTypeOf(field.type) }],
  ...(field.nested_ticket_fields ?? field.dependent_fields ?? []).flatMap(
    ({ name, label }): readonly (readonly [string, KnownField])[] =>
      name == null ? [] : [[name, { label: label ?? name, type: 'single_select' }]],
  ),
];

const statusesOf = (fields: readonly FreshdeskField[]): ReadonlyMap<string, string> => {
  const field = fields.find(({ type }) => type === 'default_status');
  return new Map(optionsOf(field?.choices).map(({ value, label }) => [value, label]));
};
