// Hooks of Node's module loader (https://nodejs.org/api/module.html#customization-hooks). They have the
// shape that fits both a thread of their own (`register`) and the main thread (`registerHooks`).
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from 'sucrase';

/** What the hooks have to know. */
export interface HookSettings {
  /** A module of the running polydesk: `polydesk/…` is looked for from there. */
  readonly home: string;
}

interface ResolveContext {
  readonly parentURL?: string | undefined;
}

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: true;
}

const state = { home: '' };

export function initialize({ home }: HookSettings): void {
  state.home = home;
}

const LIBRARY = /^polydesk(\/|$)/;
const TYPESCRIPT = /\.m?ts$/;

/** Whether a module is the user's own, in TypeScript. Packages are published as JavaScript. */
const isOwnTypeScript = (url: string): boolean => {
  if (!url.startsWith('file:')) return false;
  const { pathname } = new URL(url);
  return TYPESCRIPT.test(pathname) && !pathname.includes('/node_modules/');
};

/** Imports of `polydesk` come from the running installation, so that there is one copy of it. */
export function resolve<T>(
  specifier: string,
  context: ResolveContext,
  next: (specifier: string, context: ResolveContext) => T,
): T {
  if (LIBRARY.test(specifier)) return next(specifier, { ...context, parentURL: state.home });
  const { parentURL } = context;
  if (parentURL !== undefined && isOwnTypeScript(parentURL) && /^\.\.?\//.test(specifier)) {
    return next(typeScriptFor(specifier, parentURL), context);
  }
  return next(specifier, context);
}

/** TypeScript lets `./mapping.ts` be imported as `./mapping.js` or `./mapping`. */
function typeScriptFor(specifier: string, parentURL: string): string {
  const isThere = (candidate: string): boolean => existsSync(new URL(candidate, parentURL));
  if (isThere(specifier) && /\.\w+$/.test(specifier)) return specifier;
  const bare = specifier.replace(/\.(m?)js$/, '');
  const candidates = [`${bare}.ts`, `${bare}.mts`, `${bare}.js`, `${bare}/index.ts`];
  return candidates.find(isThere) ?? specifier;
}

/** Takes the types out of TypeScript. Lines stay where they are, so that errors name the right one. */
export function load<T>(
  url: string,
  context: unknown,
  next: (url: string, context: unknown) => T,
): T | Loaded {
  // What belongs to this program itself is loaded as it was.
  if (!isOwnTypeScript(url) || isOwnSource(url)) return next(url, context);
  const filePath = fileURLToPath(new URL(url));
  const { code } = transform(readFileSync(filePath, 'utf8'), {
    transforms: ['typescript'],
    disableESTransforms: true,
    filePath,
  });
  return { format: 'module', source: code, shortCircuit: true };
}

/** Run from its sources, the program is TypeScript as well. */
const isOwnSource = (url: string): boolean =>
  TYPESCRIPT.test(state.home) && url.startsWith(new URL('../../../', state.home).href);
