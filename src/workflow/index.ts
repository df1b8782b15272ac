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
export {
  evaluateCondition,
  type EvaluateConditionOptions,
} from './conditions/evaluate-condition.ts';
export type {
  Condition,
  ConditionResult,
  ConditionValue,
  FieldChangeFact,
  LeafCondition,
  LeafTrace,
} from './conditions/types.ts';
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
export { FIRST_RESPONSE_REMINDER_MINUTES, WORKFLOW_RULES } from './rules/defaults.ts';
export { evaluateRules, type EvaluateRulesOptions } from './rules/evaluate-rules.ts';
export {
  RULE_EVENTS,
  type RuleAction,
  type RuleEvent,
  type RuleIntent,
  type RuleOutcome,
  type RulePatch,
  type RuleSubject,
  type RuleTrace,
  type RuleWrite,
  type WorkflowRule,
} from './rules/types.ts';
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
export type { Instant, WorkflowAlert, WorkingTime } from './types.ts';
