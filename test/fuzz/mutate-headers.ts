import type { Random } from './random.ts';

/** Headers as a framework hands them out. */
export type Fields = Record<string, string | readonly string[]>;

const ODD_VALUES = [
  '',
  ' ',
  ',',
  '=',
  'sha1=',
  'sha256=',
  'Basic ',
  'null',
  'undefined',
  '\u0000',
  'a\r\nx-injected: 1',
  '\u{1f600}',
  'é',
  '-1',
  '1e400',
  'Infinity',
  '2026-05-11',
  '+010000-01-01T00:00:00Z',
];

type Change = (fields: Fields, name: string, random: Random) => void;

const textOf = (value: Fields[string] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ');

const CHANGES: readonly Change[] = [
  (fields, name) => void delete fields[name],
  (fields, name, random) => void (fields[name] = random.pick(ODD_VALUES)),
  (fields, name) => void (fields[name] = [textOf(fields[name]), textOf(fields[name])]),
  (fields, name) => void (fields[name] = [textOf(fields[name])]),
  (fields, name) => void (fields[name] = []),
  (fields, name) => {
    const value = textOf(fields[name]);
    delete fields[name];
    fields[name.toUpperCase()] = value;
  },
  (fields, name) => {
    const value = textOf(fields[name]);
    delete fields[name];
    fields[`${name} `] = value;
  },
  (fields, name) => void (fields[name] = textOf(fields[name]).toUpperCase()),
  (fields, name) => void (fields[name] = ` ${textOf(fields[name])} `),
  (fields, name) => void (fields[name] = textOf(fields[name]).repeat(3)),
  (fields, name) => void (fields[name] = textOf(fields[name]).slice(0, -1)),
  (fields, name) => void (fields[name] = textOf(fields[name]) + 'x'.repeat(100_000)),
  (fields, name, random) => {
    const value = textOf(fields[name]);
    const at = random.below(value.length + 1);
    const code = (value.charCodeAt(at) || 65) ^ (1 << random.below(7));
    fields[name] = value.slice(0, at) + String.fromCharCode(code) + value.slice(at + 1);
  },
  (fields, name, random) => {
    // Another spelling of the same name beside it, with another value.
    fields[name.toLowerCase()] = random.pick(ODD_VALUES);
  },
  (fields) => {
    Object.defineProperty(fields, '__proto__', {
      value: 'x',
      enumerable: true,
      configurable: true,
    });
  },
  (fields) => {
    for (let index = 0; index < 200; index += 1) fields[`x-header-${index}`] = 'x';
  },
];

/** The same headers with one change. */
export function mutateHeaders(fields: Fields, random: Random): Fields {
  const changed = { ...fields };
  const names = Object.keys(changed);
  if (names.length > 0) random.pick(CHANGES)(changed, random.pick(names), random);
  return changed;
}
