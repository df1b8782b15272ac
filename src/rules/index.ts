export {
  evaluateCondition,
  type EvaluateConditionOptions,
} from './conditions/evaluate-condition.ts';
export {
  type Condition,
  CONDITION_OPERATORS,
  type ConditionOperator,
  type ConditionOptions,
  type ConditionResult,
  type ConditionValue,
  type EvaluatedCondition,
  type FieldCondition,
  type OrderedValue,
  type RuleDuration,
  type WorkingTime,
} from './conditions/types.ts';
export { createRuleEngine, evaluateRules, type RuleEngine } from './evaluate-rules.ts';
export { lintRules } from './lint-rules.ts';
export { compilePattern } from './patterns/compile-pattern.ts';
export {
  NOTIFY_CHANNELS,
  type NotifyChannel,
  type Rule,
  RULE_REASON_CODES,
  RULE_TRIGGERS,
  type RuleAction,
  type RuleConflict,
  type RuleEvent,
  type RuleIntent,
  type RuleIntentAction,
  type RuleOptions,
  type RuleOutcome,
  type RulePatch,
  type RuleReason,
  type RuleReasonCode,
  type RuleTrace,
  type RuleTrigger,
  type RuleWrite,
} from './types.ts';
