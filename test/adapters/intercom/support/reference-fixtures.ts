import { readdirSync } from 'node:fs';
import { readReferenceJson, referencePath } from '../../../support/reference.ts';

const FOLDER = ['providers', 'intercom', 'fixtures'] as const;

/** The names of all recorded payloads, without `.json`. */
export const fixtureNames = (): readonly string[] =>
  readdirSync(referencePath(...FOLDER))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

type Json = Readonly<Record<string, unknown>>;

/** A recorded payload. */
export const fixture = (name: string): Json =>
  // Safe: every payload in the folder is an object; its values stay unknown.
  readReferenceJson(...FOLDER, `${name}.json`) as Json;

/** A list in a recorded payload. */
export function listIn(json: Json, key: string): readonly unknown[] {
  const list = json[key];
  if (!Array.isArray(list) || list.length === 0) throw new Error(`no list "${key}" in the payload`);
  return list;
}
