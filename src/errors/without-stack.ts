/**
 * Makes an error without walking the stack, which takes longer than checking a signature: whoever
 * floods an endpoint with forged deliveries must not be able to make it work for them. The stack
 * would only show our own frames; the `reason` says it all.
 */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  if (!setLimit(0)) return make();
  try {
    return make();
  } finally {
    setLimit(limit);
  }
}

/** False where `Error` is frozen (hardened runtimes). */
function setLimit(limit: number): boolean {
  return Reflect.set(Error, 'stackTraceLimit', limit);
}
