import type { Provider } from '../support/worlds.ts';

/** What a carrying process is told. */
export interface CarryConfig {
  readonly from: DeskAccess;
  readonly to: DeskAccess;
  readonly ledger:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string; readonly schema: string };
  /** When time began to pass faster, in milliseconds: the same for all processes, as clocks are. */
  readonly origin: number;
  /** How much faster than real its time passes. */
  readonly speed: number;
}

interface DeskAccess {
  readonly provider: Provider;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}
