/** What `polydesk demo` takes. */
export interface DemoFlags {
  readonly seed: number;
  readonly tickets: number;
  readonly json: boolean;
  readonly color: boolean;
}

/** What `polydesk sandbox` takes. */
export interface SandboxFlags {
  readonly port: number;
  readonly seed: number;
  readonly seedData: boolean;
  readonly color: boolean;
}

/** What `polydesk webhook inspect` takes. */
export interface WebhookInspectFlags {
  readonly provider: string;
  readonly account: string;
  readonly secretEnv: string;
  readonly headers?: string;
  readonly now?: Date;
  readonly showText: boolean;
  readonly json: boolean;
  readonly color: boolean;
}

/** What `polydesk webhook replay` takes. */
export interface WebhookReplayFlags {
  readonly to: URL;
  readonly sign: boolean;
  readonly provider?: string;
  readonly secretEnv: string;
  readonly concurrency: number;
  readonly times: number;
  /** Deliveries per second. */
  readonly rate?: number;
  readonly yes: boolean;
  readonly json: boolean;
  readonly color: boolean;
}
