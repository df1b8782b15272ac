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

/** What `polydesk report` takes. */
export interface ReportFlags {
  readonly desk?: string;
  readonly config?: string;
  readonly from?: string;
  readonly sandbox?: string;
  readonly seed: number;
  readonly tickets: number;
  readonly out?: string;
  readonly force: boolean;
  readonly json: boolean;
  /** `2026-04`: the monthly product-feedback report instead. */
  readonly month?: string;
  readonly feedbackTags?: readonly string[];
  readonly timeZone: string;
  /** In days. */
  readonly period?: number;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly now?: Date;
  readonly sla: string;
  readonly customers?: string;
  readonly predictions?: string;
  /** False with `--no-threads`. */
  readonly threads: boolean;
  readonly customerText: boolean;
}
