import {
  createMemoryLedger,
  createMigration,
  type Ledger,
  type Migration,
  type MigrationOptions,
} from 'polydesk/migration';
import type { ImportDraft, AnyFields } from '../support/types.ts';
import { createClocks, type PlayedDesk, playDesk, type Provider } from '../support/worlds.ts';

/** Two desks, and a migration from one to the other. */
export interface PlanWorld {
  readonly source: PlayedDesk;
  readonly target: PlayedDesk;
  readonly ledger: Ledger;
  /** Makes a ticket at the source; each an hour after the one before. Answers its id. */
  ticket(draft?: Partial<ImportDraft<AnyFields>>): Promise<string>;
  migrate(options?: Partial<MigrationOptions>): Migration;
}

const FIRST = Date.parse('2026-03-01T10:00:00Z');

/** Opens both, without any ticket. */
export async function openPlanWorld(from: Provider, to: Provider): Promise<PlanWorld> {
  const { clock, patient } = createClocks();
  const source = await playDesk(from, clock);
  const target = await playDesk(to, clock, { empty: true });
  const ledger = createMemoryLedger();
  const [requester = ''] = source.directory.contacts.values();
  let made = 0;
  return {
    source,
    target,
    ledger,
    async ticket(draft = {}) {
      const createdAt = new Date(FIRST + made * 3_600_000);
      made += 1;
      const { value } = (await source.adapter.imports?.ticket?.({
        subject: `Ticket ${made}`,
        requester: { id: requester },
        status: 'resolved',
        createdAt,
        messages: [
          {
            visibility: 'public',
            body: { text: 'It stands still.' },
            authorId: requester,
            authorKind: 'customer',
            createdAt,
          },
        ],
        ...draft,
      })) ?? { value: null };
      return value?.id ?? '';
    },
    migrate: (options = {}) =>
      createMigration({
        from: source.adapter,
        to: target.adapter,
        ledger,
        clock: patient,
        silence: 'confirmed',
        ...options,
      }),
  };
}
