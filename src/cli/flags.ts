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
