import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { Clock } from '../../http/clock.ts';
import type { Ledger } from '../ledger/types.ts';
import type { Catalog } from '../mapping/catalog.ts';
import type { SettledMapping } from '../mapping/settle-mapping.ts';
import type { MigrationMapping, MigrationScope } from '../types.ts';
import type { Library } from '../articles/library.ts';
import type { FileBudget } from './file-budget.ts';
import type { LinkBook } from './link-book.ts';

/** Puts down what runs of this process do, for a report that another process may make. */
export interface RunNotes {
  /** Listens to both desks until the answered function is called. Whoever listens twice hears once. */
  listen(): () => void;
  /** Puts down under this run what was heard since the last time. Never rejects: what could not be put down is next time. */
  save(runId: string): Promise<void>;
}

/** What a migration is set to. */
export interface Setup {
  readonly from: AnySupportAdapter;
  readonly to: AnySupportAdapter;
  readonly ledger: Ledger;
  readonly mapping: MigrationMapping;
  readonly scope: MigrationScope;
  readonly isSilenceConfirmed: boolean;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly fileBytes: number;
  readonly clock: Clock;
  readonly links: LinkBook;
  readonly notes: RunNotes;
}

/** One run at work. */
export interface Work extends Setup {
  readonly runId: string;
  /** Aborts when the run must stop: asked to, ended from outside, or taken over. */
  readonly signal: AbortSignal;
  readonly fromCatalog: Catalog;
  readonly toCatalog: Catalog;
  readonly settled: SettledMapping;
  readonly knowledge: Library;
  readonly files: FileBudget;
  /** Tells whether an item was written with this mapping. */
  readonly mappingMark: string;
  /** Categories that the target has refused in this process: no other ticket is tried with them. */
  readonly refusedCategories: Set<string>;
  /** Whether tickets may wait for those that they lead to. */
  readonly postpones: boolean;
  /** Contacts and organizations that are being carried in this process, by kind and source id. */
  readonly carrying: Map<string, Promise<string | null>>;
  /** Whether a requester of the source is somebody else at the target, by both ids. */
  readonly compared: Map<string, Promise<boolean>>;
}

/** Options of every call of a migration. */
export const callOptions = ({ signal }: Pick<Work, 'signal'>) => ({ signal });
