import { compareVersions, type RecordVersion } from './record-version.ts';

type Values = Readonly<Record<string, unknown>>;

/** A value, and which of `versions` it came with. */
type Register = readonly [value: unknown, version: number];

/** What is kept of a record, as JSON. */
interface Stored {
  /** The newest version that was seen; `null` before the first that says. */
  readonly newest: RecordVersion | null;
  readonly versions: readonly RecordVersion[];
  readonly fields: Readonly<Record<string, Register>>;
}

/** What is known of a record: every field in its newest version. */
export interface RecordState {
  readonly newest: RecordVersion | null;
  /** By the field's key; custom fields each have their own, `customFields.plan`. */
  readonly fields: ReadonlyMap<
    string,
    { readonly value: unknown; readonly version: RecordVersion }
  >;
}

const NOTHING: RecordState = Object.freeze({ newest: null, fields: new Map() });
const CUSTOM = 'customFields.';

// Ids never move; texts that customers wrote are long and not compared; the rest is ours.
const UNTRACKED: ReadonlySet<string> = new Set([
  'id',
  'externalId',
  'description',
  'descriptionHtml',
  'bodyHtml',
  'metadata',
  'version',
  'raw',
  'provenance',
]);

/** Reads what `writeState` wrote; anything else counts as nothing known. */
export function readState(json: string | null): RecordState {
  if (json === null) return NOTHING;
  // Safe: only `writeState` makes these texts.
  const { newest, versions, fields } = JSON.parse(json) as Stored;
  const entries = Object.entries(fields).flatMap(([key, [value, index]]) => {
    const version = versions[index];
    return version === undefined ? [] : [[key, { value: fromJson(value), version }] as const];
  });
  return { newest, fields: new Map(entries) };
}

/** A state as JSON; versions that many fields share are written once. */
export function writeState(state: RecordState): string {
  const versions: RecordVersion[] = [];
  // By identity: fields that came together have the very same version.
  const indices = new Map<RecordVersion, number>();
  const indexOf = (version: RecordVersion): number => {
    const known = indices.get(version);
    if (known !== undefined) return known;
    indices.set(version, versions.length);
    return versions.push(version) - 1;
  };
  // Put together as text: an object of all fields would be built only to be written.
  const fields: string[] = [];
  for (const [key, { value, version }] of state.fields) {
    fields.push(`${JSON.stringify(key)}:[${jsonOf(value)},${indexOf(version)}]`);
  }
  const newest = JSON.stringify(state.newest);
  const known = JSON.stringify(versions);
  return ['{"newest":', newest, ',"versions":', known, ',"fields":{', fields.join(), '}}'].join('');
}

/**
 * Takes a snapshot in: each of its fields wins over an older version of itself. Snapshots may be taken
 * in in any order; the result is the same, except among those of one version, where the last one wins.
 */
export function takeIn(
  state: RecordState,
  snapshot: object,
  version: RecordVersion,
  options: { readonly movesWatermark: boolean },
): RecordState {
  const fields = new Map(state.fields);
  const put = (key: string, value: unknown): void => {
    const known = fields.get(key);
    if (known === undefined || compareVersions(version, known.version) >= 0) {
      fields.set(key, { value, version });
    }
  };
  // Safe: any object can be read by its keys.
  const values = snapshot as Values;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (UNTRACKED.has(key) || value === undefined) continue;
    if (key !== 'customFields') put(key, value);
    // Safe: custom fields are a record by their key.
    else for (const [name, one] of Object.entries(value as Values)) put(CUSTOM + name, one);
  }
  const { newest } = state;
  const moves = options.movesWatermark && (newest === null || compareVersions(version, newest) > 0);
  return { newest: moves ? version : newest, fields };
}

/** A snapshot with every field that it has as it is known by now; what is not tracked goes. */
export function broughtUpToDate<Snapshot extends { readonly id: string }>(
  snapshot: Snapshot,
  state: RecordState,
): Snapshot {
  // Safe: any object can be read by its keys.
  const given = snapshot as unknown as Values;
  const current: Record<string, unknown> = { id: given['id'], externalId: given['externalId'] };
  const known = knownSnapshot(state);
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) current[key] = known[key];
  }
  // Safe: the same keys, with values that earlier snapshots of the same kind had there.
  return current as unknown as Snapshot;
}

/** Everything that is known, in the shape of a snapshot. */
export function knownSnapshot(state: RecordState): Values {
  const known: Record<string, unknown> = {};
  const custom: [string, unknown][] = [];
  for (const [key, { value }] of state.fields) {
    if (key.startsWith(CUSTOM)) custom.push([key.slice(CUSTOM.length), value]);
    else known[key] = value;
  }
  // `fromEntries` defines keys, so that a key called `__proto__` is a key.
  return custom.length === 0 ? known : { ...known, customFields: Object.fromEntries(custom) };
}

const DATE = '$date';

const jsonOf = (value: unknown): string =>
  JSON.stringify(hasDate(value) ? toJson(value) : value) ?? 'null';

function hasDate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Date || Object.values(value).some(hasDate);
}

function toJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return { [DATE]: value.toISOString() };
  if (Array.isArray(value)) return value.map(toJson);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}

function fromJson(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === DATE) return new Date(String(first[1]));
  return Object.fromEntries(entries.map(([key, inner]) => [key, fromJson(inner)]));
}
