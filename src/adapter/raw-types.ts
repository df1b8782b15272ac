/** The provider's own record types, so that `raw` is typed. */
export interface RawTypes {
  readonly ticket: unknown;
  readonly message: unknown;
  readonly contact: unknown;
  readonly organization: unknown;
  readonly agent: unknown;
  readonly group: unknown;
  readonly article: unknown;
  readonly event: unknown;
}
