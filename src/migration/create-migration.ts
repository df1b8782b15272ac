import { MigrationError } from '../errors/classes.ts';
import { carryArticle } from './articles/carry-article.ts';
import { matchOrMakeShelf } from './articles/carry-shelf.ts';
import { carryLink } from './articles/link-later.ts';
import { scanArticles } from './articles/scan-articles.ts';
import { verifyArticle } from './articles/verify-article.ts';
import { carryTicket } from './carry/carry-ticket.ts';
import { endWaiting } from './carry/postpone.ts';
import { carryClaimed } from './carry/carry-once.ts';
import { concernsAll, isWorthAnotherAttempt } from './carry/item-error.ts';
import { matchOrMakeOrganization } from './carry/carry-organization.ts';
import { matchOrMakeContact } from './carry/carry-people.ts';
import type { Setup, Work } from './carry/work.ts';
import type { Claim, LedgerRun, Phase } from './ledger/types.ts';
import { checkTarget } from './plan/check-target.ts';
import { makePlan } from './plan/make-plan.ts';
import { flyCanary } from './plan/fly-canary.ts';
import { gatherReport } from './report/gather-report.ts';
import { createPhaseRuns } from './run/phase-runs.ts';
import { countCreated, takeBack } from './run/roll-back.ts';
import { arePeopleScanned, isScanned, scanChanges, scanPeople, scanTickets } from './run/scan.ts';
import { CARRIED, claimInStages, isAnyOpen } from './run/stages.ts';
import { type Task, workThrough } from './run/work-through.ts';
import { deskName, prepare, readSetup } from './setup.ts';
import type { Finding, Migration, MigrationOptions, Progress } from './types.ts';
import { verifyPerson } from './verify/verify-person.ts';
import { verifyTicket } from './verify/verify-ticket.ts';

const DEFAULT_SAMPLE = 20;

/**
 * A migration from one desk to another, in phases that can each be run alone: `plan`, `preflight`, `run`,
 * `verify`, `delta`, and `rollback`. The ledger knows what became of each record. A process can be killed
 * at any moment, or the network fail after the target has written something: what may be there is looked
 * for before it is written again.
 *
 * Nothing is sent to customers. Where the target's API cannot promise that, `run` refuses until you say
 * that the account's own notifications are off (`silence: 'confirmed'`).
 *
 * @throws {ConfigurationError} for options that make no sense.
 * @example
 * const migration = createMigration({
 *   from: createFreshdesk({ subdomain: 'acme', credentials: { apiKey } }),
 *   to: createZendesk({ subdomain: 'acme', credentials: { email, apiToken } }),
 *   ledger: createFileLedger({ path: 'migration.sqlite' }),
 * });
 * const { unmapped, findings } = await migration.plan();
 * for await (const { done, total } of migration.run()) console.log(`${done} of ${total}`);
 * for await (const { counts } of migration.verify()) console.log(counts.ticket);
 */
export function createMigration(options: MigrationOptions): Migration {
  const setup = readSetup(options);
  const { ledger, clock } = setup;
  const { open, once, stream } = createPhaseRuns(setup);

  return {
    async plan({ signal, sample = DEFAULT_SAMPLE } = {}) {
      return once('plan', (run) => makePlan(setup, { sample, signal, runId: run.id }));
    },
    async preflight({ signal } = {}) {
      return once('preflight', async (run) => {
        const prepared = await prepare(setup, signal);
        const findings = checkTarget(prepared);
        if (findings.some(isError)) return { findings, canary: null, ok: false };
        if (!(await isScanned(setup))) await scanTickets(setup, () => undefined, signal);
        const stop = signal ?? new AbortController().signal;
        return flyCanary({ ...prepared, runId: run.id, signal: stop }, findings);
      });
    },
    run: ({ signal } = {}) => stream('run', (begin) => carryAll(setup, begin, signal)),
    verify: ({ signal } = {}) => stream('verify', (begin) => verifyAll(setup, begin, signal)),
    delta: ({ signal } = {}) => stream('delta', (begin) => carryDelta(setup, begin, signal)),
    rollback: ({ confirm, signal }) =>
      stream('rollback', async function* (begin) {
        await open();
        await requireNumber(setup, confirm);
        yield* takeBack(setup, await begin(), signal);
      }),
    async createdRecords() {
      await open();
      return countCreated(ledger);
    },
    async status() {
      await open();
      const scanned = await isScanned(setup);
      return { scanned, counts: await ledger.counts(), runs: await ledger.runs() };
    },
    async report({ customerText, signal } = {}) {
      await open();
      return gatherReport(setup, { customerText: customerText === true, signal });
    },
    async retryFailed({ different = false } = {}) {
      await open();
      const again = { state: 'planned', reason: null } as const;
      const failed = await ledger.reset({ states: ['failed'] }, again, clock.now());
      if (!different) return failed;
      const query = { kind: 'ticket', states: ['confirmed'], differing: true } as const;
      return failed + (await ledger.reset(query, again, clock.now()));
    },
    async abandon(reason) {
      await open();
      await endWaiting(setup);
      const states = ['failed', 'planned'] as const;
      return ledger.reset({ states }, { state: 'skipped', reason }, clock.now());
    },
    async cancel() {
      await open();
      await endAll(setup);
    },
  };
}

