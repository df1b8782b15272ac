import {
  type Manifest,
  type OperationManifest,
  RESOURCE_NAMES,
  type ResourceManifest,
  type ResourceName,
} from '../src/adapter/manifest.ts';

/** Where the README keeps its table. */
const START = '<!-- capabilities: written by `npm run docs` -->';
const END = '<!-- /capabilities -->';

const escapeCell = (text: string): string => text.replace(/\|/g, '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
const code = (name: string): string => `\`${name}\``;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
}

/** One row a thing, one column a provider. */
function matrix(
  manifests: readonly Manifest[],
  first: string,
  rows: readonly string[],
  cell: (manifest: Manifest, name: string) => string,
): string {
  return table(
    [first, ...manifests.map(({ label }) => label)],
    rows.map((name) => [code(name), ...manifests.map((manifest) => cell(manifest, name))]),
  );
}

const operationsOf = (manifest: Manifest, resource: ResourceName): readonly string[] =>
  Object.keys(manifest.resources[resource]?.operations ?? {});

/** Every name that occurs anywhere, in the order of its first occurrence. */
const union = (lists: readonly (readonly string[])[]): readonly string[] => [
  ...new Set(lists.flat()),
];

/** The README's table: what all providers have together, and what each of them lacks. */
export function summaryTable(manifests: readonly Manifest[]): string {
  const rows = RESOURCE_NAMES.flatMap((resource) => {
    const all = union(manifests.map((manifest) => operationsOf(manifest, resource)));
    if (all.length === 0) return [];
    const cells = manifests.map((manifest) => {
      const own = operationsOf(manifest, resource);
      const missing = all.filter((name) => !own.includes(name));
      if (own.length === 0) return '—';
      if (missing.length === 0) return 'all';
      // Whichever list is shorter says it better.
      return missing.length <= own.length ? `all but ${missing.join(', ')}` : own.join(', ');
    });
    return [[code(resource), all.join(', '), ...cells]];
  });
  return table(['resource', 'operations', ...manifests.map(({ label }) => label)], rows);
}

function operationCell(operation: OperationManifest | undefined): string {
  if (operation === undefined) return '—';
  const { dedupe, notifies, visibilities, filters, note } = operation;
  const words = [
    dedupe === undefined || dedupe === 'none' ? '' : `Safe to repeat by ${dedupe}.`,
    dedupe === 'none' ? 'Never repeated by itself.' : '',
    notifies === true ? 'May write to customers.' : '',
    notifies === false ? 'Silent.' : '',
    visibilities === undefined ? '' : `Messages: ${visibilities.join(', ')} only.`,
    filters === undefined ? '' : `Filters: ${filters.join(', ')}.`,
    note ?? '',
  ].filter(Boolean);
  return words.length === 0 ? 'yes' : words.join(' ');
}

function fieldCell(resource: ResourceManifest | undefined, field: string): string {
  if (resource === undefined) return '—';
  const support = resource.fields?.[field] ?? 'native';
  const words = resource.notes?.[field];
  return words === undefined ? support : `${support}: ${words}`;
}

function resourceSection(manifests: readonly Manifest[], name: ResourceName): readonly string[] {
  const resources = manifests.map(({ resources: all }) => all[name]);
  const operations = union(manifests.map((manifest) => operationsOf(manifest, name)));
  const fields = union(resources.map((resource) => Object.keys(resource?.fields ?? {})));
  if (operations.length === 0) return [];
  return [
    '',
    `## ${name}`,
    '',
    matrix(manifests, 'operation', operations, ({ resources: all }, operation) =>
      operationCell(all[name]?.operations[operation]),
    ),
    ...(fields.length === 0
      ? []
      : [
          '',
          matrix(manifests, 'field', fields, ({ resources: all }, field) =>
            fieldCell(all[name], field),
          ),
        ]),
  ];
}

function webhookSection(manifests: readonly Manifest[]): readonly string[] {
  const events = union(manifests.map(({ webhooks }) => [...webhooks.events])).toSorted();
  return [
    '',
    '## Webhooks',
    '',
    matrix(manifests, 'property', ['signature', 'replayWindow'], ({ webhooks }, name) =>
      name === 'signature' ? webhooks.signature : webhooks.replayWindow ? 'yes' : 'no',
    ),
    '',
    matrix(manifests, 'event', events, ({ webhooks }, event) =>
      webhooks.events.some((name) => name === event) ? 'yes' : '—',
    ),
  ];
}

function limitSection(manifests: readonly Manifest[]): readonly string[] {
  const names = union(manifests.map(({ limits }) => Object.keys(limits)));
  return [
    '',
    '## Limits',
    '',
    matrix(manifests, 'limit', names, ({ limits }, name) =>
      String(Object.entries(limits).find(([key]) => key === name)?.[1] ?? 'none known'),
    ),
  ];
}

/** The whole of docs/capabilities.md. */
export function capabilitiesPage(manifests: readonly Manifest[]): string {
  const versions = manifests.map(({ label, apiVersion }) => `${label} ${apiVersion ?? ''}`.trim());
  return [
    '# Capabilities',
    '',
    'What each provider can do, by resource, operation and field. Written from the manifests of the',
    'adapters by `npm run docs`, the same data that the types, the errors and the conformance tests',
    'read; do not edit by hand.',
    '',
    `Written for: ${versions.join(', ')}.`,
    '',
    'Support of a field is `native` (the provider has it), `derived` (worked out from other fields),',
    '`lossy` (something gets lost on the way, as the words say) or `none`. A field that stands in no',
    'table is native everywhere. Every loss is also told at run time, as a warning beside the value.',
    '',
    '## Overview',
    '',
    summaryTable(manifests),
    ...RESOURCE_NAMES.flatMap((name) => resourceSection(manifests, name)),
    ...webhookSection(manifests),
    ...limitSection(manifests),
    '',
  ].join('\n');
}

/** A text with the generated part put between its markers. */
export function withTable(text: string, content: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) {
    throw new Error('README.md has no markers for the capability table.');
  }
  return `${text.slice(0, start + START.length)}\n${content}\n${text.slice(end)}`;
}
