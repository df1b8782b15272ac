import type { SourceFile } from './source-file.ts';

/** What an adapter's folder holds: each a file, or a folder with one file per resource. */
export const ADAPTER_PARTS = [
  'adapter',
  'capabilities',
  'client',
  'enums',
  'errors',
  'from-unified',
  'index',
  'options',
  'to-unified',
  'webhook',
  'wire',
] as const;

/** The names directly below a folder: `enums.ts`, `wire/`, … */
const namesBelow = (files: readonly SourceFile[], folder: string): readonly string[] => [
  ...new Set(
    files
      .filter(({ path }) => path.startsWith(folder))
      .map(({ path }) => path.slice(folder.length).replace(/\/.*/, '/')),
  ),
];

const plainName = (name: string): string => name.replace(/(\.ts|\/)$/, '');

function folderViolations(files: readonly SourceFile[], adapter: string): readonly string[] {
  const names = namesBelow(files, `adapters/${adapter}/`);
  const wanted: readonly string[] = [...ADAPTER_PARTS, 'sandbox'];
  const plain = names.map(plainName);
  return [
    ...wanted.filter((part) => !plain.includes(part)).map((part) => `has no ${part}`),
    ...names
      .filter((name) => !wanted.includes(plainName(name)))
      .map((name) => `has ${name} besides`),
    ...plain
      .filter((name, index) => plain.indexOf(name) !== index)
      .map((name) => `has ${name} both as a file and as a folder`),
    ...(names.includes('index.ts') ? [] : ['needs index.ts as a file']),
    ...(names.includes('sandbox.ts') ? ['needs sandbox/ as a folder'] : []),
  ].map((sentence) => `adapters/${adapter} ${sentence}`);
}

function differences(
  files: readonly SourceFile[],
  adapters: readonly string[],
  below: string,
): readonly string[] {
  const [first, ...others] = adapters;
  if (first === undefined) return [];
  const model = namesBelow(files, `adapters/${first}/${below}`);
  return others.flatMap((other) => {
    const names = namesBelow(files, `adapters/${other}/${below}`);
    return [
      ...model.filter((name) => !names.includes(name)).map((name) => [first, name, other] as const),
      ...names.filter((name) => !model.includes(name)).map((name) => [other, name, first] as const),
    ].map(([has, name, lacks]) => `adapters/${has}/${below}${name} has no twin in ${lacks}`);
  });
}

/** Every way in which the adapters' folders differ from the agreed shape and from each other. */
export function shapeViolations(files: readonly SourceFile[]): readonly string[] {
  const sources = files.filter(({ path }) => path.endsWith('.ts'));
  const adapters = namesBelow(sources, 'adapters/').map(plainName);
  return [
    ...adapters.flatMap((adapter) => folderViolations(sources, adapter)),
    ...differences(sources, adapters, ''),
    ...differences(sources, adapters, 'sandbox/'),
  ];
}
