export { type CountedTicket } from './alerts/customer-of.ts';
export {
  HIGHLIGHT_KINDS,
  type HighlightCustomer,
  type HighlightKind,
  type HighlightOptions,
  type HighlightTicket,
  highlightTickets,
  type TicketHighlight,
} from './alerts/highlight-tickets.ts';
export {
  repeatContactAlerts,
  type RepeatContactOptions,
  type RepeatContactReport,
} from './alerts/repeat-contact-alerts.ts';
export {
  CHANNEL_LEVELS,
  type ChannelLevel,
  SUPPORT_CHANNELS,
  type SupportChannelTraits,
} from './channels.ts';
export { FIRST_RESPONSE_REMINDER_MINUTES, WORKFLOW_RULES } from './default-rules.ts';
export { buildForm, type BuildFormOptions } from './forms/build-form.ts';
export { checkForm } from './forms/check-form.ts';
export { FORM_CATEGORIES } from './forms/texts.ts';
export {
  FORM_TYPES,
  FORM_URGENCIES,
  type FormAnswers,
  type FormCheck,
  type FormField,
  type FormFile,
  type FormIssue,
  type FormLimits,
  type FormOption,
  type FormTicket,
  type FormType,
  type FormUrgency,
  type ServiceForm,
} from './forms/types.ts';
export {
  compilePattern,
  type Condition,
  CONDITION_OPERATORS,
  type ConditionOperator,
  type ConditionOptions,
  type ConditionResult,
  type ConditionValue,
  createRuleEngine,
  evaluateCondition,
  type EvaluateConditionOptions,
  type EvaluatedCondition,
  evaluateRules,
  type FieldCondition,
  lintRules,
  NOTIFY_CHANNELS,
  type NotifyChannel,
  type OrderedValue,
  type Rule,
  RULE_REASON_CODES,
  RULE_TRIGGERS,
  type RuleAction,
  type RuleConflict,
  type RuleDuration,
  type RuleEngine,
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
  type WorkingTime,
} from '../rules/index.ts';
export {
  lintTemplate,
  type TemplateLint,
  type TemplateProblem,
} from './templates/lint-template.ts';
export {
  type RenderedTemplate,
  renderTemplate,
  type RenderTemplateOptions,
  type TemplateVariables,
} from './templates/render-template.ts';
export {
  chooseTemplate,
  REPLY_TEMPLATES,
  type StageTemplate,
  TEMPLATE_STAGES,
  TEMPLATE_VARIABLES,
  type TemplateStage,
} from './templates/reply-templates.ts';
export { VARIABLE_ALIASES, type VariableAliases } from './templates/variable-name.ts';
export type { Instant } from '../numbers/instant.ts';
export type { WorkflowAlert } from './types.ts';
