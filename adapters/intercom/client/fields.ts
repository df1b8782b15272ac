import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { FieldResource } from '../../../src/adapter/resources.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { fieldToUnified, formToUnified } from '../to-unified/fields.ts';
import { ticketTypeWire } from '../wire/fields.ts';
import { type IntercomCore, listOf, ticketTypesOf } from './core.ts';

/** Attributes of conversations, ticket types, contacts and companies; ticket types as forms. */
export function fieldResource(core: IntercomCore): FieldResource {
  const read = async (path: string, query?: HttpQuery, options?: RequestOptions) =>
    listOf(await core.send({ method: 'GET', path, query }, options), 'data');
  const readTypes = async (options?: RequestOptions) =>
    ticketTypesOf(await core.send({ method: 'GET', path: '/ticket_types' }, options));
  return {
    async list(options) {
      // Attributes of conversations moved in 2.16 (sheet section 2).
      const isNew = core.writing.version >= 16;
      const [conversations, types, contacts, companies] = await Promise.all([
        isNew
          ? read('/conversations/attributes', undefined, options)
          : read('/data_attributes', { model: 'conversation' }, options),
        readTypes(options),
        read('/data_attributes', { model: 'contact' }, options),
        read('/data_attributes', { model: 'company' }, options),
      ]);
      const all = [...conversations, ...types.flatMap(attributesOf), ...contacts, ...companies];
      return all.map((json) => fieldToUnified(json, core.context()));
    },
    async forms(options) {
      const types = await readTypes(options);
      return types.map((json) => formToUnified(json, core.context()));
    },
  };
}

function attributesOf(json: unknown): readonly unknown[] {
  const type = parseWire(ticketTypeWire, json, { provider: PROVIDER, what: 'ticket type' });
  const listed = type.ticket_type_attributes;
  return listed?.data ?? listed?.ticket_type_attributes ?? [];
}
