import { MigrationError } from '../errors/classes.ts';
import { carryTicket } from './carry/carry-ticket.ts';
import { carryClaimed } from './carry/carry-once.ts';
import { concernsAll, isWorthAnotherAttempt } from './carry/item-error.ts';
import { matchOrMakeContact, matchOrMakeOrganization } from './carry/carry-people.ts';
import type { Setup, Work } from './carry/work.ts';
import type { Claim, ItemKind, LedgerRun, Phase } from './ledger/types.ts';
import { checkTarget } from './plan/check-target.ts';
import { makePlan } from './plan/make-plan.ts';
import { flyCanary } from './plan/fly-canary.ts';
import { countCreated, takeBack } from './run/roll-back.ts';
import { isScanned, scanChanges, scanPeople, scanTickets } from './run/scan.ts';
import { type Task, workThrough } from './run/work-through.ts';
import { deskName, prepare, readSetup } from './setup.ts';
import type { Finding, Migration, MigrationOptions, Progress } from './types.ts';
import { verifyTicket } from './verify/verify-ticket.ts';

/** In this order: tickets name contacts, contacts name organizations. */
const CARRIED: readonly ItemKind[] = ['organization', 'contact', 'ticket'];

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
  let opened: Promise<void> | null = null;
  const open = (): Promise<void> => {
    opened ??= ledger
      .open({ from: deskName(setup.from), to: deskName(setup.to) })
      .catch((error) => {
        opened = null;
        throw error;
      });
    return opened;
  };
  const start = async (phase: Phase): Promise<LedgerRun> => {
    await open();
    return ledger.startRun(phase, clock.now());
  };

  return {
    async plan({ signal, sample = DEFAULT_SAMPLE } = {}) {
      return asRun(setup, await start('plan'), async (run) => {
        const plan = await makePlan(setup, { sample, signal, runId: run.id });
        if (setup.scope.people === 'all') await scanPeople(setup, signal);
        return plan;
      });
    },
    async preflight({ signal } = {}) {
      return asRun(setup, await start('preflight'), async (run) => {
        const prepared = await prepare(setup, signal);
        const findings = checkTarget(prepared);
        if (findings.some(isError)) return { findings, canary: null, ok: false };
        if (!(await isScanned(setup))) await scanTickets(setup, () => undefined, signal);
        const stop = signal ?? new AbortController().signal;
        return flyCanary({ ...prepared, runId: run.id, signal: stop }, findings);
      });
    },
    run: ({ signal } = {}) => carryAll(setup, () => start('run'), signal),
    verify: ({ signal } = {}) => verifyAll(setup, () => start('verify'), signal),
    delta: ({ signal } = {}) => carryDelta(setup, () => start('delta'), signal),
    async *rollback({ confirm, signal }) {
      await open();
      await requireNumber(setup, confirm);
      yield* takeBack(setup, await start('rollback'), signal);
    },
    async createdRecords() {
      await open();
      return countCreated(ledger);
    },
    async status() {
      await open();
      return { counts: await ledger.counts(), runs: await ledger.runs() };
    },
    async retryFailed() {
      await open();
      return ledger.reset({ states: ['failed'] }, { state: 'planned', reason: null }, clock.now());
    },
    async abandon(reason) {
      await open();
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

/** A phase of one piece: its run ends with it, however it ends. */
async function asRun<T>(
  { ledger, clock }: Setup,
  run: LedgerRun,
  phase: (run: LedgerRun) => Promise<T>,
): Promise<T> {
  try {
    const value = await phase(run);
    await ledger.endRun(run.id, 'done', clock.now());
    return value;
  } catch (error) {
    await ledger.endRun(run.id, 'failed', clock.now());
    throw error;
  }
}

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
  if (!(await isScanned(setup))) {
    await asPartOf(setup, run, () => scanTickets(setup, () => undefined, signal));
  }
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
  await asPartOf(setup, run, () => scanChanges(setup, signal));
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
    claim: (request) => ledger.claim({ ...request, kinds: CARRIED }),
    isHeldElsewhere: () => isHeld(ledger, CARRIED, ['planned', 'reading', 'sent']),
    handle: (claim, run) => carryItem({ ...prepared, ...run }, claim),
  };
}

async function carryItem(work: Work, claim: Claim): Promise<boolean> {
  const { item, token } = claim;
  if (item.kind === 'ticket') return carryTicket(work, claim);
  const { source } = item;
  const hint = { name: null, email: null };
  const carried = carryClaimed(work, { item, token }, (_item, aboutToCreate) =>
    item.kind === 'contact'
      ? matchOrMakeContact(work, source, hint, aboutToCreate)
      : matchOrMakeOrganization(work, source, aboutToCreate),
  );
  return carried.then(
    () => true,
    (error: unknown) => {
      if (work.signal.aborted || concernsAll(error)) throw error;
      // Its own entry in the ledger says why it failed; the others go on.
      return !isWorthAnotherAttempt(error);
    },
  );
}

async function isHeld(
  ledger: Setup['ledger'],
  kinds: readonly ItemKind[],
  states: readonly ('planned' | 'reading' | 'sent')[],
): Promise<boolean> {
  const counts = await ledger.counts();
  return kinds.some((kind) => states.some((state) => (counts[kind]?.[state] ?? 0) > 0));
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
    kinds: ['ticket'],
    claim: (request) => setup.ledger.claimForVerify({ ...request, before }),
    isHeldElsewhere: async () => false,
    handle: async (claim, ids) => {
      await verifyTicket({ ...prepared, ...ids }, claim);
      return true;
    },
  };
  yield* workThrough(setup, run, task, signal);
}
