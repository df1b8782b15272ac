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

/** The records of a payload that is a bare list, or a list under one key. */
export function listIn(json: unknown, key?: string): readonly unknown[] {
  const list = key === undefined ? json : (json as Readonly<Record<string, unknown>>)[key];
  if (!Array.isArray(list) || list.length === 0) throw new Error('no list in the payload');
  return list;
}
