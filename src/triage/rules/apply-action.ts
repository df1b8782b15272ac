import { itemAt } from '../classifier/places.ts';
import { TICKET_PRIORITIES, type TicketPriority } from '../../model/enums.ts';
import type {
  PatchField,
  RuleAction,
  RuleConflict,
  RuleFacts,
  RuleIntentAction,
  RulePatch,
  RuleWrite,
} from './types.ts';

/** The changes so far, and which rule made each. */
export interface PatchState {
  readonly patch: RulePatch;
  readonly writers: ReadonlyMap<PatchField, string>;
  readonly conflicts: readonly RuleConflict[];
}

interface Target {
  readonly rule: string;
  readonly ticket: RuleFacts;
  readonly state: PatchState;
}

interface Applied {
  readonly state: PatchState;
  readonly write: RuleWrite | null;
  readonly intent: RuleIntentAction | null;
}

/** Carries out an action on the patch, or hands it back as an intent. */
export function applyAction(action: RuleAction, target: Target): Applied {
  const { state } = target;
  const write = (field: PatchField, value: unknown): Applied => ({
    state: written({ field, value }, target),
    write: { field, value },
    intent: null,
  });
  switch (action.type) {
    case 'setPriority':
      return write('priority', action.value);
    case 'raisePriority':
      return write('priority', raised(current(target, 'priority'), action.by));
    case 'setCategory':
      return write('category', action.value);
    case 'addTag':
      return write('tags', [...new Set([...tagsOf(target), action.value])]);
    case 'removeTag':
      return write(
        'tags',
        tagsOf(target).filter((tag) => tag !== action.value),
      );
    case 'assignGroup':
      return write('groupId', action.value);
    case 'assignAgent':
      return write('assigneeId', action.value);
    case 'setStatus':
      return write('status', action.value);
    case 'setSla':
      return write('slaPolicy', action.value);
    default:
      return { state, write: null, intent: action };
  }
}

const current = ({ state, ticket }: Target, field: PatchField): unknown =>
  state.patch[field] ?? ticket[field];

function tagsOf(target: Target): readonly string[] {
  const tags = current(target, 'tags');
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** From `normal` when the ticket has no known priority; stays between `low` and `urgent`. */
function raised(priority: unknown, by: number): TicketPriority {
  const known = TICKET_PRIORITIES.findIndex((one) => one === priority);
  const from = known < 0 ? TICKET_PRIORITIES.indexOf('normal') : known;
  const to = Math.min(TICKET_PRIORITIES.length - 1, Math.max(0, from + by));
  return itemAt(TICKET_PRIORITIES, to);
}

function written({ field, value }: RuleWrite, { rule, state }: Target): PatchState {
  const before = state.patch[field];
  const writer = state.writers.get(field);
  // Tags add up; they cannot conflict.
  const conflicts: readonly RuleConflict[] =
    field === 'tags' || writer === undefined || writer === rule || before === value
      ? state.conflicts
      : [...state.conflicts, { field, rules: [writer, rule], values: [before, value] }];
  return {
    patch: { ...state.patch, [field]: value },
    writers: new Map([...state.writers, [field, rule]]),
    conflicts,
  };
}
