import type { ErrorCode } from '../../errors/index.ts';

/** What helps with items that failed, by error code. `docs/errors.md` says more about each. */
export const ADVICE: Readonly<Record<ErrorCode, string>> = {
  configuration_invalid: 'Correct the option that the message names, then run again.',
  id_mismatch: 'Use the adapters of the two accounts that the ledger belongs to.',
  unsupported_operation: 'The target has no such thing: change the mapping, or skip these items.',
  request_aborted: 'The run was stopped while it worked at these items: run again.',
  request_timeout: 'Run again later; if it stays, raise the time limit of requests.',
  network_failed: 'Check that both desks can be reached from here, then run again.',
  outcome_unknown:
    'Run again: each item is looked for at the target before anything is sent a second time.',
  partially_written: 'Run again: what is there is found, and only what is missing is written.',
  provider_rejected: "Read the messages; the desk's support can look up the request.",
  authentication_failed: 'Renew the token or key of the desk, then run again.',
  permission_denied: 'Give the token the scope, or the user the role, that the desk asks for.',
  not_found:
    'The record, or one that it refers to, was deleted or merged meanwhile: skip it, or carry what it refers to.',
  conflict: 'The record is in another state than expected: look at it, then run again.',
  stale_write: 'Somebody changed the record at the target meanwhile: run again to compare anew.',
  validation_failed:
    'Fill or map the fields that the messages name, or make them optional at the target; then run again.',
  mapping_failed: 'Add a mapping for the value that the messages name, then run again.',
  rate_limited: 'Run again later, or with a smaller share of the rate limit.',
  server_error: "Run again later; if it stays, ask the desk's support.",
  wire_format: 'The desk answered in a form that is not documented: report it to polydesk.',
  job_failed: "Look at the job in the desk's own log, then run again.",
  webhook_unverified: 'Not expected in a migration: report it to polydesk.',
  webhook_failed: 'Not expected in a migration: report it to polydesk.',
  limit_exceeded: 'Larger than the target takes: allow it to be split or left out, then run again.',
  transition_refused: 'A rule of your own refused the step; see the lifecycle of the case.',
  migration_failed: 'Remove the cause that the messages name, then run again.',
};

/** Codes that only ledgers have. */
const OWN_CODES: Readonly<Record<string, string>> = {
  contact_failed: 'Remove the cause that the failed contact names, then run again.',
  organization_failed: 'Remove the cause that the failed organization names, then run again.',
  answered_at_target:
    "Look at the ticket on both desks; mapping.answeredAtTarget: 'overwrite' takes the source's.",
  unexpected: 'Not expected in a migration: report it to polydesk.',
};

/** For codes of other releases. */
const UNKNOWN_CODE = 'Read the messages, remove the cause, then run again.';

/** What to do about items that failed with this code. */
export const adviceFor = (code: string): string =>
  Object.entries({ ...ADVICE, ...OWN_CODES }).find(([known]) => known === code)?.[1] ??
  UNKNOWN_CODE;
