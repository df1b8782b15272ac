const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * The value at a dotted path, by own properties only: nothing can be reached through a prototype.
 * `undefined` when it is not there. A key that has dots itself is found before the path is taken apart.
 */
export function readField(facts: unknown, path: string): unknown {
  if (!isRecord(facts)) return undefined;
  if (Object.hasOwn(facts, path)) return facts[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  return Object.hasOwn(facts, head) ? readField(facts[head], path.slice(dot + 1)) : undefined;
}
