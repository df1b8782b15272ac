import type { DeskKind } from './desk-kind.ts';
import { freshdeskDesk } from './freshdesk.ts';
import { intercomDesk } from './intercom.ts';
import { zendeskDesk } from './zendesk.ts';

export type { DeskKind, MadeDesk, WorkingAdapter } from './desk-kind.ts';

/** The desks of the demo, in the order in which they are told of. */
export const DESK_KINDS: readonly DeskKind[] = [zendeskDesk, intercomDesk, freshdeskDesk];
