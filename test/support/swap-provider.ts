/** The providers that a program can be swapped to. */
export const SWAPS = ['zendesk', 'intercom', 'freshdesk'] as const;
export type Swap = (typeof SWAPS)[number];

const NAMES: Readonly<Record<Swap, string>> = {
  zendesk: 'createZendesk',
  intercom: 'createIntercom',
  freshdesk: 'createFreshdesk',
};

/** The first TypeScript block of a page. */
export function firstProgram(page: string): string {
  const [, program] = /^```ts\n(.*?)^```/ms.exec(page) ?? [];
  if (program === undefined) throw new Error('The page has no TypeScript block.');
  return program;
}

/** Where a call's parenthesis closes, given where it opens. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')') depth -= 1;
    if (depth === 0) return index;
  }
  throw new Error('The call does not end.');
}

/**
 * The program with another provider: the one import that names it, and the options of the one call
 * that it imports. Nothing else may change; a program that names its provider elsewhere is refused.
 */
export function swapProvider(program: string, provider: Swap, options: string): string {
  const imports = [...program.matchAll(/^import \{ (create\w+) \} from 'polydesk\/(\w+)';$/gm)];
  const [found] = imports;
  if (found === undefined || imports.length > 1) {
    throw new Error('The program must import one adapter, on one line.');
  }
  const [line, name = '', from = ''] = found;
  const rest = program.replace(line, '');
  const start = rest.indexOf(`${name}(`);
  if (start < 0) throw new Error(`The program does not call ${name}.`);
  const open = start + name.length;
  const others = rest.slice(0, start) + rest.slice(closing(rest, open) + 1);
  if (others.includes(name) || others.includes(from)) {
    throw new Error(
      `The program names ${from} in more places than its import and its credentials.`,
    );
  }
  const swapped = `${rest.slice(0, start)}${NAMES[provider]}(${options})${rest.slice(closing(rest, open) + 1)}`;
  return `import { ${NAMES[provider]} } from 'polydesk/${provider}';${swapped}`;
}
