import type { MigrationPlan, UnmappedValue } from '../../migration/index.ts';

/** Where each kind of value stands in a mapping. */
const PLACES: Readonly<Record<UnmappedValue['kind'], readonly string[]>> = {
  agent: ['people', 'agents'],
  group: ['groups'],
  customField: ['customFields'],
  status: ['statuses'],
};

/** These have no blank: `null` would drop a field that is kept in a note otherwise, and no status is none. */
const WITHOUT_BLANK = { status: 'status', customField: 'custom field' } as const;

/** The proposed mapping as a module of TypeScript, with what is known of each blank beside it. */
export function mappingModule({ from, to, mapping, unmapped }: MigrationPlan): string {
  const notes = new Map(
    unmapped.map((one) => [[...PLACES[one.kind], one.value].join('\n'), noteOf(one)]),
  );
  const comments = unmapped.flatMap((one) => {
    if (one.kind !== 'status' && one.kind !== 'customField') return [];
    const what = `${WITHOUT_BLANK[one.kind]} ${quoted(one.value)}`;
    return [`// Not mapped: ${onOneLine(what)}. ${noteOf(one)}. ${one.consequence}`];
  });
  return [
    `// ${from} → ${to}, as \`polydesk migrate plan\` proposes it. null: nobody, or none.`,
    ...comments,
    "import type { MigrationMapping } from 'polydesk/migration';",
    '',
    `export const mapping: MigrationMapping = ${literal(mapping, [], notes)};`,
    '',
  ].join('\n');
}

const noteOf = ({ label, count, samples }: UnmappedValue): string => {
  const called = label === null ? '' : `${label}, `;
  return onOneLine(`${called}${count} tickets, such as ${samples[0] ?? 'none'}`);
};

/** Whatever people call things, a comment ends with its line. */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A value as code: keys without quotes where they need none. */
function literal(
  value: unknown,
  path: readonly string[],
  notes: ReadonlyMap<string, string>,
): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, path, notes)).join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? quoted(value) : String(value);
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return '{}';
  const indent = '  '.repeat(path.length + 1);
  const lines = entries.map(([key, inner]) => {
    const here = [...path, key];
    const note = notes.get(here.join('\n'));
    const comment = note === undefined ? '' : ` // ${note}`;
    return `${indent}${keyOf(key)}: ${literal(inner, here, notes)},${comment}`;
  });
  return `{\n${lines.join('\n')}\n${'  '.repeat(path.length)}}`;
}

const keyOf = (key: string): string => {
  if (key === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
};

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
