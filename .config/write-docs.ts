import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freshdeskCapabilities } from '../adapters/freshdesk/capabilities.ts';
import { intercomCapabilities } from '../adapters/intercom/capabilities.ts';
import { zendeskCapabilities } from '../adapters/zendesk/capabilities.ts';
import type { Manifest } from '../src/adapter/manifest.ts';
import { capabilitiesPage, summaryTable, withTable } from './capability-docs.ts';

/** The adapters in the order of their columns. */
const MANIFESTS: readonly Manifest[] = [
  zendeskCapabilities,
  intercomCapabilities,
  freshdeskCapabilities,
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files that are written from the manifests, as they should be. */
export function generatedDocs(): readonly { readonly path: string; readonly text: string }[] {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  return [
    { path: 'docs/capabilities.md', text: capabilitiesPage(MANIFESTS) },
    { path: 'README.md', text: withTable(readme, summaryTable(MANIFESTS)) },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of generatedDocs()) writeFileSync(root + path, text);
}
