import { TICKET_PRIORITIES, type TicketPriority } from '../model/enums.ts';
import { type RuleState, tagsIn, valueIn, type Written } from './rule-state.ts';
import type { RuleAction, RuleIntentAction, RuleWrite } from './types.ts';

/** What an action means: fields with their new values, or a wish to the outside. */
interface Applied {
  readonly state: RuleState;
  readonly writes: readonly Pick<RuleWrite, 'field' | 'value'>[];
  readonly intent: RuleIntentAction | null;
}

/** Changes nothing that it is given. */
export function applyAction(action: RuleAction, state: RuleState): Applied {
  const set = (change: Written): Applied => ({
    state: { ...state, written: { ...state.written, ...change } },
    writes: Object.entries(change).map(([field, value]) => ({ field, value })),
    intent: null,
  });
  switch (action.type) {
    case 'setPriority':
      return set({ priority: action.priority });
    case 'raisePriority':
      return set({ priority: raised(valueIn(state, 'priority'), action.by) });
    case 'setCategory':
      return set({ category: action.category });
    case 'addTag':
      return tagged(state, action.tag, true);
    case 'removeTag':
      return tagged(state, action.tag, false);
    case 'assignGroup':
      return set({ groupId: action.groupId });
    case 'assignAgent':
      return set({ assigneeId: action.agentId });
    case 'setStatus':
      return set({ status: action.status, statusDetail: action.statusDetail ?? null });
    case 'setSla':
      return set({ slaPolicy: action.policy });
    default:
      return { state, writes: [], intent: action };
  }
}

function tagged(state: RuleState, tag: string, isWanted: boolean): Applied {
  const others = tagsIn(state).filter((one) => one !== tag);
  const isThere = tagsIn(state).includes(tag);
  const tags = isWanted ? [...others, tag] : others;
  return {
    state: isThere === isWanted ? state : { ...state, written: { ...state.written, tags } },
    writes: [{ field: `tags.${tag}`, value: isWanted }],
    intent: null,
  };
}

/** From `normal` when the ticket has no known priority; not past the ends. */
function raised(priority: unknown, by: number): TicketPriority {
  const known = TICKET_PRIORITIES.findIndex((one) => one === priority);
  const from = known < 0 ? TICKET_PRIORITIES.indexOf('normal') : known;
  const to = Math.min(TICKET_PRIORITIES.length - 1, Math.max(0, from + by));
  return TICKET_PRIORITIES[to] ?? 'normal';
}
