import type { OrganizationKey } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import {
  ConfigurationError,
  ConflictError,
  UnsupportedError,
} from '../../../src/errors/classes.ts';
import type { Organization, OrganizationDraft } from '../../../src/model/people.ts';
import type { Mapped } from '../../../src/model/provenance.ts';
import { organizationFromDraft } from '../from-unified/organizations.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import { companyAutocompleteWire, type FreshdeskCompany } from '../wire/organizations.ts';
import { sweepChanges } from './changes.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

type Company = Organization<FreshdeskCompany>;

const COMPANIES = '/api/v2/companies';

/** The companies behind the customers. */
export function organizationResource(core: FreshdeskCore): FreshdeskGroups['organizations'] {
  const toOrganization = (json: unknown): Company =>
    organizationToUnified(json, core.context()).value;
  const pathOf = (id: string): string => `${COMPANIES}/${core.path(id)}`;
  const write = async (
    method: 'POST' | 'PUT',
    path: string,
    draft: OrganizationDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Company>> => {
    const mapped = organizationFromDraft(draft);
    const { data, warnings } = await core.write(mapped, { method, path }, options);
    return { value: toOrganization(data), warnings };
  };
  const idByName = (name: string, options?: RequestOptions) => findByName(core, name, options);
  return {
    get: async (id, options) => toOrganization(await core.get(pathOf(id), options)),
    list: (query, options) =>
      pageList(core, {
        path: COMPANIES,
        page: query,
        options,
        translate: (items) => items.map(toOrganization),
        distinctBy: ({ id }) => id,
      }),
    async find(key, options) {
      const id = await idByName(nameOf(key), options);
      return id === null ? null : toOrganization(await core.get(`${COMPANIES}/${id}`, options));
    },
    create: (draft, options) => write('POST', COMPANIES, draft, options),
    update: (id, draft, options) => write('PUT', pathOf(id), draft, options),
    async upsert(draft, options) {
      const { name = '' } = draft;
      if (name.trim() === '') {
        throw new ConfigurationError('upsert needs a name: Freshdesk tells companies apart by it.');
      }
      const known = await idByName(name, options);
      if (known !== null) return write('PUT', `${COMPANIES}/${known}`, draft, options);
      try {
        return await write('POST', COMPANIES, draft, options);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        // Somebody was faster; or it is a domain that another company has, which stays an error.
        const holder = await idByName(name, options);
        if (holder === null) throw error;
        return write('PUT', `${COMPANIES}/${holder}`, draft, options);
      }
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    changes: (feed, options) =>
      sweepChanges(core, {
        path: COMPANIES,
        sweeps: { live: {} },
        feed,
        options,
        translate: (items) => items.map(toOrganization),
        toChange: (record) => ({
          kind: 'upsert',
          record,
          at: record.updatedAt ?? new Date(core.now()),
        }),
      }),
  };
}

function nameOf(key: OrganizationKey): string {
  if ('name' in key) return key.name;
  throw new UnsupportedError('Freshdesk companies have no key of the caller’s own; find by name.', {
    operation: 'organizations.find by callerKey',
    provider: PROVIDER,
  });
}

/** The id of the company with exactly this name, in any case; the look-up finds beginnings. */
async function findByName(
  core: FreshdeskCore,
  name: string,
  options?: RequestOptions,
): Promise<string | null> {
  const whole = name.trim();
  const wanted = whole.toLowerCase();
  if (wanted === '') return null;
  // What a term of several words finds is not documented; the beginning of one word is found in any case.
  const [first = whole] = whole.split(/\s+/u);
  for (const term of new Set([first, whole])) {
    const data = await core.get(`${COMPANIES}/autocomplete`, options, { name: term });
    const { companies } = parseWire(companyAutocompleteWire, data, {
      provider: PROVIDER,
      what: 'found companies',
    });
    const found = companies.find((company) => company.name?.trim().toLowerCase() === wanted);
    if (found !== undefined) return String(found.id);
  }
  return null;
}