async function endAll({ ledger, clock }: Setup): Promise<void> {
  for (const { id, endedAt } of await ledger.runs()) {
    if (endedAt === null) await ledger.endRun(id, 'cancelled', clock.now());
  }
}

async function requireNumber({ ledger, to }: Setup, confirm: number): Promise<void> {
  const count = await countCreated(ledger);
  if (confirm === count) return;
  throw new MigrationError(
    `A rollback deletes ${count} records of ${deskName(to)}: confirm must be that number.`,
    { refused: true },
  );
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

const refuse = (findings: readonly Finding[]): void => {
  const errors = findings.filter(isError);
  if (errors.length === 0) return;
  throw new MigrationError(errors.map(({ message }) => message).join(' '), { refused: true });
};

async function* carryAll(
  setup: Setup,
  start: () => Promise<LedgerRun>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const prepared = await prepare(setup, signal);
  // Before a run is begun, and before anything is written.
  refuse(checkTarget(prepared));
  const run = await start();
  await asPartOf(setup, run, async () => {
    await scanArticles(setup, { isDelta: false, signal });
    if (!(await isScanned(setup))) await scanTickets(setup, () => undefined, signal);
    const isAll = setup.scope.people === 'all';
    if (isAll && !(await arePeopleScanned(setup))) await scanPeople(setup, signal);
  });
  yield* workThrough(setup, run, carrying(prepared, run.phase), signal);
}

async function* carryDelta(
  setup: Setup,
  start: () => Promise<LedgerRun>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const prepared = await prepare(setup, signal);
  refuse(checkTarget(prepared));
  const run = await start();
  await asPartOf(setup, run, async () => {
    await scanArticles(setup, { isDelta: true, signal });
    await scanChanges(setup, signal);
    // Nobody tells of new people; those who are known already stay as they are.
    if (setup.scope.people === 'all') await scanPeople(setup, signal);
  });
  yield* workThrough(setup, run, carrying(prepared, run.phase), signal);
}

/** A failure here ends the run, too. */
async function asPartOf(
  { ledger, clock }: Setup,
  { id }: LedgerRun,
  part: () => Promise<unknown>,
): Promise<void> {
  try {
    await part();
  } catch (error) {
    await ledger.endRun(id, 'failed', clock.now());
    throw error;
  }
}

/** Carries what is planned. */
function carrying(prepared: Omit<Work, 'runId' | 'signal'>, phase: Phase): Task {
  const { ledger } = prepared;
  return {
    phase,
    kinds: CARRIED,
    claim: claimInStages(ledger),
    isHeldElsewhere: () => isAnyOpen(ledger, CARRIED),
    handle: (claim, run) => carryItem({ ...prepared, ...run, postpones: true }, claim),
  };
}

async function carryItem(work: Work, claim: Claim): Promise<boolean | 'waits'> {
  const { item, token } = claim;
  if (item.kind === 'ticket') return carryTicket(work, claim);
  if (item.kind === 'article') return carryArticle(work, claim);
  if (item.kind === 'link') return carryLink(work, claim);
  const { source } = item;
  const hint = { name: null, email: null };
  const carried = carryClaimed(work, { item, token }, (_item, aboutToCreate) => {
    if (item.kind === 'section') return matchOrMakeShelf(work, item, aboutToCreate);
    return item.kind === 'contact'
      ? matchOrMakeContact(work, source, hint, aboutToCreate)
      : matchOrMakeOrganization(work, source, aboutToCreate);
  });
  return carried.then(
    () => true,
    (error: unknown) => {
      if (work.signal.aborted || concernsAll(error)) throw error;
      // Its own entry in the ledger says why it failed; the others go on.
      return !isWorthAnotherAttempt(error);
    },
  );
}

async function* verifyAll(
  setup: Setup,
  start: () => Promise<LedgerRun>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const prepared = await prepare(setup, signal);
  const run = await start();
  const before = setup.clock.now();
  const task: Task = {
    phase: 'verify',
    kinds: ['ticket', 'article'],
    claim: (request) => setup.ledger.claimForVerify({ ...request, before }),
    isHeldElsewhere: async () => false,
    handle: async (claim, ids) => {
      await verifyItem({ ...prepared, ...ids }, claim);
      return true;
    },
  };
  yield* workThrough(setup, run, task, signal);
}

async function verifyItem(work: Work, claim: Claim): Promise<void> {
  const { kind } = claim.item;
  if (kind === 'ticket') return verifyTicket(work, claim);
  if (kind === 'article') return verifyArticle(work, claim);
  if (kind !== 'link') return verifyPerson(work, claim);
  // What it stood for is verified with the record that it belongs to.
  const { item, token } = claim;
  const own = { kind, source: item.source, token, state: 'verified', checked: true } as const;
  await work.ledger.advance([own], work.clock.now());
}
