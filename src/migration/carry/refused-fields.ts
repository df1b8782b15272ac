import { PartialWriteError, ValidationError } from '../../errors/classes.ts';
import type { LedgerItem } from '../ledger/types.ts';
import type { FileOutcome, TranslatedTicket } from '../translate/types.ts';
import { isWrittenVersion } from './written-version.ts';
import { sentTrace } from './sent-trace.ts';
import type { Work } from './work.ts';

/**
 * What of a ticket the target refuses, and the loss that is declared of it: by the name of the draft's field, and of a
 * file by `file ` and its key.
 */
export type Refused = Readonly<Record<string, string>>;

/** A translation, and everything that it rests on which the target has a say in. */
export interface Ready {
  readonly translated: TranslatedTicket;
  readonly outcomes: ReadonlyMap<string, FileOutcome>;
  readonly refused: Refused;
}

const FILE = 'file ';

const NO_CATEGORY = 'The target has no such category.';

/** The loss of a field that a ticket can do without; `null` for one that it cannot. */
function lossOf(field: string): string | null {
  if (field === 'category') return NO_CATEGORY;
  if (field === 'links') return 'The target refuses the link.';
  return field.startsWith('customFields.') ? 'The target refuses this value.' : null;
}

/**
 * Looks a field up in what is refused of a ticket, and a category in those that other tickets were refused for. Anything
 * else may be refused because of its ticket: a link, a file, a value that depends on another one.
 */
export function createRefusals(
  work: Pick<Work, 'refusedCategories'>,
  known: Refused,
): {
  readonly refusalOf: (field: string, value?: string) => string | null;
  /** What is refused of this ticket, after its translation. */
  readonly all: () => Refused;
} {
  let all = known;
  return {
    refusalOf(field, value) {
      const isRefused = field === 'category' && work.refusedCategories.has(value ?? '');
      if (isRefused) all = { [field]: NO_CATEGORY, ...all };
      return all[field] ?? null;
    },
    all: () => all,
  };
}

/** Files, those as lost that the target refuses. */
export const withoutRefused = (
  outcomes: ReadonlyMap<string, FileOutcome>,
  refused: Refused,
): ReadonlyMap<string, FileOutcome> =>
  new Map(
    [...outcomes].map(([key, outcome]) => {
      const reason = refused[`${FILE}${key}`];
      return [key, reason === undefined ? outcome : { kind: 'lost', reason }];
    }),
  );

/** What an item remembers of its refusals. */
export const refusedOf = ({ detail }: Pick<LedgerItem, 'detail'>): Refused =>
  // Safe: only `carryTicket` writes this key.
  (detail['refused'] as Refused | undefined) ?? {};

/**
 * What was refused of this version by an attempt that may have left something at the target: whoever goes on with that
 * would not be refused, and must not take for written what is not there.
 */
export function refusedBefore(item: Pick<LedgerItem, 'detail'>, version: Date): Refused {
  const sent = sentTrace(item);
  return sent !== null && isWrittenVersion(version, sent.version ?? null) ? refusedOf(item) : {};
}

/** Fields that the error of an import names, as the draft calls them. */
function namedIn(error: unknown): readonly string[] {
  const refusal = error instanceof PartialWriteError ? error.cause : error;
  return refusal instanceof ValidationError ? refusal.issues.map(({ path }) => path) : [];
}

/** What of a ticket can be left out after such an error; nothing where the error is another one, or is of all of it. */
function refusedBy(error: unknown, { translated: { draft }, outcomes }: Ready): Refused {
  const refused: Record<string, string> = {};
  for (const path of namedIn(error)) {
    const [, index = '', position] = /^messages\.(\d+)\.attachments(?:\.(\d+))?$/.exec(path) ?? [];
    const attachments = draft.messages[Number(index)]?.attachments ?? [];
    const files =
      position === undefined
        ? attachments
        : attachments.slice(Number(position), Number(position) + 1);
    if (index === '') {
      const reason = lossOf(path);
      if (reason !== null && valueAt(draft, path) !== undefined) refused[path] = reason;
      continue;
    }
    const reason =
      files.length === 1
        ? 'The target refuses this file.'
        : 'The target refuses a file of this message, and does not say which.';
    for (const [key, outcome] of outcomes) {
      const isIt = outcome.kind === 'ready' && files.some((file) => file === outcome.draft);
      if (isIt) refused[`${FILE}${key}`] = reason;
    }
  }
  return refused;
}

function valueAt(draft: TranslatedTicket['draft'], path: string): unknown {
  if (path === 'category') return draft.category ?? undefined;
  if (path === 'links') return draft.links;
  const fields: Readonly<Record<string, unknown>> = draft.customFields ?? {};
  const key = path.slice('customFields.'.length);
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/**
 * Writes a ticket, and again without those of its fields that the target refuses. Only a refusal before anything was
 * written is followed by another write at once. Where a part is there, the next attempt knows of the refusal, and does
 * with the part what is always done.
 */
export async function writeWithoutRefused<Written extends object>(
  work: Pick<Work, 'refusedCategories'>,
  first: Ready,
  steps: {
    write(draft: TranslatedTicket['draft']): Promise<Written>;
    /** Whether this is the first attempt: what is refused after a part was written may not be refused again. */
    readonly isFirstAttempt: boolean;
    again(refused: Refused): Promise<Ready>;
    /** Told before each write, so that what is left out is known to whoever finds its ticket. */
    aboutToWrite(ready: Ready): Promise<void>;
  },
): Promise<Written & { readonly ready: Ready }> {
  let ready = first;
  for (;;) {
    try {
      return { ...(await steps.write(ready.translated.draft)), ready };
    } catch (error) {
      const isPart = error instanceof PartialWriteError;
      if (isPart && steps.isFirstAttempt) throw error;
      const more = refusedBy(error, ready);
      // Each time there is less of it, so that this ends: what was left out already is not to blame.
      if (!Object.keys(more).some((field) => ready.refused[field] === undefined)) throw error;
      const refused = { ...ready.refused, ...more };
      const { category } = ready.translated.draft;
      if (more['category'] !== undefined && category != null) work.refusedCategories.add(category);
      if (isPart) {
        await steps.aboutToWrite({ ...ready, refused });
        throw error;
      }
      ready = await steps.again(refused);
      await steps.aboutToWrite(ready);
    }
  }
}
