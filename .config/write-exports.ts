import { readFileSync, writeFileSync } from 'node:fs';
import { exportsMap } from './entries.ts';

const path = new URL('../package.json', import.meta.url);
const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
if (typeof manifest !== 'object' || manifest === null) throw new Error('package.json is no object');
writeFileSync(path, `${JSON.stringify({ ...manifest, exports: exportsMap() }, null, 2)}\n`);
