import { ConfigurationError } from '../../errors/classes.ts';
import {
  type Advance,
  ITEM_KINDS,
  type ItemKind,
  type ItemState,
  type LedgerItem,
} from './types.ts';

// The rules that every ledger shares, whatever it keeps its items in.

/** Where an item waits to be claimed: under its kind while there is work at it, for `verify` when it is written. */
export type QueueName = ItemKind | 'verify';

/** All of them. */
export const QUEUES: readonly QueueName[] = [...ITEM_KINDS, 'verify'];

/** Stands for the time of a verification that never was: before all others. */
export const NEVER = Number.MIN_SAFE_INTEGER;

/** Whether it is still to be carried. */
export const isOpen = (state: ItemState): boolean =>
  state === 'planned' || state === 'reading' || state === 'sent';

/** Whether the target has it. */
export const isWritten = (state: ItemState): boolean =>
  state === 'confirmed' || state === 'verified';

/** The queue of an item, and its place there: lower comes first, and of equals the one planned first. */
export function placeOf(
  {
    kind,
    order,
    state,
    isChecked = false,
  }: Pick<LedgerItem, 'kind' | 'order' | 'state'> & { readonly isChecked?: boolean },
  now: number,
): { readonly queue: QueueName | null; readonly rank: number } {
  if (isOpen(state)) return { queue: kind, rank: order };
  if (state === 'confirmed') return { queue: 'verify', rank: isChecked ? now : NEVER };
  return state === 'verified' ? { queue: 'verify', rank: now } : { queue: null, rank: 0 };
}

type Versions = Pick<LedgerItem, 'state' | 'sourceVersion' | 'writtenVersion'>;

/** Whether a version was dealt with: the target has it, or it was left out. Whoever abandons has judged none. */
const isSettled = ({
  state,
  writtenVersion,
}: Pick<Versions, 'state' | 'writtenVersion'>): boolean =>
  isWritten(state) || (state === 'skipped' && writtenVersion !== null);

const isNewer = (version: number | null, known: number | null): boolean =>
  version !== null && (known === null || version > known);

/** What a known item becomes when a scan finds this version of it; `null` when it stays as it is. */
export function replan(
  known: Versions,
  version: number | null,
): { readonly sourceVersion: number | null; readonly isAgain: boolean } | null {
  const isAgain = isSettled(known) && isNewer(version, known.writtenVersion);
  const isRaised = isNewer(version, known.sourceVersion);
  if (!isAgain && !isRaised) return null;
  return { sourceVersion: isRaised ? version : known.sourceVersion, isAgain };
}

/**
 * The state that an advance leads to. What was planned with a newer version while it was claimed has
 * to be carried again.
 */
export function stateAfter(
  { state, writtenVersion: told }: Advance,
  known: Versions & { readonly isRaised: boolean },
): ItemState {
  const writtenVersion = told === undefined ? known.writtenVersion : told;
  const isOld =
    isSettled({ state, writtenVersion }) && isNewer(known.sourceVersion, writtenVersion);
  return known.isRaised && isOld ? 'planned' : state;
}

/** Whether an advance gives the claim back. */
export const isRelease = ({ release = false }: Advance, state: ItemState): boolean =>
  release || !isOpen(state);

/** A token names the place of the item and the number of its claim, so that it is found without a search. */
export const tokenOf = (seq: number, fence: number): string => `${seq}.${fence}`;

/** Reads a token; `null` for what is none. */
export function readToken(token: string): { readonly seq: number; readonly fence: number } | null {
  const dot = token.indexOf('.');
  const [seq, fence] = [Number(token.slice(0, dot)), Number(token.slice(dot + 1))];
  return dot > 0 && Number.isSafeInteger(seq) && Number.isSafeInteger(fence) && fence > 0
    ? { seq, fence }
    : null;
}

/** @throws {ConfigurationError} for a limit that is not a whole number of 1 or more. */
export function checkLimit(limit: number): number {
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new ConfigurationError('limit must be a whole number, 1 or more.');
}

/** @throws {ConfigurationError} for a cursor that no ledger gave. */
export function readCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new ConfigurationError('cursor must be one that `items` answered, or null.');
}

/** The error of a ledger that belongs to other desks. */
export const otherSubject = (): ConfigurationError =>
  new ConfigurationError(
    'This ledger belongs to a migration between other desks. Each pair of desks needs a ledger of its own.',
  );

/** The error of a ledger that a newer release wrote. */
export const newerLedger = (found: number, known: number): ConfigurationError =>
  new ConfigurationError(
    `The ledger has version ${found}; this release knows ${known}. Update polydesk, or use another ledger.`,
  );
