import type { FieldResource } from '../../../src/adapter/resources.ts';
import { fieldToUnified, formToUnified } from '../to-unified/fields.ts';
import { listOf, type ZendeskCore } from './core.ts';

/** Ticket fields and forms. Both lists answer everything at once. */
export function fieldResource(core: ZendeskCore): FieldResource {
  return {
    async list(options) {
      const data = await core.send({ method: 'GET', path: '/api/v2/ticket_fields' }, options);
      return listOf(data, 'ticket_fields').map((json) => fieldToUnified(json, core.context()));
    },
    async forms(options) {
      const data = await core.send({ method: 'GET', path: '/api/v2/ticket_forms' }, options);
      return listOf(data, 'ticket_forms').map((json) => formToUnified(json, core.context()));
    },
  };
}
