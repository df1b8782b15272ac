import type { ProductResource } from '../../../src/adapter/resources.ts';
import { productToUnified } from '../to-unified/products.ts';
import { type IntercomCore, listOf } from './core.ts';

/** The brands of a workspace: what `brandId` of a new conversation names. */
export function productResource(core: IntercomCore): ProductResource {
  return {
    async list(options) {
      const data = await core.send({ method: 'GET', path: '/brands' }, options);
      return listOf(data, 'data').map((json) => productToUnified(json, core.context()));
    },
  };
}
