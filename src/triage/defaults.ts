import type { TeamRoute } from './types.ts';

/** The seed's thresholds. */
export const TRIAGE_DEFAULTS = Object.freeze({
  /** From this monthly revenue on, priority rises by one. */
  elevateFromMrr: 5000,
  /** An automatic response needs a confidence above this. */
  autoResponseAbove: 0.9,
  articleLimit: 3,
  fallbackTeam: 'general-support',
});

/** The tag of customers who may leave. */
export const CHURN_TAG = 'churn-risk';

/**
 * Categories of the built-in classifier, in two levels: `area.topic`. Your own classifier may use
 * other names.
 */
export const TRIAGE_CATEGORIES = [
  'technical.bug',
  'technical.outage',
  'technical.performance',
  'technical.login_access',
  'technical.integration_api',
  'technical.data_loss',
  'technical.security_incident',
  'technical.how_to',
  'technical.configuration',
  'billing.invoice_get',
  'billing.invoice_check',
  'billing.payment_issue',
  'billing.payment_method',
  'billing.refund_request',
  'billing.refund_status',
  'billing.refund_policy',
  'billing.price_question',
  'billing.cancellation_fee',
  'account.create',
  'account.edit',
  'account.delete',
  'account.switch_plan',
  'account.password_recovery',
  'account.registration_problem',
  'account.permissions',
  'order_delivery.place',
  'order_delivery.change',
  'order_delivery.cancel_order',
  'order_delivery.track',
  'order_delivery.delivery_options',
  'order_delivery.delivery_period',
  'order_delivery.shipping_address',
  'subscription.cancel_subscription',
  'subscription.renew',
  'subscription.upgrade',
  'subscription.downgrade',
  'subscription.newsletter',
  'contact.human_agent',
  'contact.contact_details',
  'feedback.complaint',
  'feedback.praise',
  'feedback.feature_request',
  'other',
] as const;
/** A name of `TRIAGE_CATEGORIES`. */
export type TriageCategory = (typeof TRIAGE_CATEGORIES)[number];

const route = (definition: TeamRoute): TeamRoute =>
  Object.freeze(
    definition.priorities === undefined
      ? definition
      : { ...definition, priorities: Object.freeze([...definition.priorities]) },
  );

/** Where tickets go unless you say otherwise: the first route that holds wins. */
export const DEFAULT_TEAM_ROUTES: readonly TeamRoute[] = /* @__PURE__ */ Object.freeze([
  /* @__PURE__ */ route({ team: 'incident-response', category: 'technical.outage' }),
  /* @__PURE__ */ route({ team: 'incident-response', category: 'technical.data_loss' }),
  /* @__PURE__ */ route({ team: 'security', category: 'technical.security_incident' }),
  /* @__PURE__ */ route({ team: 'customer-success', category: 'subscription.cancel_subscription' }),
  /* @__PURE__ */ route({ team: 'customer-success', category: 'account.delete' }),
  /* @__PURE__ */ route({
    team: 'technical-escalation',
    category: 'technical',
    priorities: ['urgent'],
  }),
  /* @__PURE__ */ route({ team: 'technical-support', category: 'technical' }),
  /* @__PURE__ */ route({ team: 'billing', category: 'billing' }),
  /* @__PURE__ */ route({ team: 'account-support', category: 'account' }),
  /* @__PURE__ */ route({ team: 'order-support', category: 'order_delivery' }),
  /* @__PURE__ */ route({ team: 'customer-success', category: 'subscription' }),
  /* @__PURE__ */ route({ team: 'product', category: 'feedback.feature_request' }),
]);
