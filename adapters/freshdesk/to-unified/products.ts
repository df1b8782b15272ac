import type { NativeProduct } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { productWire } from '../wire/products.ts';
import { emptyToNull, idOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/**
 * A product.
 *
 * @throws {WireFormatError} when the payload is not a product.
 */
export function productToUnified(json: unknown, context: TranslationContext): NativeProduct {
  const wire = parseWire(productWire, json, { provider: PROVIDER, what: 'product' });
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: wire.name ?? String(wire.id),
    description: emptyToNull(wire.description),
    isDefault: null,
    ...rawOf<unknown>(context, wire),
  };
}
