import {
  type StatusDetail,
  TICKET_PRIORITIES,
  type TicketPriority,
  type TicketStatus,
} from '../../model/enums.ts';
import type { RuleAction, RuleIntent } from './types.ts';

/** The part of a case that rules write. */
export interface RuleState {
  readonly priority: TicketPriority;
  readonly category: string | null;
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
  readonly group: string | null;
  readonly agentId: string | null;
  readonly sla: string | null;
  readonly tags: readonly string[];
}

/** What an action means: fields with their new values, or a wish to the outside. */
export interface AppliedAction {
  readonly state: RuleState;
  readonly writes: readonly { readonly field: string; readonly value: unknown }[];
  readonly intent: RuleIntent | null;
}

/** Some levels up or down, and not past the ends. */
function movePriority(priority: TicketPriority, by: number): TicketPriority {
  const wanted = TICKET_PRIORITIES.indexOf(priority) + Math.trunc(by);
  const last = TICKET_PRIORITIES.length - 1;
  return TICKET_PRIORITIES[Math.min(last, Math.max(0, wanted))] ?? priority;
}

/** Changes nothing that it is given. */
export function applyAction(action: RuleAction, state: RuleState, rule: string): AppliedAction {
  const set = (change: Partial<RuleState>): AppliedAction => ({
    state: { ...state, ...change },
    writes: Object.entries(change).map(([field, value]) => ({ field, value })),
    intent: null,
  });
  const toggled = (tag: string, present: boolean): readonly string[] =>
    present ? [...state.tags, tag] : state.tags.filter((one) => one !== tag);
  const tagged = (tag: string, present: boolean): AppliedAction => ({
    state: state.tags.includes(tag) === present ? state : { ...state, tags: toggled(tag, present) },
    writes: [{ field: `tags.${tag}`, value: present }],
    intent: null,
  });
  switch (action.type) {
    case 'setPriority':
      return set({ priority: action.priority });
    case 'raisePriority':
      return set({ priority: movePriority(state.priority, action.by) });
    case 'setCategory':
      return set({ category: action.category });
    case 'addTag':
      return tagged(action.tag, true);
    case 'removeTag':
      return tagged(action.tag, false);
    case 'assignGroup':
      return set({ group: action.group });
    case 'assignAgent':
      return set({ agentId: action.agentId });
    case 'setStatus':
      return set({ status: action.status, statusDetail: action.statusDetail ?? null });
    case 'setSla':
      return set({ sla: action.policy });
    default:
      return { state, writes: [], intent: { ...action, rule } };
  }
}
