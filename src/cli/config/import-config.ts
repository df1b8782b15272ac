import * as nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';
import type { HookSettings } from './typescript-hooks.ts';

/** `registerHooks` came with Node.js 22.15; the types are those of the oldest release. */
interface SyncHooks {
  registerHooks?(hooks: { readonly resolve: unknown; readonly load: unknown }): unknown;
}

// Built, this module is a chunk beside the folder of the program.
const HOOKS = import.meta.url.endsWith('.ts')
  ? new URL('./typescript-hooks.ts', import.meta.url)
  : new URL('./cli/typescript-hooks.js', import.meta.url);

let registered: Promise<void> | null = null;

/** Teaches Node TypeScript, once a process. */
function registerTypeScript(): Promise<void> {
  registered ??= register({ home: import.meta.url });
  return registered;
}

async function register(settings: HookSettings): Promise<void> {
  const { registerHooks }: typeof nodeModule & SyncHooks = nodeModule;
  if (registerHooks === undefined) {
    nodeModule.register(HOOKS.href, { data: settings });
    return;
  }
  // Safe: the module is the one whose types are named.
  const hooks = (await import(HOOKS.href)) as typeof import('./typescript-hooks.ts');
  hooks.initialize(settings);
  registerHooks({ resolve: hooks.resolve, load: hooks.load });
}

/** What a file of JavaScript or TypeScript exports by default. Its own failures come as they are. */
export async function importConfig(path: string): Promise<unknown> {
  await registerTypeScript();
  const module: unknown = await import(pathToFileURL(path).href);
  return typeof module === 'object' && module !== null && 'default' in module
    ? module.default
    : undefined;
}
