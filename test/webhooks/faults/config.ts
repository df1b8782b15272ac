/** What a receiver process is told. */
export interface ReceiverConfig {
  readonly seed: number;
  /** Of a hundred calls of the handler, how many fail. */
  readonly failPercent: number;
  /** A file that says by how many milliseconds the desks' clock is ahead of this machine's. */
  readonly clockFile: string;
  readonly store:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'postgres'; readonly url: string; readonly schema: string };
  readonly desks: {
    readonly zendesk: DeskAccess<{ readonly email: string; readonly apiToken: string }>;
    readonly intercom: DeskAccess<{ readonly accessToken: string }> & {
      readonly workspaceId: string;
    };
    readonly freshdesk: DeskAccess<{ readonly apiKey: string }>;
  };
}

interface DeskAccess<Credentials> {
  readonly url: string;
  readonly credentials: Credentials;
  readonly secret: string;
}
