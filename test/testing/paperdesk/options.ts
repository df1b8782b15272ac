import { bearerAuth, ConfigurationError, type HttpOptions } from 'polydesk';

/** Options of `createPaperdesk`. */
export interface PaperdeskOptions {
  /** The first part of `acme.paperdesk.example`; also the account part of every id. */
  readonly workspace: string;
  readonly token: string;
  /** Keep Paperdesk's record as `raw`. @default true */
  readonly keepRaw?: boolean;
  /** Network access; the platform's own when left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one attempt. @default 30_000 */
  readonly timeoutMs?: number;
  /** How often a safe call is repeated. @default 3 */
  readonly maxRetries?: number;
  /** Time and sleep, for tests. */
  readonly clock?: HttpOptions['clock'];
}

/** Checked options. */
export interface PaperdeskSettings {
  readonly account: string;
  readonly origin: string;
  readonly keepRaw: boolean;
  readonly auth: () => string;
}

const WORKSPACE = /^[a-z0-9-]+$/;

/** Checks the options before anything is sent. */
export function readOptions(options: PaperdeskOptions): PaperdeskSettings {
  const { workspace, token, keepRaw = true } = options;
  if (typeof workspace !== 'string' || !WORKSPACE.test(workspace)) {
    throw new ConfigurationError(
      'workspace must be the first part of the address: "acme" for acme.paperdesk.example.',
    );
  }
  return {
    account: workspace,
    origin: `https://${workspace}.paperdesk.example`,
    keepRaw,
    auth: bearerAuth(token),
  };
}
