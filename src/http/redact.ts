/** What remains of a foreign error: its name, its code, and a message without secrets or text. */
export interface ScrubbedCause {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
}

const CODE = /^[A-Za-z][A-Za-z0-9_]{1,63}$/;

function read(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    // A property of an unknown object is unknown; reading it is all that the cast allows.
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The first system code (`ECONNRESET`, …) in an error and its causes. */
export function codeOf(error: unknown): string | null {
  let generic: string | null = null;
  let current = error;
  for (let depth = 0; depth < 5 && current !== undefined; depth += 1) {
    const code = read(current, 'code');
    if (typeof code === 'string' && CODE.test(code)) {
      // axios's and fetch's own codes hide the system's code, which is one cause deeper.
      if (!code.startsWith('ERR_')) return code;
      generic ??= code;
    }
    const first = read(current, 'errors');
    current = read(current, 'cause') ?? (Array.isArray(first) ? first[0] : undefined);
  }
  return generic;
}

/** The system call that failed (`connect`, `read`, `getaddrinfo`), where the runtime tells. */
export function syscallOf(error: unknown): string | null {
  let current = error;
  for (let depth = 0; depth < 5 && current !== undefined; depth += 1) {
    const syscall = read(current, 'syscall');
    if (typeof syscall === 'string' && CODE.test(syscall)) return syscall;
    const first = read(current, 'errors');
    current = read(current, 'cause') ?? (Array.isArray(first) ? first[0] : undefined);
  }
  return null;
}

/**
 * A new error that is safe to log. Messages of foreign errors may hold URLs with secrets, header
 * values or pieces of bodies, so the message is written anew from code and system call.
 */
export function scrubCause(error: unknown): Error & ScrubbedCause {
  const name = read(error, 'name');
  const code = codeOf(error);
  const parts = [syscallOf(error), code].filter((part) => part !== null);
  const message = parts.length === 0 ? 'Details are withheld.' : parts.join(' ');
  const safeName = typeof name === 'string' && CODE.test(name) ? name : 'Error';
  const cause = new Error(message);
  Object.defineProperties(cause, {
    name: { value: safeName },
    code: { value: code, enumerable: true },
    stack: { value: `${safeName}: ${message}` },
  });
  // The properties were defined just above; the type system does not follow defineProperties.
  return cause as Error & ScrubbedCause;
}
