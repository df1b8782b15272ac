import type { ProductResource } from '../../../src/adapter/resources.ts';
import { brandToUnified } from '../to-unified/products.ts';
import { listOf, type ZendeskCore } from './core.ts';

/** The brands of an account: what `brandId` of a ticket names. */
export function productResource(core: ZendeskCore): ProductResource {
  return {
    async list(options) {
      const data = await core.send({ method: 'GET', path: '/api/v2/brands' }, options);
      return listOf(data, 'brands').map((json) => brandToUnified(json, core.context()));
    },
  };
}
