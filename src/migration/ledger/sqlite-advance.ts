import type { SqlValue } from '../../storage/sqlite.ts';
import { jsonOf, KIND_CODES, queueCode, STATE_CODES, stateOf } from './item-rows.ts';
import { isRelease, placeOf, readToken, stateAfter } from './rules.ts';
import type { Count, HandedClaim, LedgerFile } from './sqlite-file.ts';
import { TOLD } from './sqlite-statements.ts';
import type { Advance } from './types.ts';

interface HeldRow extends HandedClaim {
  readonly raised: number;
  readonly source_version: number | null;
  readonly written_version: number | null;
}

interface Step {
  readonly now: number;
  readonly count: Count;
}

/** Makes changes of items whose claims hold, and answers for each whether it did. */
export function advanceAll(
  file: LedgerFile,
  changes: readonly Advance[],
  step: Step,
): readonly boolean[] {
  const alive = new Map<number, boolean>();
  const isAlive = (run: number): boolean => {
    const known = alive.get(run) ?? file.sql.isAlive.get(run) !== undefined;
    alive.set(run, known);
    return known;
  };
  return changes.map((change) => {
    const token = readToken(change.token);
    if (token === null) return false;
    const { seq, fence } = token;
    const isOf = (row: HandedClaim): boolean =>
      row.fence === fence &&
      row.kind === KIND_CODES[change.kind] &&
      row.source === change.source &&
      isAlive(row.run);
    const handed = file.handed.get(seq);
    const isKnown = handed !== undefined && isOf(handed);
    // What this process was given is most often still so: then nothing has to be read.
    if (isKnown && write(file, handed, { change, state: change.state, isGuarded: true }, step))
      return true;
    // Safe: the statement answers these columns.
    const row = file.sql.held.get(seq) as HeldRow | undefined;
    if (row === undefined || !isOf(row)) return false;
    const state = stateAfter(change, {
      state: stateOf(row.state),
      sourceVersion: row.source_version,
      writtenVersion: row.written_version,
      isRaised: row.raised === 1,
    });
    return write(file, row, { change, state, isGuarded: false }, step);
  });
}

/** Adds the values that an advance mentions; answers which they are. */
function addTold(change: Advance, values: SqlValue[]): number {
  const { target, writtenVersion, reason, error, losses, differences, detail } = change;
  let told = 0;
  const add = (bit: number, value: SqlValue): void => {
    told |= bit;
    values.push(value);
  };
  if (target !== undefined) add(TOLD.target, target);
  if (writtenVersion !== undefined) add(TOLD.written_version, writtenVersion);
  if (reason !== undefined) add(TOLD.reason, reason);
  if (error !== undefined) add(TOLD.error, jsonOf(error));
  if (losses !== undefined) add(TOLD.losses, jsonOf(losses));
  if (differences !== undefined) add(TOLD.differences, jsonOf(differences));
  if (detail !== undefined) add(TOLD.detail, jsonOf(detail));
  return told;
}

interface Writing {
  readonly change: Advance;
  readonly state: Advance['state'];
  /** Only while the claim holds and the item is as it is said to be. */
  readonly isGuarded: boolean;
}

/** Writes a change; answers whether the item was what it is said to be. */
function write(
  { advance, handed }: LedgerFile,
  row: HandedClaim,
  { change, state, isGuarded }: Writing,
  { now, count }: Step,
): boolean {
  const { seq, fence, run, kind, source, position } = row;
  const code = STATE_CODES[state];
  const isChecked = change.checked === true;
  const place = placeOf({ kind: change.kind, order: position, state, isChecked }, now);
  const queue = queueCode(place.queue);
  const isReleased = isRelease(change, state) || state !== change.state;
  const isMoved = queue !== row.queue || place.queue === 'verify';
  const values: SqlValue[] = [code, now];
  const told = addTold(change, values);
  if (isMoved) values.push(queue, place.rank);
  values.push(seq);
  if (isGuarded) values.push(fence, row.state);
  const statement = advance({ told, isMoved, isReleased, isGuarded });
  if (Number(statement.run(...values).changes) === 0) return false;
  if (isReleased) handed.delete(seq);
  else handed.set(seq, { seq, fence, run, kind, source, position, state: code, queue });
  if (code !== row.state) {
    count(kind, row.state, -1);
    count(kind, code, 1);
  }
  return true;
}
