/** A short mark of plain data, the same for data that say the same: FNV-1a over its JSON, keys sorted. */
export function markOf(data: unknown): string {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify(sorted(data))) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
