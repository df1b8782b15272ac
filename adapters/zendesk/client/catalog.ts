import {
  createFieldMap,
  type FieldMap,
  type KnownField,
} from '../../../src/adapter/custom-fields.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import type { Http } from '../../../src/http/http-options.ts';
import type { ZendeskSettings } from '../options.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { fieldTypeOf } from '../to-unified/fields.ts';
import { fieldWire } from '../wire/fields.ts';
import { customStatusWire } from '../wire/statuses.ts';
import { type Json, listOf } from './answers.ts';

/** What an account calls its fields and statuses, read once. */
export interface Catalog {
  /** `undefined` when there is nothing to wait for. */
  ready(options?: RequestOptions): Promise<void> | undefined;
  fieldMap(): FieldMap;
  customStatus(id: string): { readonly label: string; readonly isDefault: boolean } | undefined;
  /** The id of the custom status that agents see under a label. */
  customStatusId(label: string): string | undefined;
}

/** A catalogue that fills itself before the first translation, when the options ask for it. */
export function createCatalog(settings: ZendeskSettings, http: Http): Catalog {
  const statuses = new Map<string, { readonly label: string; readonly isDefault: boolean }>();
  const known = new Map<string, KnownField>();
  let fields = settings.fieldMap;
  let loading: Promise<void> | null = null;
  let loaded = !settings.discover;

  const read = async (path: string, key: string): Promise<readonly unknown[]> => {
    try {
      const { data } = await http.send<Json>({ method: 'GET', path });
      return listOf(data, key);
    } catch (error) {
      // Small plans have no custom statuses, and some tokens may not read fields: names then stay
      // unknown, which translations can live with.
      if (
        SupportError.isInstance(error) &&
        (error.code === 'not_found' || error.code === 'permission_denied')
      ) {
        return [];
      }
      throw error;
    }
  };
  const load = async (): Promise<void> => {
    const [fieldList, statusList] = await Promise.all([
      read('/api/v2/ticket_fields', 'ticket_fields'),
      read('/api/v2/custom_statuses', 'custom_statuses'),
    ]);
    for (const json of fieldList) {
      const field = parseWire(fieldWire, json, { provider: PROVIDER, what: 'ticket field' });
      known.set(String(field.id), {
        label: field.title ?? String(field.id),
        type: fieldTypeOf(field.type),
      });
    }
    for (const json of statusList) {
      const status = parseWire(customStatusWire, json, {
        provider: PROVIDER,
        what: 'custom status',
      });
      statuses.set(String(status.id), {
        label: status.agent_label ?? String(status.id),
        isDefault: status.default ?? false,
      });
    }
    fields = createFieldMap(settings.fields, (id) => known.get(id));
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
    customStatus: (id) => statuses.get(id),
    customStatusId: (label) => [...statuses].find(([, status]) => status.label === label)?.[0],
  };
}
