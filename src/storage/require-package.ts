interface Host {
  readonly process?: {
    cwd(): string;
    getBuiltinModule?(name: string): unknown;
  };
}

const host: Host = globalThis;

/** A module of Node itself; `undefined` where the runtime has none of that name. */
export const builtinModule = (name: string): unknown => host.process?.getBuiltinModule?.(name);

/**
 * A package that the application has installed, found at run time so that no bundler looks for it;
 * `undefined` where it is not there.
 *
 * @example requirePackage('pg') //=> { Pool: [class], … }
 */
export function requirePackage(name: string): unknown {
  // Safe: the built-in module of that name has this function in every release.
  const module = builtinModule('node:module') as
    | { createRequire(path: string): (name: string) => unknown }
    | undefined;
  const folder = host.process?.cwd();
  if (module === undefined || folder === undefined) return undefined;
  try {
    return module.createRequire(`${folder}/polydesk`)(name);
  } catch {
    // Not installed, or built for another version of Node.
    return undefined;
  }
}
