/** Mixes a text into 53 bits; different seeds give independent values. */
function mix(text: string, seed: number): string {
  let high = 0xde_ad_be_ef ^ seed;
  let low = 0x41_c6_ce_57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}

/** Objects with their keys in order, so that the same meaning has the same text. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * A short text that stands for a JSON value: equal values have equal fingerprints, in whichever
 * order their keys come. It tells values apart (106 bits) and protects nothing: whoever can choose
 * values can choose two that look alike.
 *
 * @example fingerprint({ a: 1, b: 2 }) === fingerprint({ b: 2, a: 1 }) //=> true
 */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(canonical(value)) ?? '';
  return mix(text, 1) + mix(text, 2);
}
