const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Deep equality of plain data; dates are compared as instants. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left);
  const rightKeys = new Map(Object.entries(right));
  return (
    leftEntries.length === rightKeys.size &&
    leftEntries.every(([key, value]) => rightKeys.has(key) && deepEqual(value, rightKeys.get(key)))
  );
}

/** Freezes a value and everything below it, so that a write into it throws. */
export function deepFreeze<T>(value: T): T {
  if (!isObject(value) || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value)) deepFreeze(Reflect.get(value, key));
  return value;
}

/** A copy of plain JSON data. */
export function cloneJson<T>(value: T): T {
  return structuredClone(value);
}

/**
 * Every text that somebody could print from a value: own properties whether enumerable or not,
 * symbols, maps, sets, headers, and the chain of causes.
 */
export function everyText(value: unknown): readonly string[] {
  const texts: string[] = [];
  const seen = new Set<object>();
  const visit = (current: unknown): void => {
    if (typeof current === 'string') texts.push(current);
    if (!isObject(current) || seen.has(current)) return;
    seen.add(current);
    for (const part of partsOf(current)) visit(part);
  };
  visit(value);
  return texts;
}

function partsOf(value: object): readonly unknown[] {
  const parts: unknown[] = [];
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor !== undefined && 'value' in descriptor) parts.push(descriptor.value);
    if (typeof key === 'string') parts.push(key);
  }
  if (value instanceof Map || value instanceof Headers) parts.push(...[...value].flat());
  if (value instanceof Set) parts.push(...value);
  if (value instanceof Error) parts.push(value.message, value.stack, String(value));
  if (value instanceof URL) parts.push(value.href);
  return parts;
}
