import type { NativeProduct } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { brandWire } from '../wire/products.ts';
import { idOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/**
 * A brand, which new conversations can name.
 *
 * @throws {WireFormatError} when the payload is not a brand.
 */
export function productToUnified(json: unknown, context: TranslationContext): NativeProduct {
  const wire = parseWire(brandWire, json, { provider: PROVIDER, what: 'brand' });
  return {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    name: wire.name ?? String(wire.id),
    description: null,
    isDefault: wire.is_default ?? null,
    ...rawOf<unknown>(context, wire),
  };
}
