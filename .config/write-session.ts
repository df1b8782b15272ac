// Plays the migration of docs/migration-cli.md anew and writes down what came of it.
import { readFileSync, writeFileSync } from 'node:fs';
import {
  playMigrationSession,
  transcriptOf,
  withTranscript,
} from '../test/cli/support/migration-session.ts';

const page = new URL('../docs/migration-cli.md', import.meta.url);
const { entries, desks } = await playMigrationSession();
await desks.close();
writeFileSync(page, withTranscript(readFileSync(page, 'utf8'), transcriptOf(entries)));
