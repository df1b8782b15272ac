import { readdirSync } from 'node:fs';
import { readReferenceJson, referencePath } from '../../../support/reference.ts';

const FOLDER = ['providers', 'freshdesk', 'fixtures'] as const;

/** The names of all payloads of the reference folder, without `.json`. */
export const fixtureNames = (): readonly string[] =>
  readdirSync(referencePath(...FOLDER))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** A payload of the reference folder: an object, or a bare list. */
export const fixture = (name: string): unknown => readReferenceJson(...FOLDER, `${name}.json`);

/** The records of a payload that is a bare list. */
export function listIn(json: unknown): readonly unknown[] {
  if (!Array.isArray(json) || json.length === 0) throw new Error('no list in the payload');
  return json;
}
