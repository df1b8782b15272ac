import { productToUnified } from '../to-unified/products.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { readAll } from './paging.ts';

/** The products of an account: what `productId` of a ticket names. */
export function productResource(core: FreshdeskCore): FreshdeskGroups['products'] {
  return {
    async list(options) {
      const items = await readAll(core, '/api/v2/products', options);
      return items.map((json) => productToUnified(json, core.context()));
    },
  };
}
