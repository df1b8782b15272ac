/** Something that should be looked at. It is data: nothing is sent, and nothing is stored. */
export interface WorkflowAlert<Kind extends string = string> {
  /** The same for the same cause, so that a store can hold one open alert for it. */
  readonly key: string;
  readonly kind: Kind;
  readonly severity: 'info' | 'warning' | 'critical';
  /** Whom or what it is about, by id. */
  readonly subject: { readonly type: 'ticket' | 'customer'; readonly id: string };
  readonly evidence: Readonly<Record<string, number | string | readonly string[] | null>>;
  readonly suggestedActions: readonly string[];
  readonly createdAt: Date;
  /** Until when the same key should not be told again; `null` where it is told once. */
  readonly cooldownUntil: Date | null;
}
