import type { DataSet } from '../../../../examples/data/generate.ts';
import type { Outcome } from '../../../../examples/data/types.ts';
import type { AnyFields, AnySupportAdapter } from '../../../adapter/contract.ts';
import type { MessageResource, RawTypes, TicketResource } from '../../../adapter/resources.ts';
import type { ConnectionOptions } from '../../../http/connection-options.ts';
import type { TicketPatch } from '../../../model/ticket.ts';
import type { SandboxClock } from '../../../sandbox/kit/clock.ts';
import type { Sandbox } from '../../../sandbox/kit/engine.ts';
import type { Directory } from '../directory.ts';

/** An adapter that can do what a support team does every day; all three can. */
export type WorkingAdapter = AnySupportAdapter & {
  readonly tickets: Pick<TicketResource<RawTypes, AnyFields>, 'create' | 'update'>;
  readonly messages: Pick<MessageResource, 'create' | 'reply' | 'note'>;
};

/** What a sandbox is made with. */
export interface MakeOptions {
  readonly seed: number;
  readonly clock: SandboxClock;
  /** Deliver webhooks after each request, without being asked. @default false */
  readonly autoDeliver?: boolean;
}

/** How an adapter reaches the sandbox, and its time and chance. */
export type Connection = Pick<ConnectionOptions, 'baseUrl' | 'fetch' | 'clock' | 'random'>;

/** An empty desk of one provider, with everything about it that only its provider does that way. */
export interface MadeDesk {
  readonly sandbox: Sandbox;
  /** Makes people, groups, custom fields and statuses. */
  populate(dataSet: DataSet): Promise<Directory>;
  connect(directory: Directory, connection: Connection): WorkingAdapter;
  /** How a case is left in an outcome, in the words that lose least at this desk. */
  outcomeOf(outcome: Exclude<Outcome, 'untouched'>): TicketPatch<AnyFields>;
  /** Deletes the record of the colleague who has left, where the provider lets agents be deleted. */
  retire(directory: Directory): Promise<void>;
  /** Lets the desk deliver its events to an address; answers the secret that proves them. */
  subscribe(adapter: WorkingAdapter, url: string): Promise<string>;
  /** How a person logs in: labels and values, and a call that works. */
  login(url: string): {
    readonly rows: readonly (readonly [label: string, value: string])[];
    readonly example: string;
  };
}

/** What is to be known of a provider to play one of its desks. */
export interface DeskKind {
  readonly provider: string;
  readonly label: string;
  /** One letter, for narrow tables. */
  readonly letter: string;
  /** The header in which a delivery carries its proof. */
  readonly proofHeader: string;
  /** Paths at which the desk is told to fail: its list of tickets, and a thread. */
  readonly faults: { readonly list: RegExp; readonly thread: RegExp };
  make(options: MakeOptions): MadeDesk;
}
