import type { RuleState } from './apply-action.ts';
import type { RulePatch } from './types.ts';

/** What is other than before; what was set back to what it had been is not there. */
export function patchOf(before: RuleState, after: RuleState): RulePatch {
  const add = after.tags.filter((tag) => !before.tags.includes(tag));
  const remove = before.tags.filter((tag) => !after.tags.includes(tag));
  const hasMoved = before.status !== after.status || before.statusDetail !== after.statusDetail;
  const changed = (field: 'category' | 'group' | 'agentId' | 'sla'): object => {
    const value = after[field];
    return value === null || value === before[field] ? {} : { [field]: value };
  };
  return {
    ...(before.priority === after.priority ? {} : { priority: after.priority }),
    ...changed('category'),
    ...(hasMoved ? { status: after.status, statusDetail: after.statusDetail } : {}),
    ...changed('group'),
    ...changed('agentId'),
    ...changed('sla'),
    ...(add.length + remove.length === 0 ? {} : { tags: { add, remove } }),
  };
}
