import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zendeskCapabilities } from '../adapters/zendesk/capabilities.ts';
import { type Manifest, RESOURCE_NAMES, type ResourceManifest } from '../src/adapter/manifest.ts';

// Writes docs/capabilities.md and the README's table from the adapters' manifests. With --check it
// writes nothing and fails when either is out of date.

const MANIFESTS: readonly Manifest[] = [zendeskCapabilities];

const START = '<!-- capabilities: written by `npm run docs` -->';
const END = '<!-- /capabilities -->';

const escapeCell = (text: string): string => text.replace(/\|/g, '\\|');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Resource by provider, with the operations that each has. */
export function summaryTable(manifests: readonly Manifest[]): string {
  const rows = RESOURCE_NAMES.map((name) => [
    `\`${name}\``,
    ...manifests.map(
      ({ resources }) => Object.keys(resources[name]?.operations ?? {}).join(', ') || '—',
    ),
  ]);
  return table(['resource', ...manifests.map(({ label }) => label)], rows);
}

function operationsTable(resource: ResourceManifest): string {
  return table(
    ['operation', 'safe to repeat by', 'may write to customers', 'remarks'],
    Object.entries(resource.operations).map(([name, { dedupe, notifies, filters, note }]) => [
      `\`${name}\``,
      dedupe ?? '',
      notifies === undefined ? '' : notifies ? 'yes' : 'no',
      escapeCell(
        [filters === undefined ? '' : `Filters: ${filters.join(', ')}.`, note ?? '']
          .filter(Boolean)
          .join(' '),
      ),
    ]),
  );
}

function fieldsTable({ fields = {}, notes = {} }: ResourceManifest): string {
  return table(
    ['field', 'support', 'in words'],
    Object.entries(fields).map(([name, support]) => [
      `\`${name}\``,
      support,
      escapeCell(notes[name] ?? ''),
    ]),
  );
}

function providerPage({ label, apiVersion, resources, webhooks, limits }: Manifest): string {
  const version = apiVersion === null ? '' : ` (API ${apiVersion})`;
  const groups = RESOURCE_NAMES.flatMap((name) => {
    const resource = resources[name];
    if (resource === undefined) return [];
    const fields = resource.fields === undefined ? [] : ['', fieldsTable(resource)];
    return ['', `### ${label}: ${name}`, '', operationsTable(resource), ...fields];
  });
  return [
    `## ${label}${version}`,
    '',
    `Webhooks: signed with ${webhooks.signature}, ${webhooks.replayWindow ? 'with' : 'without'} a signed time.`,
    `Events: ${webhooks.events.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    `Limits: ${Object.entries(limits)
      .map(([name, value]) => `${name} ${value ?? 'none known'}`)
      .join(', ')}.`,
    ...groups,
  ].join('\n');
}

/** The whole of docs/capabilities.md. */
export function capabilitiesPage(manifests: readonly Manifest[]): string {
  return [
    '# Capabilities',
    '',
    'Written from the manifests of the adapters by `npm run docs`; do not edit by hand.',
    '',
    'Support of a field is `native` (the provider has it), `derived` (worked out from other fields),',
    '`lossy` (something gets lost on the way, as the words say) or `none`. A field that is not listed is native.',
    '',
    summaryTable(manifests),
    '',
    ...manifests.map(providerPage),
    '',
  ].join('\n');
}

/** A text with the generated part put between its markers. */
export function withTable(text: string, content: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start)
    throw new Error('README.md has no markers for the capability table.');
  return `${text.slice(0, start + START.length)}\n${content}\n${text.slice(end)}`;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const files = [
  { path: 'docs/capabilities.md', text: capabilitiesPage(MANIFESTS) },
  { path: 'README.md', text: withTable(readme, summaryTable(MANIFESTS)) },
];
if (process.argv.includes('--check')) {
  const stale = files.filter(({ path, text }) => readFileSync(root + path, 'utf8') !== text);
  if (stale.length > 0) {
    console.error(
      `Out of date: ${stale.map(({ path }) => path).join(', ')}. Run \`npm run docs\`.`,
    );
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of files) writeFileSync(root + path, text);
}
